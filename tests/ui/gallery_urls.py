"""Addresses of the gallery, which is not part of the service, beside the appearance choices."""

from django.urls import include, path

urlpatterns = [
    path("ui/", include("guanmo.ui.urls")),
    path("ui/", include("guanmo.ui.gallery")),
]
