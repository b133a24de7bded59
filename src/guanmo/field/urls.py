"""The paths of scoring on site."""

from django.urls import URLPattern

app_name = "field"
urlpatterns: list[URLPattern] = []
