"""From application to full membership: what may follow what, what must be there before, and after how long.

The stages are those of the Rules on developing members that the county's key points cite (S4-15a, workflows.md 9). Between
two stages stands a gate: checks that must have been passed while the person was in the stage that ends, and months that must
have gone by. No stage can be skipped: there is no gate across one.

双推 is the recommendation by members and by a mass organisation; 双评 the appraisal by members and in public; 三全程 the public
notice before each decision, the papers filed with each step, and the named person who answers for the case throughout.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STAGES = ("applied", "activist", "development_target", "probationary", "full")
"""The way of a case in order; the other states are ends or stops beside it."""


@dataclass(frozen=True, slots=True)
class Gate:
    """``checks`` to be passed before the step, and the interval, by name, since the stage began."""

    checks: tuple[str, ...] = ()
    interval: str = ""


GATES: Mapping[tuple[str, str], Gate] = {
    ("applied", "activist"): Gate(("member_recommendation", "mass_recommendation", "kinship_declaration")),
    ("activist", "development_target"): Gate(("member_appraisal", "public_notice"), "cultivation"),
    ("development_target", "probationary"): Gate(("public_appraisal", "qualification_review", "public_notice")),
    ("probationary", "full"): Gate(("public_notice",), "probation"),
    ("probation_extended", "full"): Gate(("public_notice",), "extension"),
    ("probationary", "probation_extended"): Gate(),
    ("activist", "deferred"): Gate(),
    ("development_target", "deferred"): Gate(),
    ("deferred", "activist"): Gate(),
    ("probationary", "disqualified"): Gate(),
    ("probation_extended", "disqualified"): Gate(),
    **{(stage, "withdrawn"): Gate() for stage in ("applied", "activist", "development_target", "deferred")},
    **{(stage, "rejected"): Gate() for stage in ("applied", "activist", "development_target", "deferred")},
}
"""Who was deferred begins cultivation anew, so that a deferral is no way around a gate."""

WHOLE_CASE = frozenset({"kinship_declaration"})
"""Checks that hold for the whole case; all others count only from the day on which the present stage began."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Months; the defaults are those of the Rules. A county may ask for longer ones."""

    cultivation: int = 12
    probation: int = 12
    extension: int = 6

    def months(self, name: str) -> int:
        """The months of an interval, 0 for none."""
        return {"cultivation": self.cultivation, "probation": self.probation, "extension": self.extension}.get(name, 0)


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands before a step: no such gate, checks that are missing, or the first day on which it may be taken."""

    no_gate: bool = False
    missing: tuple[str, ...] = ()
    earliest: date | None = None

    def __bool__(self) -> bool:
        return self.no_gate or bool(self.missing) or self.earliest is not None


def obstacles(
    source: str, target: str, *, since: date, on: date, passed: Mapping[str, date], intervals: Intervals
) -> Obstacles:
    """What stands between ``source``, reached on ``since``, and ``target`` on the day ``on``.

    ``passed`` gives the last day on which each check was passed. Nothing in the way: the result is false.

    >>> twelve = Intervals()
    >>> day = date(2026, 3, 1)
    >>> obstacles("applied", "development_target", since=day, on=day, passed={}, intervals=twelve).no_gate
    True
    >>> held = {"member_appraisal": date(2027, 2, 1), "public_notice": date(2027, 2, 20)}
    >>> obstacles("activist", "development_target", since=day, on=date(2027, 2, 28), passed=held, intervals=twelve).earliest
    datetime.date(2027, 3, 1)
    >>> bool(obstacles("activist", "development_target", since=day, on=date(2027, 3, 1), passed=held, intervals=twelve))
    False
    """
    gate = GATES.get((source, target))
    if gate is None:
        return Obstacles(no_gate=True)
    missing = tuple(check for check in gate.checks if not _counts(check, passed.get(check), since, on))
    earliest = months_later(since, intervals.months(gate.interval))
    return Obstacles(missing=missing, earliest=earliest if on < earliest else None)


def _counts(check: str, day: date | None, since: date, on: date) -> bool:
    return day is not None and day <= on and (check in WHOLE_CASE or day >= since)


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative); the last of the month where it has no such day.

    >>> months_later(date(2024, 2, 29), 12), months_later(date(2026, 8, 31), 6)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28))
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def targets(source: str) -> tuple[str, ...]:
    """What may follow a state at all.

    >>> targets("applied")
    ('activist', 'withdrawn', 'rejected')
    """
    return tuple(target for one, target in GATES if one == source)
