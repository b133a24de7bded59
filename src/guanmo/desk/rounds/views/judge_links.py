"""Personal links of a round's judges: who has one, new ones as cards to print, and taking them back."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.judge_links import card_of, links_page, warnings_about
from guanmo.lib.refusal import Refused
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.queries import participants_of
from guanmo.stages.scoring.domain.judge_link import make_links, revoke_link


@require_safe
def judge_links(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The participants with the state of their links."""
    round = round_run_by(request.user, uuid)
    page = links_page(request.user, round, timezone.localdate(), request.build_absolute_uri())
    return render(request, "desk/rounds/judge_links.html", {"page": page, "round": round})


@never_cache
@require_POST
def judge_cards(request: UserRequest, uuid: UUID) -> HttpResponse:
    """New links for those chosen. The answer itself shows them: tokens are kept nowhere, no redirect could carry them."""
    round = round_run_by(request.user, uuid)
    people = _chosen(request, round)
    tokens = make_links(people, by=request.user)
    paths = [reverse("join", args=[token]) for token in tokens]
    addresses = [request.build_absolute_uri(path) for path in paths]
    cards = [card_of(person, address) for person, address in zip(people, addresses, strict=True)]
    context = {"round": round, "cards": cards, "warnings": warnings_about(request.build_absolute_uri())}
    return render(request, "desk/rounds/judge_cards.html", context)


@require_POST
def judge_link_revocation(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Shut out one judge's link and phone."""
    for person in _chosen(request, round_run_by(request.user, uuid)):
        revoke_link(person, by=request.user)
        messages.success(request, _("%(person)s的打分二维码已作废。") % {"person": person.user})
    return redirect("desk:judge-links", uuid)


def _chosen(request: UserRequest, round: Round) -> Sequence[Participant]:
    """The one whose button was pressed, otherwise those with a tick."""
    wanted = request.POST.getlist("only") or request.POST.getlist("person")
    chosen = [one for one in participants_of(request.user, round) if str(one.pk) in wanted]
    if not chosen:
        raise Refused(_("还没有选中人员。请先勾选要发放的人员。"), code="nobody_chosen")
    return chosen
