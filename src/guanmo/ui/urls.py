"""Addresses of the appearance: its choices and its bundles."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from guanmo.ui import views

app_name = "ui"
urlpatterns = [
    path("house-<slug:edition>.css", views.bundled, {"kind": "css"}, name="css"),
    path("house-<slug:edition>.js", views.bundled, {"kind": "js"}, name="js"),
    path("large-type/", views.large_type, name="large_type"),
    path("language/", login_not_required(set_language), name="language"),
]
