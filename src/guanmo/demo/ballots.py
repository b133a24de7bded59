"""Made-up ballots in bulk: the same documents, scores and rows that ``submit_ballot`` would store, seeded."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from uuid import UUID

from guanmo.demo import names
from guanmo.method.ballot import FORMAT, read_submission
from guanmo.method.deduction import score_ballot
from guanmo.method.sheet import Sheet, item_key
from guanmo.stages.indicators.composers.words import fact_on_paper
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.domain.log_ballots import log_received
from guanmo.stages.scoring.models import AnsweredProposal, Ballot, BallotDeduction, BallotVersion, ProposedDeduction
from guanmo.stages.scoring.rules import is_judge_of
from guanmo.stages.sheets.models import Item, ScoreSheet

_ANSWERS, _ACCEPTS = 0.8, 0.75
"""How often a judge answers what the records propose, and then accepts it."""
STEPS = (Decimal("0.50"), Decimal("1.00"), Decimal("1.00"), Decimal("2.00"), Decimal("3.00"))


@dataclass(frozen=True, slots=True)
class Habits:
    """What is odd about some judges: ``flat`` (participants' ids) give everybody much the same; the ``friends``, townships by
    path, are kind to each other."""

    flat: frozenset[int] = frozenset()
    friends: frozenset[str] = frozenset()

    def rate(self, judge: Participant, visit: Visit, rate: float) -> float:
        """How often the judge takes points off, given how often others would."""
        if judge.pk in self.flat:
            return 0.12
        pair = {judge.organisation.township_path, visit.organisation.township_path}
        return rate / 6 if len(pair) == 2 and pair <= self.friends else rate


NOTHING_ODD = Habits()


class Judging:
    """One round's made-up judging: each organisation has a quality, each judge a severity and perhaps a habit."""

    def __init__(self, round: Round, random: Random, habits: Habits = NOTHING_ODD) -> None:
        self.round, self.random, self.habits = round, random, habits
        sheets = {visit.sheet_id for visit in round.visits.all() if visit.sheet_id}
        loaded = ScoreSheet.objects.filter(pk__in=sheets).prefetch_related("sections__items__rules")
        self.sheets: dict[int, ScoreSheet] = {sheet.pk: sheet for sheet in loaded}
        items = Item.objects.filter(section__sheet__in=sheets).select_related("section")
        self.items = {(item.section.sheet_id, str(item)): item for item in items}
        self.proposed: dict[tuple[int, str], list[ProposedDeduction]] = {}
        for one in ProposedDeduction.objects.filter(visit__round=round).select_related("item__section"):
            self.proposed.setdefault((one.visit_id, str(one.item)), []).append(one)

    def score(self, visits: Sequence[Visit], judges: Sequence[Participant]) -> int:
        """Every judge scores every visit except the own organisation; returns the number of ballots."""
        quality = {visit.pk: self.random.triangular(0.01, 0.60, 0.10) for visit in visits}
        weak = {visit.pk: self._weak_keys(visit) for visit in visits}
        severity = {judge.pk: self.random.uniform(0.6, 1.5) for judge in judges}
        pairs = [(visit, judge) for visit in visits for judge in judges if is_judge_of(judge, visit)]
        ballots = Ballot.objects.bulk_create(Ballot(visit=visit, participant=judge) for visit, judge in pairs)
        versions, deductions = [], []
        for ballot in ballots:
            visit = ballot.visit
            rate = self.habits.rate(ballot.participant, visit, quality[visit.pk] * severity[ballot.participant_id])
            keys = frozenset() if ballot.participant_id in self.habits.flat else weak[visit.pk]
            version, taken = self._version(ballot, rate, keys)
            versions.append(version)
            deductions += taken
        BallotVersion.objects.bulk_create(versions)
        BallotDeduction.objects.bulk_create(deductions)
        AnsweredProposal.objects.bulk_create(answer for version in versions for answer in self._answers(version))
        for version in versions:
            version.ballot.head = version
        Ballot.objects.bulk_update(ballots, ["head"])
        off: dict[UUID, dict[str, Decimal]] = {version.pk: {} for version in versions}
        for row in deductions:
            off[row.version_id][str(row.item)] = row.points
        log_received((), ((version, off[version.pk]) for version in versions))
        return len(versions)

    def _answers(self, version: BallotVersion) -> Iterator[AnsweredProposal]:
        of_visit = {
            one.rule: one
            for (visit, _key), ones in self.proposed.items()
            for one in ones
            if visit == version.ballot.visit_id
        }
        for said in read_submission(version.payload).answers if of_visit else ():
            yield AnsweredProposal(
                version=version, proposal=of_visit[said.rule], answer=said.answer, reason=said.reason
            )

    def _keys(self, visit: Visit) -> list[str]:
        content: Sheet = self.sheets[visit.sheet_id or 0].content
        left_out = visit.not_applicable
        keys = (item_key(section.no, item.no) for section, item in content.items)
        return [key for key in keys if key not in left_out]

    def _weak_keys(self, visit: Visit) -> frozenset[str]:
        return frozenset(self.random.sample(self._keys(visit), 4))

    def _version(
        self, ballot: Ballot, rate: float, weak: frozenset[str]
    ) -> tuple[BallotVersion, list[BallotDeduction]]:
        visit = ballot.visit
        sheet = self.sheets[visit.sheet_id or 0]
        document = {
            "api": FORMAT,
            "id": str(UUID(int=self.random.getrandbits(128), version=4)),
            "visit": str(visit.uuid),
            "sheet": str(sheet.uuid),
            "previous": None,
            "reason": "",
            "items": [
                self._judged(visit, sheet, key, rate * (4 if key in weak else 0.25)) for key in self._keys(visit)
            ],
        }
        payload = json.dumps(document, ensure_ascii=False)
        submission = read_submission(payload)
        score = score_ballot(sheet.content, submission.deductions, visit.not_applicable)
        version = BallotVersion(
            id=submission.id,
            ballot=ballot,
            number=1,
            payload=payload,
            digest=hashlib.sha256(payload.encode()).hexdigest(),
            total=score.total,
            raw_total=score.raw_total,
            rescaled=score.rescaled,
        )
        rows = [
            BallotDeduction(version=version, item=self.items[sheet.pk, one.key], points=one.points, reason=one.reason)
            for one in submission.deductions
        ]
        return version, rows

    def _judged(self, visit: Visit, sheet: ScoreSheet, key: str, chance: float) -> dict[str, object]:
        """One item; where the records propose something, most judges say what they make of it."""
        taken, proposed = self._taken(sheet, key, chance), self.proposed.get((visit.pk, key), [])
        if not proposed or self.random.random() > _ANSWERS:
            return {"item": key, "deductions": taken}
        if self.random.random() > _ACCEPTS:
            said = [{"rule": one.rule, "answer": "rejected", "reason": "现场看到了记录本"} for one in proposed]
            return {"item": key, "deductions": taken, "answers": said}
        points = min(sum((one.points for one in proposed), Decimal(0)), self.items[sheet.pk, key].points or Decimal(0))
        reason = "；".join(fact_on_paper(one.fact) for one in proposed)
        return {
            "item": key,
            "deductions": [{"rule": None, "count": None, "points": f"{points:.2f}", "reason": reason}],
            "answers": [{"rule": one.rule, "answer": "accepted", "reason": ""} for one in proposed],
        }

    def _taken(self, sheet: ScoreSheet, key: str, chance: float) -> list[dict[str, object]]:
        if self.random.random() > chance:
            return []
        points = min(self.random.choice(STEPS), self.items[sheet.pk, key].points or Decimal(0))
        return [{"rule": None, "count": None, "points": f"{points:.2f}", "reason": self.random.choice(names.FAULTS)}]
