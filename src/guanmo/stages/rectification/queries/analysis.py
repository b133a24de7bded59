"""What the ledger says across organisations and rounds: common problems, time to fix, relapse."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from guanmo.method.time_to_fix import Watched, median_days
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import township_names
from guanmo.stages.rectification.enums import PROBLEMS, RowState, Source
from guanmo.stages.rectification.models import Finding, LedgerRow, RowTransition
from guanmo.stages.rectification.queries.findings import findings_visible_to
from guanmo.stages.rectification.queries.ledger import visible_to
from guanmo.stages.rounds.queries import Today


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """One item on which ``organisations`` organisations had a problem in ``rounds`` rounds; ``fixed`` of ``entered`` rows
    are signed off. ``points`` is the mean of what was taken off, None where nothing was."""

    section: str
    text: str
    organisations: int
    rounds: int
    entered: int
    fixed: int
    points: Decimal | None
    example: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How one area puts its problems right. ``median`` in days, None while it cannot be said.

    ``relapsed`` of the ``ever`` rows that were ever signed off were reopened.
    """

    name: str
    rows: int
    open: int
    overdue: int
    median: int | None
    ever: int
    relapsed: int

    @property
    def relapse_rate(self) -> Decimal | None:
        """In per cent, one place; None when nothing was ever signed off."""
        return (Decimal(100 * self.relapsed) / self.ever).quantize(Decimal("0.1")) if self.ever else None


def common_problems(user: User, most: int = 20) -> list[CommonProblem]:
    """The items with problems in most organisations first, over all rounds and versions of a sheet that the user sees.

    An item is the same where its text is the same: a new version of a sheet does not hide that a problem comes back.
    """
    found = findings_visible_to(user).filter(item__isnull=False, finding_type__in=PROBLEMS).prefetch_related("rows")
    grouped = defaultdict[str, list[Finding]](list)
    for one in found:
        assert one.item is not None
        grouped[one.item.text].append(one)
    problems = [_common(text, findings) for text, findings in grouped.items()]
    return sorted(problems, key=lambda one: (-one.organisations, -one.rounds, one.text))[:most]


def _common(text: str, findings: Sequence[Finding]) -> CommonProblem:
    rows = [row for one in findings for row in one.rows.all() if row.state != RowState.CANCELLED]
    taken = [one.points for one in findings if one.points is not None]
    item = findings[0].item
    return CommonProblem(
        section=item.section.title if item else "",
        text=text,
        organisations=len({one.organisation_id for one in findings}),
        rounds=len({one.visit.round_id for one in findings if one.visit}),
        entered=len(rows),
        fixed=sum(row.state == RowState.SIGNED_OFF for row in rows),
        points=(sum(taken, Decimal(0)) / len(taken)).quantize(Decimal("0.01")) if taken else None,
        example=max(findings, key=lambda one: one.judges).text,
    )


def paces(user: User, now: Today) -> list[Pace]:
    """How each township in reach puts problems right; for one township each organisation; the whole first."""
    rows = list(_timed(visible_to(user)))
    names = township_names(user)
    grouped = defaultdict[str, list[LedgerRow]](list)
    for row in rows:
        township = names.get(row.organisation.township_path, "")
        grouped[township if len(names) > 1 else row.organisation.short_name].append(row)
    parts = [_pace(name, group, now) for name, group in grouped.items()]
    return [_pace("", rows, now), *parts] if rows else []


def _timed(rows: QuerySet[LedgerRow]) -> QuerySet[LedgerRow]:
    """Rows that somebody is to put right, with ``began`` and ``ended`` (first sign-off), and whether one was reopened."""
    reopened = RowTransition.objects.filter(row=OuterRef("pk"), target=RowState.REOPENED)
    own = Q(finding__source=Source.SELF_CHECK)  # begins with its entry: it needs no notice
    began = Q(transitions__target__in=[RowState.NOTIFIED, RowState.IN_RECTIFICATION])
    began |= own & Q(transitions__target=RowState.ENTERED)
    return (
        rows.exclude(state=RowState.CANCELLED)
        .exclude(Q(state=RowState.ENTERED) & ~own)
        .annotate(
            began=Min("transitions__at", filter=began),
            ended=Min("transitions__at", filter=Q(transitions__target=RowState.SIGNED_OFF)),
            reopened=Exists(reopened),
        )
        .order_by("organisation__path", "pk")
    )


def _pace(name: str, rows: Iterable[LedgerRow], now: Today) -> Pace:
    listed = list(rows)
    over = [row for row in listed if row.state == RowState.SIGNED_OFF]
    return Pace(
        name=name,
        rows=len(listed),
        open=len(listed) - len(over),
        overdue=sum(row.is_overdue(now.passed) for row in listed),
        median=median_days(_watched(row, now.day) for row in listed),
        ever=sum(row.ended is not None for row in listed),  # type: ignore[attr-defined]
        relapsed=sum(row.reopened for row in listed),  # type: ignore[attr-defined]
    )


def _watched(row: LedgerRow, today: date) -> Watched:
    """A row of ``_timed``: from the notice to its first sign-off, or to today while there is none."""
    began, ended = row.began, row.ended  # type: ignore[attr-defined]
    last = localtime(ended).date() if ended else today
    return Watched((last - localtime(began).date()).days, fixed=ended is not None)
