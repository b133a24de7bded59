"""The paths of stage rectification."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
