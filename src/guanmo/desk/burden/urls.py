"""The paths of the burden meter."""

from django.urls import path

from guanmo.desk.burden import views

urlpatterns = [
    path("burden/", views.burden, name="burden"),
    path("organisations/<uuid:uuid>/burden/", views.burden_of_organisation, name="burden-organisation"),
]
