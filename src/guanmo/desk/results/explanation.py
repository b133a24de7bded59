"""Why a visit got its score: its sheets, which of them counted, and every deduction with its reason (S0-3.1-j, S1-T-a).

Judges are named only to those who may read the single sheet; to others they are 评委1, 评委2 …, the highest sheet first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.desk.results.arithmetic import Given, rescaling_in_words, sum_in_words, tiers_in_words
from guanmo.method.aggregation import OfficialRule
from guanmo.method.deduction import BallotScore, score_ballot
from guanmo.stages.results.models import CountedBallot, Standing
from guanmo.stages.results.queries import contents_of, is_changed, worth
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotDeduction


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet behind the score. ``ballot`` is its id where the user may open it, else None.

    ``worth`` is what the sheet is worth once the judge's severity is taken out, ``share`` its weight in per cent, ``points``
    what the two bring to the adjusted score; None where nothing was adjusted. ``odd``: it fits neither its judge nor its
    organisation, and ``less``: so it counts for less. ``group``: its judge's, where the round weighs groups.
    """

    judge: str
    score: Decimal
    counted: bool
    why: str
    working: str
    ballot: UUID | None
    corrected: str
    worth: Decimal | None = None
    share: Decimal | None = None
    points: Decimal | None = None
    odd: bool = False
    less: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one judge took off one item."""

    judge: str
    points: Decimal
    reason: str
    counted: bool
    before: Decimal | None = None
    """What it was before the re-check of an objection; None when nothing changed."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item on which somebody took points off."""

    section: str
    no: int
    text: str
    points: Decimal
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the page of a standing shows."""

    sheets: tuple[Sheet, ...]
    steps: tuple[str, ...]
    items: tuple[ItemLine, ...]
    clean_items: int


def explain(
    standing: Standing, ballots: Sequence[CountedBallot], *, named: frozenset[UUID], deductions: bool
) -> Explanation:
    """``named`` are the sheets whose judge the user may know; ``deductions``: whether all deductions may be read."""
    visit = standing.visit
    assert visit is not None
    visit.round = standing.ranking.round
    visit.organisation = standing.organisation
    judges = {one.version_id: _judge(one, number, named) for number, one in enumerate(ballots, 1)}
    open_ballots = [one for one in ballots if deductions or one.version_id in named]
    items = tuple(_items(visit, open_ballots, judges))
    adjusted = _adjusted_sheets(standing)
    return Explanation(
        sheets=tuple(
            replace(
                _sheet(one, visit, judges[one.version_id], one.version_id in named), **adjusted.get(one.version_id, {})
            )
            for one in ballots
        ),
        steps=tuple(_steps(standing, ballots)),
        items=items,
        clean_items=_applicable(visit) - len(items),
    )


def _adjusted_sheets(standing: Standing) -> dict[UUID, dict[str, Any]]:
    adjusted = getattr(standing, "adjusted", None)
    return {
        UUID(one["version"]): {
            "worth": Decimal(one["corrected"]),
            "share": 100 * Decimal(one["share"]),
            "points": Decimal(one["points"]),
            "odd": one["odd"],
            "less": one["less"],
        }
        for one in (adjusted.sheets if adjusted else [])
    }


def _judge(ballot: CountedBallot, number: int, named: frozenset[UUID]) -> str:
    if ballot.version_id in named:
        return str(ballot.version.ballot.participant.user)
    return _("评委%(number)d") % {"number": number}


def _steps(standing: Standing, ballots: Iterable[CountedBallot]) -> list[str]:
    if standing.score is None:
        return []
    rule = OfficialRule.from_json(standing.ranking.official_rule)
    sheets = [Given(one.score, one.dropped, one.group) for one in ballots]
    if not standing.tiers:
        return sum_in_words(sheets, rule, standing.score)
    own = next(Decimal(one["score"]) for one in standing.tiers if one["tier"] == standing.ranking.round.tier)
    return [*sum_in_words(sheets, rule, own), tiers_in_words(standing.tiers, rule, standing.score)]


def _sheet(ballot: CountedBallot, visit: Visit, judge: str, named: bool) -> Sheet:
    version = ballot.version
    score = _score(ballot, visit)
    return Sheet(
        judge=judge,
        score=ballot.score,
        counted=not ballot.dropped,
        group=ballot.get_group_display(),
        why={
            "high": _("最高分，按计分办法去掉"),
            "low": _("最低分，按计分办法去掉"),
            "unweighted": _("这一类评委没有权重，不计入"),
        }.get(ballot.dropped, ""),
        working=_working(score, visit, ballot.score),
        ballot=version.pk if named else None,
        corrected=version.reason if named else "",
    )


def _score(ballot: CountedBallot, visit: Visit) -> BallotScore:
    assert visit.sheet is not None
    return score_ballot(visit.sheet.content, contents_of(ballot.version), visit.not_applicable)


def _working(score: BallotScore, visit: Visit, total: Decimal) -> str:
    assert visit.sheet is not None
    if score.vetoed:
        return _("一票否决，记0分（否决前%(points)s分）") % {"points": score.raw_total}
    if score.rescaled:
        return rescaling_in_words(score.raw_total, score.applicable_points, visit.sheet.total, total)
    lost = sum((item.deducted for item in score.items), Decimal(0))
    return f"{score.applicable_points} − {lost} = {total}"


def _items(visit: Visit, ballots: Iterable[CountedBallot], judges: Mapping[UUID, str]) -> Iterable[ItemLine]:
    assert visit.sheet is not None
    by_key: dict[str, list[Taken]] = {}
    for ballot in ballots:
        for one in ballot.version.deductions.all():
            taken = Taken(judges[ballot.version_id], worth(one), one.reason, not ballot.dropped, _before(one))
            by_key.setdefault(str(one.item), []).append(taken)
    for section, item in visit.sheet.content.items:
        found = by_key.get(f"{section.no}.{item.no}")
        if found:
            title = f"{section.no}、{section.title}"
            yield ItemLine(title, item.no, item.text, item.points or Decimal(0), tuple(found))


def _before(one: BallotDeduction) -> Decimal | None:
    return one.points if is_changed(one) else None


def _applicable(visit: Visit) -> int:
    assert visit.sheet is not None
    keys = {f"{section.no}.{item.no}" for section, item in visit.sheet.content.items}
    return len(keys - visit.not_applicable)
