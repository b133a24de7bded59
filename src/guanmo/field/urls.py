"""The paths of scoring on site."""

from django.urls import path

from guanmo.field import views

app_name = "field"
urlpatterns = [
    path("", views.duties, name="duties"),
    path("ballots/", views.ballots, name="ballots"),
    path("<uuid:visit>/", views.sheet, name="sheet"),
    path("<uuid:visit>/correction/", views.correction, name="correction"),
]
