"""The paths of stage rounds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
