"""Confirm the classes of a round; the classes that an organisation was ever given (S0-1-e, S0-3.1-k)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.results.class_form import ClassForm
from guanmo.desk.results.lists import confirmed_tag
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.documents.composers.rule import class_words
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.queries import class_history, class_reasons, results_of
from guanmo.stages.results.rules import may_classify
from guanmo.stages.rounds.queries import round_for


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The proposed class of each ranked organisation, to be confirmed or changed with a reason."""
    round = round_for(request.user, uuid)
    if not may_classify(access_of(request.user), round.tier, round.organiser.path):
        raise NotVisible
    ranked = list(results_of(request.user, round).filter(rank__isnull=False))
    form = ClassForm(request.POST or None, standings=ranked, reasons=class_reasons(request.user, round))
    if request.method == "POST" and form.is_valid():
        try:
            confirm_classes(round, form.changes(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("分类已确定。"))
            return redirect("desk:results-list", uuid)
    context = {"round": round_for(request.user, uuid), "form": form, "classes": class_words(round.classes)}
    return render(request, "desk/results/classify.html", context)


@require_safe
def history(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Every class of one organisation, newest first."""
    organisation = organisation_for(request.user, uuid)
    rows = [(one, confirmed_tag(one)) for one in class_history(request.user, organisation)]
    return render(request, "desk/results/classes.html", {"organisation": organisation, "rows": rows})
