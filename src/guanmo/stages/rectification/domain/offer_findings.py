"""Every deduction offers a finding: one for each visit and item, from the ballots that were received."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from guanmo.method.aggregation import OfficialRule, aggregate
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.scoring.queries import valid_versions


class Taken(NamedTuple):
    """One deduction with its place; plain columns, because a round has thousands."""

    deduction: int
    version: object
    visit: int
    item: int
    points: Decimal
    reason: str
    organisation: int
    own_organisations: list[int]


def offer_findings(round: Round) -> list[Finding]:
    """Create the offered findings of a round that are not there yet, inside the closing transaction.

    Where a round was opened again and closed anew, what was offered before stays as it was dealt with.
    """
    offered_before = set(
        Finding.objects.filter(visit__round=round, source=Source.DEDUCTION).values_list("visit", "item")
    )
    grouped: dict[tuple[int, int], list[Taken]] = {}
    for one in _deductions(round):
        if one.organisation not in one.own_organisations and (one.visit, one.item) not in offered_before:
            grouped.setdefault((one.visit, one.item), []).append(one)
    offered = Finding.objects.bulk_create(_finding(group) for group in grouped.values())
    links = Finding.deductions.through
    links.objects.bulk_create(
        links(finding_id=finding.pk, ballotdeduction_id=one.deduction)
        for finding, group in zip(offered, grouped.values(), strict=True)
        for one in group
    )
    return offered


def _deductions(round: Round) -> list[Taken]:
    rows = BallotDeduction.objects.filter(version__in=valid_versions(round).values("pk"), points__gt=0)
    columns = rows.order_by("pk").values_list(
        "pk",
        "version_id",
        "version__ballot__visit_id",
        "item_id",
        "points",
        "reason",
        "version__ballot__visit__organisation_id",
        "version__ballot__participant__own_organisations",
    )
    return [Taken(*row) for row in columns]


def _finding(group: Sequence[Taken]) -> Finding:
    by_judge: dict[str, Decimal] = {}
    for one in group:
        by_judge[str(one.version)] = by_judge.get(str(one.version), Decimal(0)) + one.points
    return Finding(
        source=Source.DEDUCTION,
        organisation_id=group[0].organisation,
        visit_id=group[0].visit,
        item_id=group[0].item,
        finding_type=FindingType.SHORTCOMING,
        text="；".join(dict.fromkeys(one.reason for one in group)),
        judges=len(by_judge),
        points=aggregate(by_judge, OfficialRule()).score,
    )
