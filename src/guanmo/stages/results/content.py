"""The words that go with adjusted scores and judges, for pages and for the command line, which speaks without Django.

``_`` is the reader's own gettext.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

Translate = Callable[[str], str]


def warnings(issues: Sequence[str], parts: int, _: Translate) -> Iterator[str]:
    """One sentence for each of the issues of a fit (``Fit.issues``)."""
    words = {
        "parts": _(
            "打分分成%(parts)d组，组与组之间没有共同的评委，谁严谁宽无从比较。名次范围只在组内有效，不能跨组比较。"
        )
        % {"parts": parts},
        "unlearnt": _("重复看的不多，只扣除了宽严：评委拉开分数的程度都看作一样，给谁都差不多的评委没有减轻比重。"),
        "few_organisations": _("组织不足15个，范围只是大致的。"),
        "flat_judges": _("一半以上的评委给谁都差不多，名次主要由其余的评委决定，请先向评委问清楚，再看校正分。"),
        "unweighed": _("打分太多，只扣除了宽严，没有逐份识别写错的分数和给谁都差不多的评委。"),
        "one_value": _("四分之一以上的打分是同一个分数，校正可能反而不准，请以正式得分为准。"),
    }
    return (words[issue] for issue in issues)


def questions(flags: Sequence[str], odd: int, _: Translate) -> str:
    """What to know of a judge with these flags (``JudgeProfile.flags``), "" when nothing; straight-lining is asked about by
    the diagnostics, which know how often chance alone would."""
    words = {
        "few_sheets": _("打分太少，看不准"),
        "odd_sheets": _("有%(odd)d份和其他评委差得很远，是不是写错了？") % {"odd": odd},
    }
    return _("；").join(words[flag] for flag in flags if flag in words)


ONE_IN = 20
"""In how many lists in which nothing is wrong each kind of question comes up once (``method.diagnostics.seen.ALPHA``)."""

RARER = ("straight_lining",)
"""Kinds that come up less often than that in simulated lists in which nothing is wrong (docs/method)."""

UNEVEN = ("item_disagreement", "full_marks")
"""Kinds that compare items with each other: some are harder than others by nature, so nobody knows how often they come up."""


def question(kind: str, about: Sequence[str], size: float, sheets: int, _: Translate) -> str:
    """What was seen, and what to ask about it. ``about`` are the names as they are shown."""
    words = {
        "severity": _(
            "%(one)s打分比其他评委平均%(more)s%(points).1f分，和大家之间平常的差别不一样。问一问：标准是不是理解得不同？"
        ),
        "straight_lining": _("其他评委拉开10分的地方，%(one)s只拉开%(ten)d分，给谁都差不多。问一问：是不是没有细看？"),
        "spread": _("其他评委拉开10分的地方，%(one)s拉开%(ten)d分。问一问：高分、低分是怎么掌握的？"),
        "consistency": _(
            "%(one)s的打分和大家对不上的程度，是一般评委的%(times).1f倍。问一问：看的内容、用的标准是不是一样？"
        ),
        "home": _("评委给本乡镇（街道）的组织，比给别处的平均%(more)s%(points).1f分。问一问：是确实如此，还是照顾？"),
        "reciprocity": _("%(one)s和%(other)s互相打分都偏高，至少高%(points).1f分。问一问：有没有互相打招呼？"),
        "order": _("后几天看的组织，比前几天看的%(more)s%(points).1f分。问一问：是确实如此，还是标准前后变了？"),
        "time_of_day": _("下午交的评分表，比上午交的平均%(more)s%(points).1f分。问一问：是不是赶时间，或者看累了？"),
        "item_disagreement": _(
            "%(item)s这一项，评委之间平均相差分值的%(percent)d%%，比其他项大得多。问一问：标准是不是写得不够明白？"
        ),
        "full_marks": _("%(items)s：%(sheets)d个组织全部满分，而其他项常有扣分。问一问：是都做到了，还是没有查？"),
    }
    detail = {
        "one": about[0] if about else "",
        "other": about[1] if len(about) > 1 else "",
        "item": about[0] if about else "",
        "items": _("、").join(about),
        "more": _("高") if size > 0 else _("低"),
        "points": abs(size),
        "ten": round(10 * size),
        "times": size,
        "percent": round(100 * size),
        "sheets": sheets,
    }
    return words[kind] % detail


def base_rate(kind: str, chance: float, _: Translate) -> str:
    """How often nothing but chance asks this, and asks it as loudly."""
    as_large = _("不到1份") if chance < 0.01 else _("约%(n)d份") % {"n": round(100 * chance)}
    if kind in UNEVEN:
        return _("各项本来有难有易，没有问题的名单也常有这一问，说不出多少份里会有一份。")
    words = _("一切正常的名单，约每%(one_in)d份也有1份冒出这一问；像这次这么明显的，100份里%(as_large)s。")
    if kind in RARER:
        words = _("一切正常的名单，每%(one_in)d份里冒出这一问的不到1份；像这次这么明显的，100份里%(as_large)s。")
    return words % {"one_in": ONE_IN, "as_large": as_large}


def kind_names(kinds: Sequence[str], _: Translate) -> str:
    """The kinds of questions in words, for what was looked at in vain and what cannot be seen."""
    words = {
        "severity": _("个别评委特别严或特别宽"),
        "straight_lining": _("给谁都差不多"),
        "spread": _("分数拉得特别开或特别小"),
        "consistency": _("和大家对不上"),
        "home": _("照顾本地"),
        "reciprocity": _("乡镇之间互相打高分"),
        "order": _("先看后看不一样"),
        "time_of_day": _("上午下午不一样"),
        "item_disagreement": _("某一项标准不一"),
        "full_marks": _("某一项全是满分"),
    }
    return _("、").join(words[kind] for kind in kinds)


def chance_in_words(chance: Decimal, _: Translate) -> str:
    """A chance (0 to 1) in whole per cent, never certain."""
    percent = round(100 * chance)
    if percent < 1:
        return _("不到1%")
    return _("99%以上") if percent > 99 else f"{percent}%"
