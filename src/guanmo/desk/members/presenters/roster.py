"""What the page of the roster shows: how the rosters stand, or the members of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.stages.members.models import Member
from guanmo.stages.members.queries import RosterState, limits_for, on_roster, roster_states
from guanmo.stages.members.rules import may_keep, may_keep_somewhere, may_see_contact, may_set_limits
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import Kpi


@dataclass(frozen=True, slots=True)
class RosterPage:
    """``state`` is the one roster that is shown; without it and without ``text`` the rosters themselves are listed."""

    kpis: tuple[Kpi, ...]
    state: RosterState | None
    members: QuerySet[Member]
    rosters: Table | None
    text: str
    several: bool
    may_keep: bool
    may_import: bool
    may_set_limits: bool
    may_find: bool
    roster_days: int


def roster_page(user: User, wanted: str, text: str) -> RosterPage:
    """The page as the user may see it; an unknown organisation means all."""
    today, access = timezone.localdate(), access_of(user)
    states = roster_states(user, today)
    state = next(
        (one for one in states if str(one.organisation.uuid) == wanted), states[0] if len(states) == 1 else None
    )
    shown = [state] if state else states
    organisation: Organisation | None = state.organisation if state else None
    return RosterPage(
        kpis=_kpis(shown),
        state=state,
        members=on_roster(user, organisation, text),
        rosters=None if state or text else _rosters(states),
        text=text,
        several=len(states) > 1,
        may_keep=organisation is not None and may_keep(access, organisation.path),
        may_import=may_keep_somewhere(access),
        may_set_limits=may_set_limits(access),
        may_find=state is not None and may_see_contact(access, state.organisation),
        roster_days=limits_for(user).roster_days,
    )


def _kpis(states: list[RosterState]) -> tuple[Kpi, ...]:
    overdue = sum(one.overdue for one in states)
    return (
        Kpi(_("党员"), sum(one.count for one in states), _("名"), "users"),
        Kpi(_("预备党员"), sum(one.probationary for one in states), _("名"), "user-plus"),
        Kpi(_("花名册超期未核对"), overdue, _("个"), "clipboard-check", tone="bad" if overdue else "plain"),
    )


def _rosters(states: list[RosterState]) -> Table:
    head = (_("党组织名称"), _("正式党员"), _("预备党员"), _("上次核对"))
    rows = [
        (
            Cell(one.organisation.name, url=f"{reverse('desk:members-list')}?organisation={one.organisation.uuid}"),
            Cell(one.full),
            Cell(one.probationary),
            verified(one.verified_on, overdue=one.overdue),
        )
        for one in sorted(states, key=lambda one: not one.overdue)
    ]
    note, empty = _("超期未核对的在前"), _("这里还没有花名册。")
    return Table(_("各组织花名册"), head, rows, note=note, empty=empty)


def verified(on: date | None, *, overdue: bool) -> Cell:
    """When a roster was verified, marked when that is too long ago."""
    words = on.isoformat() if on else _("从未核对")
    return Cell(words, tone="bad" if overdue else "good")
