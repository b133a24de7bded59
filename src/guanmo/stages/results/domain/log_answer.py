"""Write to the score log what a re-check changed, so that anyone can count again what comes of it (security.md 3.1)."""

from guanmo.method.deduction import score_ballot
from guanmo.method.seal.event import Value
from guanmo.stages.results.models import ObjectionAnswer
from guanmo.stages.results.queries.windows import contents_of
from guanmo.stages.rounds.domain.score_log import log_event
from guanmo.stages.scoring.models import BallotVersion


def log_answer(answer: ObjectionAnswer) -> None:
    """Write the outcome, and each sheet with a changed line as it counts from now on."""
    standing = answer.objection.standing
    touched = BallotVersion.objects.filter(deductions__changes__answer=answer).distinct().order_by("pk")
    touched = touched.select_related("ballot__visit__sheet").prefetch_related(
        "deductions__item__section", "deductions__changes"
    )
    log_event(
        standing.ranking.round,
        "objection_answered",
        code=standing.organisation.code,
        outcome=str(answer.outcome),
        sheets=[_sheet(one) for one in touched],
    )


def _sheet(version: BallotVersion) -> Value:
    visit = version.ballot.visit
    assert visit.sheet is not None
    score = score_ballot(visit.sheet.content, contents_of(version), visit.not_applicable)
    return {
        "id": str(version.pk),
        "deducted": {one.key: f"{one.deducted:.2f}" for one in score.items if one.deducted},
        "vetoed": score.vetoed,
        "total": None if score.total is None else f"{score.total:.2f}",
    }
