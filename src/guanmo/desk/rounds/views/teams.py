"""The supervision teams of a cross round: who is sent, where to, what they learned (S0-3.2)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.documents.glyphs import asks_about_glyphs, issued
from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.teams import chosen_people, teams_page, township_named
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.glyphs import GlyphsMissing
from guanmo.procedures.report_learning import report_learning
from guanmo.stages.rounds.domain.assign_team import assign_all, assign_team
from guanmo.stages.rounds.domain.form_team import disband_team, form_team
from guanmo.stages.rounds.errors import TeamInvalid
from guanmo.stages.rounds.forms import LearningReportForm
from guanmo.stages.rounds.queries import cross_round_for, sees_visits_of, team_for, team_of_round


@require_GET
def team_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Township by township: teams sent, where they go, who comes; the county's selects and the township's form."""
    round = cross_round_for(request.user, uuid)
    context = {"round": round, "page": teams_page(request.user, round), "sees": sees_visits_of(request.user, round)}
    return render(request, "desk/rounds/teams.html", context)


@require_POST
def team_form(request: UserRequest, uuid: UUID) -> HttpResponse:
    """A township sends one more team."""
    round = cross_round_for(request.user, uuid)
    sender, leader, members = chosen_people(request.user, round, request.POST)
    team = form_team(round, sender, leader=leader, members=members, by=request.user)
    messages.success(request, _("已登记%(team)s，共%(n)d人。") % {"team": team, "n": len({leader, *members})})
    return redirect("desk:teams-list", uuid)


@require_POST
def team_targets(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The county sends one team somewhere, or all that have no target yet."""
    round = cross_round_for(request.user, uuid)
    if "team" not in request.POST:
        messages.success(request, _("已安排%(n)d个督导组。") % {"n": assign_all(round, by=request.user)})
        return redirect("desk:teams-list", uuid)
    team = team_of_round(request.user, round, request.POST["team"])
    target = township_named(request.user, round, request.POST.get("target"))
    if team is None or target is None:
        raise TeamInvalid(_("请选择一个乡镇（街道）。"))
    assign_team(team, target, by=request.user)
    messages.success(request, _("%(team)s观摩%(township)s。") % {"team": team, "township": target.short_name})
    return redirect("desk:teams-list", uuid)


@require_POST
def team_removal(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take a team off the list."""
    team = team_for(request.user, uuid)
    name, round = str(team), team.round
    disband_team(team, by=request.user)
    messages.success(request, _("已撤销%(team)s。") % {"team": name})
    return redirect("desk:teams-list", round.uuid)


@require_http_methods(["GET", "POST"])
@asks_about_glyphs
def learning_report(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The report of one team: the leader writes it once, whoever may see the team's round reads it."""
    team = team_for(request.user, uuid)
    report = getattr(team, "report", None)
    if report is None and team.leader != request.user:
        raise NotVisible
    form = LearningReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issued(request, lambda: report_learning(team, **form.cleaned_data, by=request.user))
        except GlyphsMissing:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("学习报告已提交。"))
            return redirect("desk:teams-report", uuid)
    sees = sees_visits_of(request.user, team.round)
    context = {"team": team, "round": team.round, "report": report, "form": form, "sees": sees}
    return render(request, "desk/rounds/learning_report.html", context)
