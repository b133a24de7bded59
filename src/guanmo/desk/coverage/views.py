"""Coverage of the cycle, and the progress of the current rounds organisation by organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guanmo.desk.coverage.presenters import coverage_page
from guanmo.desk.coverage.progress import progress_page
from guanmo.desk.http import UserRequest


def coverage(request: UserRequest) -> HttpResponse:
    """Visited of due, by township, with every organisation not yet visited (S0-2-c); ``?year=`` chooses the cycle."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else timezone.localdate().year
    return render(request, "desk/coverage/coverage.html", {"page": coverage_page(request.user, year)})


def progress(request: UserRequest) -> HttpResponse:
    """The current round of every organisation in reach (S0-4.2-b)."""
    return render(request, "desk/coverage/progress.html", {"page": progress_page(request.user, timezone.localdate())})
