"""How points, deduction rules and warnings of a sheet are said on a page."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.method.sheet import Rule, RuleKind, Sheet
from guanmo.stages.sheets.importers.checks import check


def recheck(sheet: Sheet) -> Iterable[dict[str, str]]:
    """What the reader says about the content of a sheet, as it is kept."""
    return [asdict(warning) for warning in check(sheet)]


def plain(points: Decimal | None) -> str:
    """3.00 → 3, 0.50 → 0.5; unknown → —, never 0."""
    return "—" if points is None else format(points.normalize(), "f")


def rule_words(rule: Rule) -> str:
    """A deduction rule in few words, e.g. 每次扣0.5分，最多2分."""
    words = {
        RuleKind.FIXED: _("扣%(points)s分"),
        RuleKind.PER_OCCURRENCE: _("每次扣%(points)s分"),
        RuleKind.ZERO: _("不得分"),
        RuleKind.VETO: _("一票否决"),
        RuleKind.BONUS: _("加%(points)s分"),
    }
    said = words[rule.kind] % {"points": plain(rule.points)}
    return said if rule.cap is None else _("%(said)s，最多%(cap)s分") % {"said": said, "cap": plain(rule.cap)}
