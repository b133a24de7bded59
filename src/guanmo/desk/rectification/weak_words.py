"""How cases of weak organisations are said: tones of the states, the history of a case."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.models import WeakCase, WeakStep
from guanmo.ui.shapes import TimelineEntry, Tone

TONES: dict[str, Tone] = {
    WeakState.SUSPECTED: "mute",
    WeakState.IDENTIFIED: "warn",
    WeakState.IN_LEDGER: "warn",
    WeakState.STAFFED: "warn",
    WeakState.RECTIFYING: "warn",
    WeakState.UNDER_REVIEW: "info",
    WeakState.TRANSFORMED: "good",
    WeakState.REBUILT: "good",
    WeakState.NOT_TRANSFORMED: "bad",
    WeakState.ESCALATED: "bad",
    WeakState.RELAPSED: "bad",
    WeakState.DISMISSED: "mute",
}


def timeline(case: WeakCase) -> list[TimelineEntry]:
    """The steps of a case that was read with them, newest first."""
    return [_entry(one) for one in reversed(case.steps.all())]


def _entry(one: WeakStep) -> TimelineEntry:
    more = [one.note]
    if one.approval:
        more.append(_("批准（决定）机关：%(name)s") % {"name": one.approval})
    if one.due_date:
        more.append(_("整顿时限：%(day)s") % {"day": date_format(one.due_date, _("Y年n月j日"))})
    state = WeakState(one.target)
    day = date_format(one.taken_on, _("Y年n月j日"))
    return TimelineEntry(state.label, day, one.by.name, "", TONES[state], "circle-dot", _("；").join(more))
