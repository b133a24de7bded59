"""How far a ranking can be relied on: adjusted scores, rank intervals, fragile classes, questions about judges."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.results.questions import QuestionsCard, questions_card
from guanmo.desk.results.tiers import TierLine, tier_lines
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.composers.rankings import by_list
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.content import questions, warnings
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import AdjustedScore, Adjustment, Standing
from guanmo.stages.results.queries import adjustments_of, judges_of, results_of
from guanmo.stages.results.rules import may_question_judges
from guanmo.stages.rounds.queries import round_for


@dataclass(frozen=True, slots=True)
class ReliabilityLine:
    """One organisation: the official place, the adjusted score with its range, and what to be careful about."""

    standing: Standing
    adjusted: AdjustedScore | None
    cautions: tuple[str, ...]
    fragile: str


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge, strictest first; ``asked`` is what the leader may want to ask."""

    name: str
    sheets: int
    severity: Decimal
    error: Decimal
    spread: Decimal
    noise: Decimal
    asked: str


@dataclass(frozen=True, slots=True)
class ReliabilityCard:
    """One list. ``refused`` says why nothing is adjusted; ``judges`` and ``questions`` are empty for who may not read them.

    ``pictured``: how many places the picture of ranks has; 0 where the list is in parts. ``dots``: whether the official
    rank stands in it, which it does where it is of the same sheets as the ranges.
    """

    name: List
    pictured: int
    dots: bool
    lines: tuple[ReliabilityLine, ...]
    refused: str
    told: str
    level_reach: Decimal | None
    warnings: tuple[str, ...]
    judges: tuple[JudgeLine, ...]
    tiers: tuple[TierLine, ...]
    parts: int
    questions: QuestionsCard | None


@require_safe
def reliability(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The page of one round; NotVisible before there is a ranking that the user may see."""
    round = round_for(request.user, uuid)
    standings = list(results_of(request.user, round).select_related("adjusted"))
    adjustments = {one.ranking_list: one for one in adjustments_of(request.user, round)}
    if not adjustments:
        raise NotVisible
    asks = may_question_judges(access_of(request.user), round.tier, round.organiser.path)
    names = judges_of(request.user, round) if asks else {}
    cards = [
        _card(name, rows, adjustments[name], names) for name, rows in by_list(standings).items() if name in adjustments
    ]
    context = {"round": round, "cards": cards, "asks": asks, "official": round.official}
    return render(request, "desk/results/reliability.html", context)


def _card(name: List, rows: Sequence[Standing], adjustment: Adjustment, names: Mapping[int, str]) -> ReliabilityCard:
    ranked = [one for one in rows if one.rank is not None]
    return ReliabilityCard(
        name=name,
        pictured=sum(hasattr(one, "adjusted") for one in ranked) if adjustment.parts == 1 else 0,
        dots=_is_of_the_same_sheets(ranked),
        lines=tuple(_line(one, adjustment) for one in ranked),
        refused=adjustment.get_refused_display() if adjustment.refused else "",
        told=_told(adjustment, ranked),
        level_reach=adjustment.level_reach,
        warnings=tuple(warnings(adjustment.issues, adjustment.parts, _)),
        judges=tuple(_judges(adjustment.judges, names)) if names else (),
        tiers=tier_lines(ranked),
        parts=adjustment.parts,
        questions=questions_card(adjustment.questions, names) if names else None,
    )


def _is_of_the_same_sheets(ranked: Sequence[Standing]) -> bool:
    """Whether the official ranks are of the sheets that were adjusted: no other tier weighs, and no sheet was left out."""
    return all(hasattr(one, "adjusted") and not one.tiers and _telling(one) == one.ballots for one in ranked)


def _telling(standing: Standing) -> int:
    """Of how many sheets a score can be adjusted (``results_of``)."""
    return int(vars(standing)["telling"])


def _told(adjustment: Adjustment, ranked: Sequence[Standing]) -> str:
    """How much of the differences is real, and how many judges would be enough."""
    if adjustment.reliability is None or not ranked:
        return ""
    sheets = sum(_telling(one) for one in ranked) / len(ranked)
    told = _("平均每个组织有%(sheets).1f份打分，校正以后的分差大约%(share)d%%是真实的。") % {
        "sheets": sheets,
        "share": round(100 * adjustment.reliability),
    }
    if adjustment.enough is None:
        return told
    return told + _("要达到80%%，每个组织有%(enough)d位评委就够。") % {"enough": adjustment.enough}


def _line(standing: Standing, adjustment: Adjustment) -> ReliabilityLine:
    adjusted = getattr(standing, "adjusted", None)
    cautions = _cautions(adjusted, adjustment) if adjusted else _missing(standing, adjustment)
    return ReliabilityLine(standing, adjusted, tuple(cautions), fragile_words(standing))


def _missing(standing: Standing, adjustment: Adjustment) -> Iterator[str]:
    """Why this one has no adjusted score, where others have."""
    if adjustment.refused:
        return
    if _telling(standing):
        yield _("没有别的组织可比，没有校正分")
    else:
        yield _("计入的评分表都是一票否决，没有校正分")


def _cautions(adjusted: AdjustedScore, adjustment: Adjustment) -> Iterator[str]:
    if adjustment.parts > 1:
        yield _("第%(part)d组") % {"part": adjusted.part}
    if "provisional" in adjusted.flags:
        yield _("有效打分不足3份，仅供参考")
    if "odd_sheet" in adjusted.flags:
        yield _("有一份打分和其他评委差得很远")


def fragile_words(standing: Standing) -> str:
    """On what the class hangs, "" where it is the same however the sheets are counted."""
    own = [one for one in standing.flips if one["own"]]
    others = len(standing.flips) - len(own)
    sentences = [_own_words(standing.variants, own)] if own else []
    if standing.visit_id is None and any(one["management_class"] is None for one in own):
        sentences = [_("只有一个示范点")]
    elif any(one["management_class"] is None for one in own):
        sentences.insert(0, _("只有一份打分") if standing.counted == 1 else _("有一组评委只有一份打分"))
    if others:
        sentences.append(_("因为别的组织得分变了而变的有%(count)d遍") % {"count": others})
    return _("；").join(sentences)


def _own_words(variants: int, flips: Sequence[Mapping[str, Any]]) -> str:
    if all(one["kind"] == "point" for one in flips):
        told = _("%(variants)d个示范点轮流少算一个，有%(flips)d次类别会变")
        return told % {"variants": variants, "flips": len(flips)}
    words = {
        "judge": _("少算一位评委：%(count)d遍"),
        "item": _("少算一项考核内容：%(count)d遍"),
        "rule": _("换一种计分办法：%(count)d遍"),
    }
    counts = Counter(one["kind"] for one in flips)
    listed = _("，").join(words[kind] % {"count": counts[kind]} for kind in words if counts[kind])
    return _("用不同办法把本组织的打分重算%(variants)d遍，有%(flips)d遍类别会变（%(listed)s）") % {
        "variants": variants,
        "flips": len(flips),
        "listed": listed,
    }


def _judges(rows: Iterable[Mapping[str, Any]], names: Mapping[int, str]) -> Iterator[JudgeLine]:
    for row in sorted(rows, key=lambda one: (Decimal(one["severity"]), one["participant"])):
        yield JudgeLine(
            name=names.get(row["participant"], "—"),
            sheets=row["sheets"],
            severity=Decimal(row["severity"]),
            error=Decimal(row["error"]),
            spread=Decimal(row["spread"]),
            noise=Decimal(row["noise"]),
            asked=questions(row["flags"], row["odd"], _),
        )
