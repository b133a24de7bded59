"""Photos and minutes that look used twice, as questions with the base rates beside them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.method.recycled import ALIKE_BITS, ALIKE_SHARE, BITS, chance_of_a_pair
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.queries import questions_for
from guanmo.stages.records.rules import may_read_at_all

PAGE = 50


@require_safe
def questions(request: UserRequest) -> HttpResponse:
    """What somebody should look at; nothing is decided here."""
    if not may_read_at_all(access_of(request.user)):
        raise NotVisible
    cases, of = chance_of_a_pair()
    found = questions_for(request.user, timezone.localdate())
    context = {
        "questions": found,
        "page": Paginator(found.found, PAGE).get_page(request.GET.get("page")),
        "most": ALIKE_BITS,
        "bits": BITS,
        "share": ALIKE_SHARE,
        "one_in": of // cases // 100_000_000,
    }
    return render(request, "desk/records/questions.html", context)
