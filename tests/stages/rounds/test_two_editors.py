"""Two people write the notes of one visit: whatever the order of opening and saving, nobody's words vanish unseen (D3)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from django.db import transaction

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit, stamp_of
from guanmo.stages.rounds.enums import Part
from guanmo.stages.rounds.errors import ChangedMeanwhile
from guanmo.stages.rounds.models import Visit
from tests.county import Scene, running_round, visit_to

pytestmark = pytest.mark.django_db

STEPS = int(os.environ.get("GUANMO_STEPS", "5"))
"""Every order of so many steps of two people, each opening or saving: 4 to the power of it (docs/testing.md)."""


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


@dataclass
class Tried:
    """How many orders were tried to the end, and how many saves wrote over words that the writer had never seen."""

    orders: int = 0
    lost: int = 0


def try_all(visit: Visit, editors: Sequence[Editor], stored: str, left: int, tried: Tried, *, checks: bool) -> None:
    """Each next step of each person; what it wrote is taken back before the next one."""
    if not left:
        assert [one.notes for one in visit.parts.filter(part=Part.LISTEN)] == ([stored] if stored else [])
        tried.orders += 1
        return
    for place in range(len(editors)):
        for opens in (True, False):
            now = [replace(one) for one in editors]
            with transaction.atomic():
                after = stored
                if opens:
                    now[place].open(visit)
                else:
                    after = now[place].save(visit, f"{place}{left}；", checks=checks) or stored
                tried.lost += not after.startswith(stored)
                try_all(visit, now, after, left - 1, tried, checks=checks)
                transaction.set_rollback(True)


def outcome(county: Scene, steps: int, *, checks: bool) -> Tried:
    visit, tried = visit_to(running_round(county), "A1"), Tried()
    editors = [Editor(county.person(name)) for name in ("a_secretary", "a_officer")]
    try_all(visit, editors, "", steps, tried, checks=checks)
    return tried


def test_no_order_of_two_editors_overwrites_anything_unseen(county: Scene) -> None:
    assert outcome(county, STEPS, checks=True) == Tried(orders=4**STEPS, lost=0)


def test_control_without_the_stamp_words_vanish(county: Scene) -> None:
    assert outcome(county, 3, checks=False).lost > 0
