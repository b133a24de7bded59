"""What is due as the pages show it: per ledger what is there, what is missing and since when, and why it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from guanmo.desk.records.words import period_near, rhythm_text
from guanmo.method.ledger_due import Demand, on_time_share
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.enums import LedgerGroup
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import LedgerDue


@dataclass(frozen=True, slots=True)
class DueCard:
    """One ledger: ``missing`` are periods in words with the day since when, ``open`` the periods that still run.

    ``has`` and ``asked`` count periods that are over or met; ``days`` since the last record, None when there is none.
    ``in_time`` is (met in time, over), for reports.
    """

    type: RecordType
    rhythm: str
    missing: tuple[tuple[str, date], ...]
    open: tuple[tuple[str, date], ...]
    has: int
    asked: int
    count: int
    days: int | None
    in_time: tuple[int, int]

    @property
    def since(self) -> date | None:
        """The first day on which something was missing."""
        return min((day for _words, day in self.missing), default=None)

    @property
    def waits(self) -> bool:
        return bool(self.missing or self.open)


@dataclass(frozen=True, slots=True)
class Board:
    """One organisation's ledgers: those that are behind, those to do now, all others by group."""

    behind: tuple[DueCard, ...]
    now: tuple[DueCard, ...]
    others: tuple[tuple[LedgerGroup, tuple[DueCard, ...]], ...]


def board_of(found: Sequence[LedgerDue], today: date) -> Board:
    """The page of one organisation."""
    cards = [card_of(one, today) for one in found]
    done = sorted((one for one in cards if not one.waits), key=lambda one: list(LedgerGroup).index(_group(one)))
    return Board(
        behind=tuple(one for one in cards if one.missing),
        now=tuple(sorted((c for c in cards if c.open and not c.missing), key=lambda c: c.open[0][1])),
        others=tuple((group, tuple(inside)) for group, inside in groupby(done, key=_group)),
    )


def _group(card: DueCard) -> LedgerGroup:
    return LedgerGroup(card.type.group)


def card_of(due: LedgerDue, today: date) -> DueCard:
    """One ledger on the page."""
    missing, running = due.missing(today), due.open(today)
    past = [one for one in due.demands if one.is_met or one.is_missing(today)]
    return DueCard(
        type=due.type,
        rhythm=rhythm_text(due.type.ledger),
        missing=tuple((_words(due.type, one, today), one.missing_since) for one in missing),
        open=tuple((_words(due.type, one, today), one.due_by) for one in running),
        has=sum(one.is_met for one in past),
        asked=len(past),
        count=due.count,
        days=(today - due.last_on).days if due.last_on else None,
        in_time=on_time_share(due.demands, today),
    )


def _words(type: RecordType, demand: Demand, today: date) -> str:
    """The period, with its year where that is not this one."""
    rhythm = type.ledger.rhythm
    each = type.ledger.field_named(rhythm.each).choices.get(demand.each, "") if rhythm and rhythm.each else ""
    return " ".join(part for part in (period_near(demand.period, today), each) if part)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One organisation with how many periods are missing, of how many ledgers, and what is missing longest."""

    organisation: Organisation
    missing: int
    ledgers: tuple[DueCard, ...]
    since: date | None
    has: int
    asked: int


def township_lines(found: Sequence[LedgerDue], today: date) -> list[OrganisationLine]:
    """Every organisation in the order of the tree."""
    lines = []
    for organisation, inside in groupby(found, key=lambda one: one.organisation):
        cards = [card_of(one, today) for one in inside]
        behind = tuple(one for one in cards if one.missing)
        missing = sum(len(one.missing) for one in behind)
        lines.append(
            OrganisationLine(
                organisation,
                missing,
                behind,
                min((one.since for one in behind if one.since), default=None),
                sum(one.has for one in cards),
                sum(one.asked for one in cards),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class TownshipFigures:
    """One township: its organisations, how many of them lack something, the periods that are there and that are missing."""

    township: Organisation
    organisations: int
    behind: int
    has: int
    missing: int
    since: date | None


def figures_of(townships: Sequence[Organisation], found: Sequence[LedgerDue], today: date) -> list[TownshipFigures]:
    """Each township with all that stands below it, in order."""
    inside: dict[str, list[LedgerDue]] = {one.path: [] for one in townships}
    for one in found:
        inside.get(one.organisation.township_path, []).append(one)
    return [_figures(one, inside[one.path], today) for one in townships]


def _figures(township: Organisation, found: Sequence[LedgerDue], today: date) -> TownshipFigures:
    lacking = [(one.organisation.pk, demand) for one in found for demand in one.missing(today)]
    return TownshipFigures(
        township,
        organisations=len({one.organisation.pk for one in found}),
        behind=len({organisation for organisation, _demand in lacking}),
        has=sum(demand.is_met for one in found for demand in one.demands),
        missing=len(lacking),
        since=min((demand.missing_since for _organisation, demand in lacking), default=None),
    )
