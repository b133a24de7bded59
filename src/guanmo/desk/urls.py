"""The paths of the desk; they follow the way."""

from django.urls import path

from guanmo.desk.overview import views as overview

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
]
