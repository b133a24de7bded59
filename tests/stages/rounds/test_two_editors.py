"""Two people write the notes of one visit: whatever the order of opening and saving, nobody's words vanish unseen (D3)."""

import os
import random
from dataclasses import dataclass

import pytest

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit, stamp_of
from guanmo.stages.rounds.enums import Part
from guanmo.stages.rounds.errors import ChangedMeanwhile
from guanmo.stages.rounds.models import Visit, VisitPart
from tests.county import Scene, running_round, visit_to

pytestmark = pytest.mark.django_db

INTERLEAVINGS = int(os.environ.get("GUANMO_INTERLEAVINGS", "100"))
"""The long form has a thousand (docs/testing.md)."""
STEPS = 6


@dataclass
class Editor:
    """One person with the page open: what the page showed when it was opened."""

    user: User
    shown: str = ""
    seen: str = ""

    def open(self, visit: Visit) -> None:
        part = visit.parts.filter(part=Part.LISTEN).first()
        self.shown, self.seen = part.notes if part else "", stamp_of(part)

    def save(self, visit: Visit, words: str, *, checks: bool) -> str | None:
        """Add words to what was shown; the new text, or None when the editor is told that somebody else wrote."""
        text = f"{self.shown}{words}"
        try:
            record_visit(visit, {Part.LISTEN: Notes(text, False, seen=self.seen if checks else None)}, by=self.user)
        except ChangedMeanwhile:
            return None
        self.open(visit)
        return text


def vanished(county: Scene, visit: Visit, seed: int, *, checks: bool) -> int:
    """How many saves of one interleaving wrote over words that the writer had never seen."""
    chance = random.Random(seed)
    VisitPart.objects.filter(visit=visit).delete()
    editors = [Editor(county.person(name)) for name in ("a_secretary", "a_officer")]
    stored, lost = "", 0
    for step in range(STEPS):
        editor = chance.choice(editors)
        if chance.random() < 0.4:
            editor.open(visit)
            continue
        before, text = stored, editor.save(visit, f"{step}；", checks=checks)
        stored = stored if text is None else text
        lost += not stored.startswith(before)
    assert [one.notes for one in visit.parts.filter(part=Part.LISTEN)] == ([stored] if stored else [])
    return lost


def test_no_interleaving_of_two_editors_overwrites_anything_unseen(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    assert sum(vanished(county, visit, seed, checks=True) for seed in range(INTERLEAVINGS)) == 0


def test_control_without_the_stamp_words_vanish(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    assert sum(vanished(county, visit, seed, checks=False) for seed in range(20)) > 0
