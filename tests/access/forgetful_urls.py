"""Pages that ask nobody anything, beside the service's own: what is still refused there, the fence refuses."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from guanmo.config.urls import urlpatterns as own
from guanmo.desk.urls import urlpatterns as desk


@login_not_required
def shown(_request: HttpRequest, **_given: Any) -> HttpResponse:
    return HttpResponse("shown")


_forgetful = [
    path("forgetful/open/", shown, name="structure-limits"),
    path("forgetful/reading/", shown, name="burden"),
    path("forgetful/shown/", shown, name="organisations-list"),
    path("forgetful/round/", shown, name="rounds-detail"),
    path("forgetful/member/<uuid:uuid>/", shown, name="members-detail"),
    path("forgetful/undeclared/", shown, name="undeclared"),
]
urlpatterns = [path("", include(([*desk, *_forgetful], "desk"))), *own]
