"""The ledger in lists: who sees which rows, filters, order and counts (S0-3.1-m, S1-L-b)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import ORGANISATION_STAFF, SUPERIORS
from guanmo.stages.rectification.enums import OVER, RowState, Source
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import Today

READERS = SUPERIORS | ORGANISATION_STAFF


def within_sight(user: User, field: str) -> Q:
    """Rows and notices of the own organisation and below, for those who keep or answer them; the county sees all of its own."""
    access = access_of(user)
    if access.is_county:
        return below(access.counties, field)
    return below((g.path for g in access.grants if g.role in READERS), field)


def visible_to(user: User) -> QuerySet[LedgerRow]:
    """The ledger rows that a user may see."""
    rows = LedgerRow.objects.filter(within_sight(user, "organisation__path"))
    return rows.select_related(
        "organisation", "finding__visit__round", "finding__inspection", "finding__self_check", "finding__item__section"
    )


def row_for(user: User, uuid: UUID) -> LedgerRow:
    """One ledger row as the user may see it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def history_of(row: LedgerRow) -> LedgerRow:
    """The same row with its steps, files, look-backs, sign-offs and notices read in a fixed number of queries."""
    return (
        LedgerRow.objects.select_related(
            "organisation",
            "finding__visit__round",
            "finding__inspection",
            "finding__self_check",
            "finding__item__section",
            "finding__by",
        )
        .prefetch_related(
            "transitions__by",
            "transitions__attachments",
            "look_backs__checker",
            "reminders",
            "sign_offs__acceptor",
            "notices",
            "finding__deductions__changes",
        )
        .get(pk=row.pk)
    )


def rows_of_round(user: User, round: Round) -> QuerySet[LedgerRow]:
    """The ledger rows of a round that the user may see."""
    return visible_to(user).filter(finding__visit__round=round)


def own_rows(user: User) -> QuerySet[LedgerRow]:
    """The rows that the user has to answer as secretary or recorder, with their notices; entered ones of a self-check too."""
    unnotified = Q(state=RowState.ENTERED) & ~Q(finding__source=Source.SELF_CHECK)
    own = access_of(user).organisation_ids(*ORGANISATION_STAFF)
    return visible_to(user).filter(organisation__in=own).exclude(unnotified).prefetch_related("notices")


def overdue(rows: QuerySet[LedgerRow], now: Today) -> QuerySet[LedgerRow]:
    """Those past their time limit and not signed off (S1-L-b); a limit on a day off ends on the next working day."""
    return rows.filter(_is_late(now))


def _is_late(now: Today) -> Q:
    return Q(due_date__lte=now.passed) & ~Q(state__in=OVER)


def days_late(row: LedgerRow, now: Today) -> int:
    """Working days since the limit of an overdue row; at least one, also when a weekend has only just begun."""
    assert row.due_date is not None
    return max(1, -now.left_until(row.due_date))


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a list of rows is narrowed to; empty means everything, but cancelled rows only when asked for."""

    round: UUID | None = None
    organisation: UUID | None = None
    source: str = ""
    state: str = ""
    overdue: bool = False

    @property
    def words(self) -> dict[str, str]:
        """What it narrows to, to be kept and read again by ``from_words``."""
        return {field.name: str(value) for field in fields(self) if (value := getattr(self, field.name))}

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> "LedgerFilter":
        """The filter that was kept so."""
        ids = {name: UUID(words[name]) for name in ("round", "organisation") if name in words}
        source, state = words.get("source", ""), words.get("state", "")
        return cls(**ids, source=source, state=state, overdue="overdue" in words)


def filtered(rows: QuerySet[LedgerRow], narrow: LedgerFilter, now: Today) -> QuerySet[LedgerRow]:
    """The rows that pass the filter."""
    if narrow.round:
        rows = rows.filter(finding__visit__round__uuid=narrow.round)
    if narrow.organisation:
        rows = rows.filter(organisation__uuid=narrow.organisation)
    if narrow.source:
        rows = rows.filter(finding__source=narrow.source)
    rows = rows.filter(state=narrow.state) if narrow.state else rows.exclude(state=RowState.CANCELLED)
    return overdue(rows, now) if narrow.overdue else rows


def listed(rows: QuerySet[LedgerRow], now: Today) -> QuerySet[LedgerRow]:
    """In the order of urgency: overdue first, then what is open by its limit, then what is over."""
    urgency = Case(
        When(_is_late(now), then=Value(0)),
        When(state__in=OVER, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.order_by(urgency, F("due_date").asc(nulls_last=True), "organisation__path", "pk")


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """How the rows stand; cancelled rows are not counted."""

    total: int
    signed_off: int
    overdue: int

    @property
    def running(self) -> int:
        return self.total - self.signed_off


def counts_of(rows: QuerySet[LedgerRow], now: Today) -> LedgerCounts:
    """The counts of these rows, in one query."""
    counted = rows.order_by().aggregate(
        total=Count("pk", filter=~Q(state=RowState.CANCELLED)),
        signed_off=Count("pk", filter=Q(state=RowState.SIGNED_OFF)),
        overdue=Count("pk", filter=_is_late(now)),
    )
    return LedgerCounts(**counted)


def rounds_with_rows(user: User) -> QuerySet[Round]:
    """The rounds of which the user sees ledger rows."""
    return Round.objects.filter(pk__in=visible_to(user).values("finding__visit__round"))


def organisations_with_rows(user: User) -> QuerySet[Organisation]:
    """The organisations of which the user sees ledger rows, in tree order."""
    organisations: QuerySet[Organisation] = Organisation.objects.filter(pk__in=visible_to(user).values("organisation"))
    return organisations


def keeping_unit(user: User, *roles: Role) -> Organisation | None:
    """The unit in whose name the user prints a ledger: the highest organisation in which the user holds a post.

    With ``roles`` only those posts count.
    """
    held = (grant for grant in access_of(user).grants if not roles or grant.role in roles)
    grants = sorted(held, key=lambda grant: grant.path)
    return Organisation.objects.filter(pk=grants[0].organisation_id).first() if grants else None
