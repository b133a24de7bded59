"""Words and tones that several pages of rounds share."""

from datetime import date

from guanmo.stages.documents.composers.rule import class_words, official_words
from guanmo.stages.rounds.enums import PUBLISHED, RoundState, VisitState
from guanmo.stages.rounds.forms.choices import quarter_words
from guanmo.stages.rounds.models import Round
from guanmo.ui.shapes import Tone

VISIT_TONES: dict[str, Tone] = {
    VisitState.DUE: "mute",
    VisitState.VISITED: "info",
    VisitState.CLOSED: "good",
    VisitState.EXCUSED: "warn",
}


def round_tone(state: str) -> Tone:
    """The tone of a round's state."""
    if state in PUBLISHED:
        return "good"
    if state in (RoundState.DRAFT, RoundState.SCHEDULED):
        return "mute"
    return "info"


def days_late(round: Round, today: date) -> int | None:
    """How many days a round is over its deadline; None when it is not late (S0-3.1-r)."""
    return (today - round.deadline).days if round.is_late(today) else None


__all__ = ["VISIT_TONES", "class_words", "days_late", "official_words", "quarter_words", "round_tone"]
