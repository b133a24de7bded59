"""Every deduction offers a finding: one for each visit and item, from the ballots that were received."""

from collections.abc import Iterable
from decimal import Decimal

from guanmo.method.aggregation import OfficialRule, aggregate
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.scoring.queries import valid_versions


def offer_findings(round: Round) -> list[Finding]:
    """Create the offered findings of a round. Called once, inside the closing transaction."""
    deductions = BallotDeduction.objects.filter(version__in=valid_versions(round), points__gt=0)
    deductions = deductions.select_related("version__ballot__visit", "version__ballot__participant", "item")
    grouped: dict[tuple[int, int], list[BallotDeduction]] = {}
    for one in deductions.order_by("pk"):
        if one.version.ballot.visit.organisation_id not in one.version.ballot.participant.own_organisations:
            grouped.setdefault((one.version.ballot.visit_id, one.item_id), []).append(one)
    offered = Finding.objects.bulk_create(_finding(group) for group in grouped.values())
    links = Finding.deductions.through
    links.objects.bulk_create(
        links(finding_id=finding.pk, ballotdeduction_id=one.pk)
        for finding, group in zip(offered, grouped.values(), strict=True)
        for one in group
    )
    return offered


def _finding(group: list[BallotDeduction]) -> Finding:
    judges = _points_by_judge(group)
    return Finding(
        visit=group[0].version.ballot.visit,
        item=group[0].item,
        finding_type=FindingType.SHORTCOMING,
        text="；".join(dict.fromkeys(one.reason for one in group)),
        judges=len(judges),
        points=aggregate(judges, OfficialRule()).score,
    )


def _points_by_judge(group: Iterable[BallotDeduction]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for one in group:
        judge = str(one.version_id)
        totals[judge] = totals.get(judge, Decimal(0)) + one.points
    return totals
