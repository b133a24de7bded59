"""What the page of one organisation shows: facts, superiors, posts, subordinates, and what later stages know of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.organisations.history import history
from guanmo.desk.organisations.listing import kind_icon
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of, children, holders, secretaries, superiors, visible_to
from guanmo.stages.organisations.rules import may_give_passwords
from guanmo.stages.rectification.enums import OVER
from guanmo.stages.rectification.queries import visible_to as ledger_rows_visible_to
from guanmo.stages.results.queries import class_history
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.queries import calendar_today, visits_visible_to

_LATEST = 8
_VISIT_TONES = {
    VisitState.DUE: "mute",
    VisitState.VISITED: "info",
    VisitState.CLOSED: "good",
    VisitState.EXCUSED: "warn",
}
_CLASS_TONES = {"advanced": "good", "qualified": "info", "backward": "bad"}


@dataclass(frozen=True, slots=True)
class Step:
    """One organisation of the chain above; without ``url`` when the user may not open it."""

    name: str
    url: str


def detail(user: User, organisation: Organisation) -> dict[str, Any]:
    """The context of the page for an organisation that the user may see."""
    return {
        "organisation": organisation,
        "chain": _chain(user, organisation),
        "facts": _facts(organisation),
        "kind_icon": kind_icon(organisation.kind),
        "posts": [_post(one, user, timezone.localdate()) for one in holders(user, organisation)],
        "gives_passwords": may_give_passwords(access_of(user)),
        "children": _children(user, organisation),
        "visits": _visits(user, organisation),
        "classes": _classes(user, organisation),
        "ledger": _ledger(user, organisation),
        "history": history(user, organisation),
    }


def _chain(user: User, organisation: Organisation) -> list[Step]:
    above = superiors(organisation)
    visible = set(visible_to(user).filter(pk__in=[one.pk for one in above]).values_list("pk", flat=True))
    return [Step(one.name, _url(one) if one.pk in visible else "") for one in above]


def _url(organisation: Organisation) -> str:
    return reverse("desk:organisations-detail", args=[organisation.uuid])


def _facts(one: Organisation) -> list[tuple[str, object]]:
    return [
        (_("组织代码"), one.code),
        (_("简称"), one.short_name),
        (_("类别"), one.get_kind_display()),
        (_("组织形式"), one.get_form_display()),
        (_("成立日期"), one.established_on),
        *([(_("撤销日期"), one.dissolved_on)] if one.dissolved_on else []),
    ]


def _post(held: Appointment, user: User, today: date) -> dict[str, object]:
    in_office = held.started_on <= today and (held.ended_on is None or held.ended_on >= today)
    return {
        "duty": held.post.get_duty_display(),
        "name": held.user.name,
        "started_on": held.started_on,
        "ended_on": held.ended_on,
        "in_office": in_office,
        "account": held.user.username,
        "holder": held.user.uuid if in_office and held.user != user else None,
        "has_password": held.user.has_usable_password(),
    }


def _children(user: User, organisation: Organisation) -> list[dict[str, object]]:
    names = secretaries(user)
    return [
        {
            "name": one.name,
            "url": _url(one),
            "kind": one.get_kind_display(),
            "icon": kind_icon(one.kind),
            "secretary": names.get(one.pk, ""),
            "below": one.numchild,
        }
        for one in children(user, organisation)
    ]


def _visits(user: User, organisation: Organisation) -> list[dict[str, object]]:
    found = visits_visible_to(user).filter(organisation=organisation).order_by("-round__period", "-pk")[:_LATEST]
    return [
        {
            "round": one.round.title,
            "uuid": one.uuid,
            "on": one.visited_on,
            "state": one.get_state_display(),
            "tone": _VISIT_TONES[VisitState(one.state)],
        }
        for one in found
    ]


def _classes(user: User, organisation: Organisation) -> list[dict[str, object]]:
    return [
        {
            "round": one.standing.ranking.round.title,
            "url": reverse("desk:results-standing", args=[visit.uuid]) if (visit := one.standing.visit) else "",
            "score": one.standing.score,
            "rank": one.standing.rank,
            "label": one.get_management_class_display(),
            "tone": _CLASS_TONES[one.management_class],
        }
        for one in class_history(user, organisation)[:_LATEST]
    ]


def _ledger(user: User, organisation: Organisation) -> list[dict[str, object]]:
    """The problems that are not over first."""
    passed = calendar_today().passed
    rows = ledger_rows_visible_to(user).filter(organisation=organisation).order_by("-pk")
    shown = sorted(rows, key=lambda row: row.state in OVER)[:_LATEST]
    return [
        {
            "matter": row.matter,
            "uuid": row.uuid,
            "due": row.due_date,
            "state": row.get_state_display(),
            "tone": "bad" if row.is_overdue(passed) else "good" if row.state in OVER else "warn",
            "overdue": row.is_overdue(passed),
        }
        for row in shown
    ]
