"""The rows behind one value, so that anybody can count for himself."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from guanmo.method.indicator_sql import proof_sql
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.sources import NAMED_BY, Source
from guanmo.stages.indicators.queries.statement import rows_of
from guanmo.stages.indicators.rules import may_read_names
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One row that the value looked at: what it adds above and below the line. ``label`` is empty where it is not shown."""

    uuid: UUID | None
    label: str
    day: str
    numerator: int
    denominator: int


def proof_of(
    user: User, asked: Definition, organisation: Organisation, span: Span, rows: Mapping[str, Source]
) -> tuple[ProofRow, ...]:
    """Every row, oldest first; the sums of the two columns are the value (of ``distinct`` each text counts once).

    Names of persons are shown only to the organisation itself and to its superiors (kept_out.md 21, S1-V-3.5-b), those of
    reserve cadres to itself alone (kept_out.md 29).
    """
    source = rows[asked.records]
    named = not source.about_persons or may_read_names(
        access_of(user), organisation.pk, organisation.path, own_alone=source.own_alone
    )
    seen: set[str] = set()
    found = []
    for _organisation, _period, ref, label, day, top, bottom in rows_of(
        proof_sql(asked), asked, rows, [organisation.pk], [span], NAMED_BY
    ):
        added = _added(asked, top, seen)
        uuid = UUID(hex=str(ref)) if ref and named else None
        found.append(ProofRow(uuid, str(label) if named else "", str(day or ""), added, int(str(bottom))))
    return tuple(found)


def _added(asked: Definition, top: object, seen: set[str]) -> int:
    if asked.top.function != "distinct":
        return int(str(top))
    new = top is not None and str(top) not in seen
    seen.add(str(top))
    return int(new)
