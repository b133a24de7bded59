"""The paths of scoring on site."""

from django.urls import path

from guanmo.field import views

app_name = "field"
urlpatterns = [
    path("", views.shell, name="duties"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.json", views.home_screen, name="manifest"),
    path("<uuid:visit>/", views.visit, name="sheet"),
    path("<uuid:visit>/correction/", views.correction, name="correction"),
]
