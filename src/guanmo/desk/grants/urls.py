"""The paths of accounts and grants."""

from django.urls import path

from guanmo.desk.grants import views

urlpatterns = [
    path("grants/", views.grant_list, name="grants-list"),
    path("grants/new/", views.grant_create, name="grants-create"),
    path("grants/<uuid:uuid>/end/", views.grant_end, name="grants-end"),
    path("grants/<uuid:uuid>/password/", views.grant_password, name="grants-password"),
]
