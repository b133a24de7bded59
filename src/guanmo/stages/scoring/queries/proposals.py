"""What was proposed to the judges, what they said to it, and where records and judges disagree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.models import (
    AnsweredProposal,
    BallotDeduction,
    BallotVersion,
    ProposedDeduction,
    RecordedFact,
)
from guanmo.stages.scoring.queries.ballots import counting

Frozen = TypeVar("Frozen", ProposedDeduction, RecordedFact)


def proposals_on(user: User, visits: Iterable[Visit]) -> Mapping[int, list[ProposedDeduction]]:
    """The frozen proposals of these visits, by visit; only of visits that the user sees."""
    return _by_visit(ProposedDeduction.objects.all(), user, visits)


def facts_on(user: User, visits: Iterable[Visit]) -> Mapping[int, list[RecordedFact]]:
    """What the records show where nothing was missed, by visit; only of visits that the user sees."""
    return _by_visit(RecordedFact.objects.all(), user, visits)


def _by_visit(frozen: QuerySet[Frozen], user: User, visits: Iterable[Visit]) -> Mapping[int, list[Frozen]]:
    seen = visits_visible_to(user).filter(pk__in=[one.pk for one in visits]).values("pk")
    found: dict[int, list[Frozen]] = defaultdict(list)
    for one in frozen.filter(visit__in=seen).select_related("item__section"):
        found[one.visit_id].append(one)
    return found


@dataclass(frozen=True, slots=True)
class RuleTally:
    """One rule: how often a judge could have answered it, and what they said; ``silent`` never answered."""

    proposal: ProposedDeduction
    shown: int
    answers: Mapping[str, int]

    @property
    def silent(self) -> int:
        return self.shown - sum(self.answers.values())


@dataclass(frozen=True, slots=True)
class JudgeTally:
    """One judge: proposals on the sheets that the judge finished, and how many of them got an answer."""

    judge: Participant
    shown: int
    answered: int


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item: sheets on which the records proposed a deduction and the judge took nothing, and the other way round."""

    item: str
    only_records: int
    only_judges: int
    both: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the proposals of one round."""

    rules: tuple[RuleTally, ...]
    judges: tuple[JudgeTally, ...]
    items: tuple[ItemTally, ...]


def answered_for(user: User, round: Round) -> Answered:
    """For who runs the round. Raises NotVisible for anybody else: it speaks of judges."""
    if not may_run(access_of(user), round.tier, round.organiser.path):
        raise NotVisible
    versions = list(counting().filter(ballot__visit__round=round).select_related("ballot__participant__user"))
    proposals: dict[int, list[ProposedDeduction]] = defaultdict(list)
    for one in ProposedDeduction.objects.filter(visit__round=round).select_related("item__section"):
        proposals[one.visit_id].append(one)
    answers = {
        (one.version_id, one.proposal_id): one.answer
        for one in AnsweredProposal.objects.filter(version__in=[one.pk for one in versions])
    }
    pairs = [(version, one) for version in versions for one in proposals[version.ballot.visit_id]]
    return Answered(rules=_rules(pairs, answers), judges=_judges(pairs, answers), items=_items(versions, proposals))


Pairs = list[tuple[BallotVersion, ProposedDeduction]]
Said = Mapping[tuple[UUID, int], str]


def _rules(pairs: Pairs, answers: Said) -> tuple[RuleTally, ...]:
    found: dict[str, Pairs] = defaultdict(list)
    for version, one in pairs:
        found[one.rule].append((version, one))
    return tuple(
        RuleTally(inside[0][1], len(inside), Counter(filter(None, (answers.get((v.pk, one.pk)) for v, one in inside))))
        for _rule, inside in sorted(found.items())
    )


def _judges(pairs: Pairs, answers: Said) -> tuple[JudgeTally, ...]:
    shown: dict[Participant, list[bool]] = defaultdict(list)
    for version, one in pairs:
        shown[version.ballot.participant].append((version.pk, one.pk) in answers)
    return tuple(
        JudgeTally(judge, len(said), sum(said)) for judge, said in sorted(shown.items(), key=lambda one: one[0].pk)
    )


def _items(versions: list[BallotVersion], proposals: Mapping[int, list[ProposedDeduction]]) -> tuple[ItemTally, ...]:
    taken: dict[object, set[str]] = defaultdict(set)
    for one in BallotDeduction.objects.filter(version__in=versions, points__gt=0).select_related("item__section"):
        taken[one.version_id].add(str(one.item))
    ruled = {str(one.item): one.item for inside in proposals.values() for one in inside}
    in_order = sorted(ruled, key=lambda item: (ruled[item].section.position, ruled[item].no))
    counts: dict[str, Counter[str]] = {item: Counter() for item in in_order}
    for version in versions:
        proposed = {str(one.item) for one in proposals.get(version.ballot.visit_id, ())}
        for item in ruled.keys() & (proposed | taken[version.pk]):
            both = item in proposed and item in taken[version.pk]
            counts[item]["both" if both else "records" if item in proposed else "judges"] += 1
    return tuple(ItemTally(item, n["records"], n["judges"], n["both"]) for item, n in counts.items())
