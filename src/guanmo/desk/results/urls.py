"""The paths of stage results."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
