"""What an organisation is asked for in a quarter, and which of its visits could be one (基层减负; design.md 5).

Counted is what is asked, not what was done: whoever asks causes the burden, whether or not it was met.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guanmo.method.ledger import Field, Ledger
from guanmo.method.ledger_due import demands

WITHIN = timedelta(days=20)
"""Visits of one organisation that lie no further apart should be one."""


@dataclass(frozen=True, slots=True)
class Cost:
    """``times`` a quarter, each with so many ``fields`` to write and ``files`` to hand in."""

    times: int
    fields: int
    files: int

    @property
    def all_fields(self) -> int:
        return self.times * self.fields

    @property
    def all_files(self) -> int:
        return self.times * self.files


def cost_of(asked: Ledger, *, since: date, first: date, last: date) -> Cost:
    """What a ledger asks of one organisation between ``first`` and ``last``: what falls due then. ``since`` it is kept.

    Required fields count, the day, each step and each row of a table once, and signatures; what may stay empty does not. A
    ledger without a rhythm is kept as things happen and falls due never.

    >>> from guanmo.method.ledger import read_ledger
    >>> day = read_ledger({"code": "d", "title": "主题党日", "group": "life", "clause": "村表四.1", "kinds": ["village"],
    ...   "rhythm": {"every": "month"}, "evidence": [{"role": "photo", "title": "图片"}],
    ...   "fields": [{"name": "a", "title": "主题", "kind": "text"},
    ...              {"name": "b", "title": "备注", "kind": "text", "required": False}]})
    >>> cost_of(day, since=date(2026, 1, 1), first=date(2026, 4, 1), last=date(2026, 6, 30))
    Cost(times=3, fields=2, files=1)
    """
    due = [one for one in demands(asked, (), since=since, today=last) if first <= one.due_by <= last]
    return Cost(sum(one.needed for one in due), fields_of(asked), sum(one.least for one in asked.evidence))


def fields_of(asked: Ledger) -> int:
    """How much one record asks to be written: the day, required fields, steps, signatures."""
    return 1 + _required(asked.fields) + len(asked.steps) + len(asked.signatures)


def _required(fields: Iterable[Field]) -> int:
    return sum(_required(one.columns) or 1 for one in fields if one.required)


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit that has not been made: it can take place from ``first`` to ``last``; ``what`` says who comes and why."""

    what: str
    first: date
    last: date


def merges(visits: Iterable[Planned]) -> list[tuple[Planned, ...]]:
    """Groups of two and more visits of one organisation that could be one: none begins later than 20 days after the first ends.

    >>> a = Planned("镇观摩", date(2026, 11, 2), date(2026, 11, 2))
    >>> b = Planned("县督查", date(2026, 11, 22), date(2026, 11, 22))
    >>> c = Planned("巡回检查", date(2026, 11, 23), date(2026, 11, 23))
    >>> [[one.what for one in group] for group in merges([a, b])], merges([a, c])
    ([['镇观摩', '县督查']], [])
    """
    groups: list[list[Planned]] = []
    for one in sorted(visits, key=lambda visit: (visit.first, visit.last, visit.what)):
        if groups and all(one.first - other.last <= WITHIN for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [tuple(group) for group in groups if len(group) > 1]


def common_day(group: Sequence[Planned]) -> date:
    """The day on which all of them can come together: the latest first day.

    >>> common_day([Planned("a", date(2026, 11, 1), date(2026, 12, 20)), Planned("b", date(2026, 11, 9), date(2026, 11, 9))])
    datetime.date(2026, 11, 9)
    """
    return max(one.first for one in group)


def written_twice(records: Iterable[tuple[date, str, str]]) -> list[tuple[date, str]]:
    """Days and titles that stand in more than one ledger: (day, title, ledger). One thing was written again.

    >>> day = date(2026, 5, 8)
    >>> written_twice([(day, "清理河道", "主题党日"), (day, "清理 河道", "志愿服务"), (day, "", "党课"), (day, "", "会议")])
    [(datetime.date(2026, 5, 8), '清理河道')]
    """
    ledgers: dict[tuple[date, str], set[str]] = {}
    for day, title, ledger in records:
        if words := "".join(title.split()):
            ledgers.setdefault((day, words), set()).add(ledger)
    return [key for key, kept in ledgers.items() if len(kept) > 1]
