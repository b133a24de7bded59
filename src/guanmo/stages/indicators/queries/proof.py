"""The rows behind one value, so that anybody can count for himself."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from guanmo.method.indicator_expression import Aggregate
from guanmo.method.indicator_sql import attached_sql, proof_sql
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.sources import FOREVER, NAMED_BY, Catalogue, Source
from guanmo.stages.indicators.queries.statement import rows_of
from guanmo.stages.indicators.rules import may_read_names
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, visible_to


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One row that the value looked at: what it adds above and below the line, None where it stands for part of another row.

    ``label`` is empty where it is not shown; ``page`` names the page on which it stands, empty when there is none.
    """

    uuid: UUID | None
    label: str
    day: str
    numerator: int | None
    denominator: int | None
    page: str


def proof_of(
    user: User, asked: Definition, organisation: Organisation, span: Span, rows: Catalogue
) -> tuple[ProofRow, ...]:
    """Every row, oldest first; the sums of the two columns are the value (of ``distinct`` each text counts once).

    Names of persons are shown only to the organisation itself and to its superiors (kept_out.md 21, S1-V-3.5-b), those of
    reserve cadres to itself alone (kept_out.md 29).
    """
    page, named = rows[asked.records].page, _named(user, organisation, rows[asked.records])
    over, under = set[str](), set[str]()
    found = [
        ProofRow(
            *_shown(ref, label, day, named), _added(asked.top, top, over), _added(asked.bottom, bottom, under), page
        )
        for _organisation, _period, ref, label, day, top, bottom in rows_of(
            proof_sql(asked), asked, rows, [organisation.pk], [span], NAMED_BY
        )
    ]
    return (*found, *(_attached(user, asked, organisation, span, rows) if asked.records == "place" and found else ()))


def _attached(
    user: User, asked: Definition, organisation: Organisation, span: Span, rows: Catalogue
) -> Iterator[ProofRow]:
    """The rows whose sums an organisation's own row carries, as far as the user sees whose they are; they add nothing."""
    for name, one in asked.attached.items():
        page, named = rows[one.records].page, _named(user, organisation, rows[one.records])
        listed = rows_of(attached_sql(asked, name), asked, rows, [organisation.pk], [span], NAMED_BY | {"organisation"})
        seen = set(visible_to(user).filter(pk__in={row[0] for row in listed}).values_list("pk", flat=True))
        for whose, ref, label, day in listed:
            if whose in seen:
                yield ProofRow(*_shown(ref, label, day, named), None, None, page)


def _named(user: User, organisation: Organisation, source: Source) -> bool:
    own_alone = source.own_alone
    return not source.about_persons or may_read_names(
        access_of(user), organisation.pk, organisation.path, own_alone=own_alone
    )


def _shown(ref: object, label: object, day: object, named: bool) -> tuple[UUID | None, str, str]:
    """Where a row stands, its words and its day; an organisation whose beginning nobody entered has no day."""
    uuid = UUID(hex=str(ref)) if ref and named else None
    return uuid, str(label) if named else "", "" if day in (None, FOREVER) else str(day)


def _added(summed: Aggregate | None, share: object, seen: set[str]) -> int:
    if summed is None or summed.function != "distinct":
        return int(str(share))
    new = share is not None and str(share) not in seen
    seen.add(str(share))
    return int(new)
