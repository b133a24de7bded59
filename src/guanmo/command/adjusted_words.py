"""The adjusted score in a terminal and in JSON, and what must be said with it, in words that an official understands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guanmo.command.language import gettext as _
from guanmo.stages.results.content import chance_in_words, warnings

if TYPE_CHECKING:
    from guanmo.method.adjustment import AdjustedScore, Adjustment


MORE = ("tier", "pairs_low", "pairs_high", "all_low", "all_high", "top_tenth")
"""What JSON says beside the columns that others rely on: see ``method.adjustment.AdjustedScore``."""


def adjusted_head() -> tuple[str, ...]:
    return (_("校正分"), _("可能的范围"), _("名次范围"), _("组"), _("档"), _("进前一成的可能"))


def adjusted_cells(score: "AdjustedScore | None") -> tuple[str, ...]:
    if score is None:
        return ("—",) * len(adjusted_head())
    mark = "*" if "provisional" in score.flags else ""
    return (
        f"{score.score}{mark}",
        f"{score.low}–{score.high}",
        f"{score.rank_low}–{score.rank_high}",
        str(score.part),
        str(score.tier),
        chance_in_words(score.top, _),
    )


def adjusted_json(score: "AdjustedScore | None") -> dict[str, object]:
    """``se``, ``low`` and ``high`` are of the score against the mean of its list."""
    if score is None:
        names = ("adjusted_score", "se", "low", "high", "rank_low", "rank_high", "component")
        return {**dict.fromkeys(names), "flags": [], **dict.fromkeys(MORE)}
    return {
        "adjusted_score": str(score.score),
        "se": str(score.error),
        "low": str(score.low),
        "high": str(score.high),
        "rank_low": score.rank_low,
        "rank_high": score.rank_high,
        "component": score.part,
        "flags": score.flags,
        **{name: getattr(score, name) for name in MORE[:-1]},
        "top_tenth": str(score.top),
    }


def adjustment_json(adjustment: "Adjustment") -> dict[str, object]:
    """What JSON says of the whole list; ``level_reach``: see ``method.adjustment.Adjustment``."""
    reach = adjustment.level_reach
    return {
        "components": adjustment.parts,
        "issues": adjustment.issues,
        "refused": adjustment.refused,
        "level_reach": None if reach is None else str(reach),
    }


def remarks(adjustment: "Adjustment", *, grouped: bool) -> Iterator[str]:
    """What the reader must know before the figures."""
    if adjustment.refused:
        yield refusal(adjustment.refused)
        return
    yield _(
        "校正分：扣除评委宽严不同的影响后最可能的得分；范围是相对于名单平均水平说的：一个组织真实比平均高多少、低多少，100 次里约有 95 次落在其中。"
    )
    if adjustment.level_reach is not None:
        yield _(
            "评委整体偏宽还是偏严，从打分里看不出来：全名单的水平本身还有 ±%(reach)s 分的误差，不同名单的分数不要直接比。"
        ) % {"reach": adjustment.level_reach}
    yield _("档：从高到低，和本档第一名分不出高下的归为一档；挨着的两档之间，靠近的组织差别也不大。")
    if grouped:
        yield _("校正分不按评委的组别加权；没有权重的组，打分不算在内。")
    if any("provisional" in score.flags for score in adjustment.scores.values()):
        yield _("带 * 的组织有效打分不足 3 份，校正分仅供参考。")
    yield from warnings(adjustment.issues, adjustment.parts, _)


def refusal(reason: str) -> str:
    """Why there is no adjusted score at all."""
    words = {
        "no_scores": _("没有打分，无法校正。"),
        "one_organisation": _("只有一个组织，评委的宽严无从比较，没有校正分。"),
        "one_judge": _("只有一位评委，宽严无从比较，没有校正分。"),
        "no_overlap": _("没有足够的组织被两位以上评委打分，宽严无从比较，没有校正分。"),
        "little_overlap": _("重复看的太少，打分连不起来，分不清评委的宽严、组织的高低和偶然的差别，没有校正分。"),
        "all_equal": _("所有打分都相同，没有可校正的，没有校正分。"),
        "no_difference": _("看不出组织之间有真实的差别，没有校正分。"),
        "unsolvable": _("这些打分算不出稳定的结果，没有校正分。"),
    }
    return words[reason]
