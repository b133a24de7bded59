"""Every deduction offers a finding: one for each visit and item, from the ballots that were received.

What is offered follows the deductions as they stand: a re-check that gives points back, and a round that is scored again,
change it. Ledger rows are the township's and are left alone.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from guanmo.audit.record import record
from guanmo.method.aggregation import OfficialRule, aggregate
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.models import Objection
from guanmo.stages.results.queries import points_now
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.scoring.queries import valid_versions

UNFOUNDED = "复核后不再扣分"
"""Why a problem of which nothing is left is set aside; it is taken up again when a later scoring deducts anew."""


class Taken(NamedTuple):
    """One deduction with its place and what it is worth now; plain columns, because a round has thousands."""

    deduction: int
    version: object
    visit: int
    item: int
    points: Decimal
    reason: str
    organisation: int
    own_organisations: list[int]


def offer_findings(round: Round, *, by: User) -> list[Finding]:
    """Create the offered findings of a round that are not there yet, and restate those offered before it was opened again.

    Call inside the closing transaction.
    """
    counted = BallotDeduction.objects.filter(version__in=valid_versions(round).values("pk"))
    grouped: dict[tuple[int, int], list[Taken]] = {}
    for one in _taken(counted):
        if one.organisation not in one.own_organisations:
            grouped.setdefault((one.visit, one.item), []).append(one)
    for finding in Finding.objects.filter(visit__round=round, source=Source.DEDUCTION):
        assert finding.visit_id is not None
        assert finding.item_id is not None
        _restate(finding, grouped.pop((finding.visit_id, finding.item_id), []), by=by)
    offered = Finding.objects.bulk_create(_finding(group) for group in grouped.values())
    links = Finding.deductions.through
    links.objects.bulk_create(
        links(finding_id=finding.pk, ballotdeduction_id=one.deduction)
        for finding, group in zip(offered, grouped.values(), strict=True)
        for one in group
    )
    return offered


def restate_findings(objection: Objection, *, by: User) -> None:
    """After a re-check: each finding that rests on a contested deduction, as it stands now. Call inside a transaction."""
    for finding in Finding.objects.filter(deductions__in=objection.deductions.all()).distinct():
        _restate(finding, list(_taken(finding.deductions.all())), by=by)


def _taken(deductions: QuerySet[BallotDeduction]) -> Iterator[Taken]:
    """The deductions that are worth something now, oldest first."""
    columns = deductions.annotate(now=points_now()).filter(now__gt=0).order_by("pk")
    rows = columns.values_list(
        "pk",
        "version_id",
        "version__ballot__visit_id",
        "item_id",
        "now",
        "reason",
        "version__ballot__visit__organisation_id",
        "version__ballot__participant__own_organisations",
    )
    return (Taken(*row) for row in rows)


def _finding(group: Sequence[Taken]) -> Finding:
    return Finding(
        source=Source.DEDUCTION,
        organisation_id=group[0].organisation,
        visit_id=group[0].visit,
        item_id=group[0].item,
        finding_type=FindingType.SHORTCOMING,
        **_said(group),
    )


def _restate(finding: Finding, group: Sequence[Taken], *, by: User) -> None:
    """Text, points and judges of one finding anew; one of which nothing is left is set aside unless it has a row."""
    said = _said(group) if group else {"judges": 0, "points": Decimal(0)}
    if not group and not finding.set_aside and not finding.rows.exists():
        said["set_aside"] = UNFOUNDED
    elif group and finding.set_aside == UNFOUNDED:
        said["set_aside"] = ""
    changed = {name: value for name, value in said.items() if value != getattr(finding, name)}
    if group:
        finding.deductions.set([one.deduction for one in group])
    if changed:
        Finding.objects.filter(pk=finding.pk).update(**changed)
        record("finding.restated", finding, by=by, **{name: str(value) for name, value in changed.items()})


def _said(group: Sequence[Taken]) -> dict[str, Any]:
    by_judge: dict[str, Decimal] = {}
    for one in group:
        by_judge[str(one.version)] = by_judge.get(str(one.version), Decimal(0)) + one.points
    return {
        "text": "；".join(dict.fromkeys(one.reason for one in group)),
        "judges": len(by_judge),
        "points": aggregate(by_judge, OfficialRule()).score,
    }
