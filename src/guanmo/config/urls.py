"""Which floor answers which path."""

from django.conf import settings
from django.urls import include, path

from guanmo.desk.organisations.passwords import change
from guanmo.field.api import paths
from guanmo.field.joining import join, leave

urlpatterns = [
    path("field/api/", paths),  # first: an evening's rush comes here
    path("", include("guanmo.desk.account.urls")),
    path("password/", change, name="password_change"),
    path("language/", include("django.conf.urls.i18n")),
    path("ui/", include("guanmo.ui.urls")),
    *([path("ui/", include("guanmo.ui.gallery"))] if settings.DEBUG else []),
    path("field/join/<str:token>/", join, name="join"),
    path("field/leave/", leave, name="leave"),
    path("field/", include("guanmo.field.urls")),
    path("", include("guanmo.desk.urls")),
]
