"""The overview page."""

from django.http import HttpResponse
from django.shortcuts import render

from guanmo.desk.http import UserRequest


def overview(request: UserRequest) -> HttpResponse:
    return render(request, "desk/overview/overview.html")
