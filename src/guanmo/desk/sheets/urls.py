"""The paths of stage sheets."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
