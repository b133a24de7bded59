"""What became of the proposals of one round: rule by rule, judge by judge, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.stages.indicators.content import pre_score_rules
from guanmo.stages.indicators.queries import definition_titles_for
from guanmo.stages.rounds.queries import round_for
from guanmo.stages.scoring.enums import ProposalAnswer
from guanmo.stages.scoring.queries import Answered, answered_for


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: shown on so many sheets; per cent accepted of those answered (None of none)."""

    item: str
    title: str
    shown: int
    accepted: int
    changed: int
    rejected: int
    silent: int
    share: int | None


@require_safe
def answers(request: UserRequest, uuid: UUID) -> HttpResponse:
    """For who runs the round; it speaks of judges, so nobody else sees it."""
    round = round_for(request.user, uuid)
    found = answered_for(request.user, round)
    context = {
        "round": round,
        "rules": _rules(found, definition_titles_for(request.user)),
        "judges": found.judges,
        "silent": [one for one in found.judges if not one.answered],
        "items": [one for one in found.items if one.only_records or one.only_judges],
    }
    return render(request, "desk/indicators/answers.html", context)


def _rules(found: Answered, titles: dict[str, str]) -> Sequence[RuleLine]:
    places = {one.key: place for place, one in enumerate(pre_score_rules())}
    lines = []
    for one in sorted(found.rules, key=lambda one: places.get(one.proposal.rule, len(places))):
        accepted, changed, rejected = (one.answers.get(answer, 0) for answer in ProposalAnswer)
        answered = accepted + changed + rejected
        lines.append(
            RuleLine(
                str(one.proposal.item), titles.get(one.proposal.indicator, one.proposal.indicator), one.shown,
                accepted, changed, rejected, one.silent, accepted * 100 // answered if answered else None,
            )
        )  # fmt: skip
    return lines
