"""The paths of stage documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
