"""The paths of stage organisations."""

from django.urls import path

from guanmo.desk.organisations import passwords, tree_views, views

urlpatterns = [
    path("organisations/", views.organisations_list, name="organisations-list"),
    path("organisations/structure/", views.structure, name="organisations-structure"),
    path("organisations/import/", tree_views.upload, name="organisations-import"),
    path("organisations/import/template/", tree_views.empty_template, name="organisations-template"),
    path("organisations/import/current/", tree_views.filled_template, name="organisations-export"),
    path("organisations/import/<str:token>/", tree_views.preview, name="organisations-preview"),
    path("organisations/import/<str:token>/confirmation/", tree_views.confirm, name="organisations-confirmation"),
    path("organisations/import/<str:token>/errors/", tree_views.errors, name="organisations-errors"),
    path("organisations/<uuid:uuid>/", views.organisations_detail, name="organisations-detail"),
    path("organisations/<uuid:uuid>/holders/<uuid:holder>/password/", passwords.give, name="holders-password"),
]
