"""The paths of stage organisations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
