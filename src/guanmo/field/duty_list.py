"""The judge's list: visits of the running rounds, grouped by sheet type, and how many are done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.enums import DutyState
from guanmo.stages.scoring.queries import Duty
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One visit as a line: ``url`` is empty where there is nothing to open."""

    name: str
    note: str
    url: str
    tone: Tone
    icon: str
    tag: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """The visits of one round with one type of sheet."""

    title: str
    done: int
    due: int
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class RoundDuties:
    """One running round: ``done`` of ``due`` sheets are submitted; own organisations and unscored visits are not due."""

    title: str
    deadline: object
    done: int
    due: int
    groups: tuple[DutyGroup, ...]


def duty_list(duties: Sequence[Duty]) -> tuple[RoundDuties, ...]:
    """The rounds with their groups, in the order of the duties."""
    rounds = {duty.visit.round_id: duty.visit.round for duty in duties}
    return tuple(_round(round, [one for one in duties if one.visit.round_id == pk]) for pk, round in rounds.items())


def _round(round: Round, duties: list[Duty]) -> RoundDuties:
    village = [duty for duty in duties if not duty.visit.organisation.is_two_new]
    two_new = [duty for duty in duties if duty.visit.organisation.is_two_new]
    named = ((_("村（社区）"), village), (_("“两新”组织"), two_new))
    groups = tuple(_group(title, ones) for title, ones in named if ones)
    return RoundDuties(round.title, round.deadline, *_count(duties), groups)


def _group(title: str, duties: list[Duty]) -> DutyGroup:
    order = sorted(duties, key=lambda duty: not duty.open)
    return DutyGroup(title, *_count(duties), tuple(_row(duty) for duty in order))


def _count(duties: Iterable[Duty]) -> tuple[int, int]:
    states = [duty.state for duty in duties]
    done = states.count(DutyState.SCORED)
    return done, done + states.count(DutyState.TO_SCORE)


def _row(duty: Duty) -> DutyRow:
    shown: dict[DutyState, tuple[Tone, str, str]] = {
        DutyState.TO_SCORE: ("warn", "clipboard-list", _("待打分")),
        DutyState.SCORED: ("good", "circle-check", _("已打分")),
        DutyState.OWN_ORGANISATION: ("mute", "ban", _("本组织回避")),
        DutyState.NOT_SCORED: ("mute", "eye", _("没有评分表，不打分")),
    }
    tone, icon, tag = shown[duty.state]
    opens = duty.open or duty.version is not None
    url = reverse("field:sheet", args=[duty.visit.uuid]) if opens else ""
    return DutyRow(str(duty.visit.organisation), _note(duty), url, tone, icon, tag, duty.open)


def _note(duty: Duty) -> str:
    kind = str(duty.visit.organisation.get_kind_display())
    if duty.version is None or duty.version.total is None:
        return kind
    return _("%(kind)s · 我评%(total)s分") % {"kind": kind, "total": duty.version.total}
