"""What waits outside the ledger: filings, teams, learning reports, scoring."""

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.rectification.weak_words import TONES
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import weak_cases_waiting_for
from guanmo.stages.results.queries import filings_visible_to, provisional_for, reopenings_to_confirm, unanswered_for
from guanmo.stages.results.rules import may_answer_objection
from guanmo.stages.rounds.queries import reports_owed, rounds_owed_teams
from guanmo.stages.scoring.queries import duties_of
from guanmo.ui.shapes import Todo


def filings(user: User) -> list[Todo]:
    """Filings that the county has not answered."""
    if not access_of(user).is_county_admin:
        return []
    return [
        Todo(
            _("%(name)s报来备案") % {"name": filing.ranking.round.organiser.short_name},
            filing.number,
            reverse("desk:filings-detail", args=[filing.uuid]),
            "inbox",
            "info",
            _("待备案"),
        )
        for filing in filings_visible_to(user).filter(answer=None)
    ]


def reopenings(user: User) -> list[Todo]:
    """Rounds that somebody else asked to open again, for the second person."""
    return [
        Todo(
            _("%(name)s申请重新打开打分") % {"name": one.by},
            f"{one.seal.round.title}　{one.reason[:40]}",
            reverse("desk:results-seal", args=[one.seal.round.uuid]) + "#reopening",
            "refresh-cw",
            "warn",
            _("待确认"),
        )
        for one in reopenings_to_confirm(user)
    ]


def provisional_results(user: User) -> list[Todo]:
    """The own provisional results to which objections are taken."""
    return [
        Todo(
            one.ranking.round.title,
            _("%(last)s以前可以提出异议") % {"last": window.last},
            reverse("desk:results-standing", args=[one.visit.uuid]),
            "eye",
            "info",
            _("初步结果"),
        )
        for one, window in provisional_for(user)
        if one.visit
    ]


def objections(user: User) -> list[Todo]:
    """Objections that somebody who did not take off the contested points is to check again."""
    access = access_of(user)
    return [
        Todo(
            _("%(name)s提出异议") % {"name": one.standing.organisation.short_name},
            one.text[:40],
            reverse("desk:objections-detail", args=[one.uuid]),
            "message-square",
            "warn",
            _("待复核"),
        )
        for one in unanswered_for(user)
        if may_answer_objection(
            access,
            one.standing.ranking.round.tier,
            one.standing.ranking.round.organiser.path,
            one.standing.organisation_id,
        )
    ]


def teams(user: User) -> list[Todo]:
    """Cross rounds for which the own township has not named its teams."""
    return [
        Todo(
            _("请登记派出的督导组"),
            round.title,
            reverse("desk:teams-list", args=[round.uuid]),
            "users-round",
            "warn",
            _("待登记"),
        )
        for round in rounds_owed_teams(user)
    ]


def reports(user: User) -> list[Todo]:
    """Learning reports that the user owes."""
    return [
        Todo(
            _("%(team)s还没有交学习报告") % {"team": team},
            team.round.title,
            reverse("desk:teams-report", args=[team.uuid]),
            "file-pen",
            "info",
            _("待提交"),
        )
        for team in reports_owed(user)
    ]


def weak_cases(user: User) -> list[Todo]:
    """Cases of weak organisations whose next step is the user's, by role or because the user was sent there."""
    return [
        Todo(
            case.organisation.short_name,
            case.batch,
            reverse("desk:weak-detail", args=[case.uuid]) + "#next",
            "flag",
            TONES[case.state],
            case.get_state_display(),
        )
        for case in weak_cases_waiting_for(user)
    ]


def scoring(user: User) -> list[Todo]:
    """How many organisations wait for the user's score sheet."""
    left = sum(1 for duty in duties_of(user) if duty.open)
    if not left:
        return []
    title = _("还有%(count)d个组织等您打分") % {"count": left}
    return [Todo(title, _("现场打分，打完提交"), reverse("field:duties"), "clipboard-check", "warn", _("待打分"))]
