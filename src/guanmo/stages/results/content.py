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
        "few_organisations": _("组织不足15个，范围只是大致的。"),
        "flat_judges": _("一半以上的评委给谁都差不多，名次主要由其余的评委决定，请先向评委问清楚，再看校正分。"),
        "one_value": _("四分之一以上的打分是同一个分数，校正可能反而不准，请以正式得分为准。"),
    }
    return (words[issue] for issue in issues)


def questions(flags: Sequence[str], odd: int, _: Translate) -> str:
    """What to ask a judge with these flags (``JudgeProfile.flags``), "" when nothing."""
    words = {
        "few_sheets": _("打分太少，看不准"),
        "straight_lining": _("给谁都差不多，是不是没有细看？"),
        "odd_sheets": _("有%(odd)d份和其他评委差得很远，是不是写错了？") % {"odd": odd},
    }
    return _("；").join(words[flag] for flag in flags)


def chance_in_words(chance: Decimal, _: Translate) -> str:
    """A chance (0 to 1) in whole per cent, never certain."""
    percent = round(100 * chance)
    if percent < 1:
        return _("不到1%")
    return _("99%以上") if percent > 99 else f"{percent}%"
