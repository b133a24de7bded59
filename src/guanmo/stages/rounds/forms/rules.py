"""What must be filled in and how it must fit together: the official rule and the class borders of a round."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guanmo.method.aggregation import Method
from guanmo.method.weights import WHOLE
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.forms.weights import GROUP_FIELDS, TIER_FIELDS

Problem = tuple[str, str]
"""A field and the sentence that belongs to it."""


def check_rule(data: Mapping[str, Any]) -> Iterator[Problem]:
    """The trimmed mean needs to know how many sheets it leaves out."""
    if data.get("method") == Method.TRIMMED_MEAN and not data.get("drop"):
        yield "drop", _("请填写最高、最低各去掉几份，至少1份。")


def check_weights(data: Mapping[str, Any], tier: str) -> Iterator[Problem]:
    """Groups make 100 together; earlier tiers leave something to the round itself."""
    if any(data.get(name) for name in GROUP_FIELDS):
        total = sum(data.get(name) or 0 for name in GROUP_FIELDS)
        if total != WHOLE:
            message = _("各类评委的权重加起来要等于100%%，现在是%(total)s%%。不分类的，三项都不填。")
            yield "group_county", message % {"total": f"{total:f}"}
    if tier in Tier and sum(data.get(name) or 0 for name in TIER_FIELDS) >= WHOLE:
        yield "tier_internal", _("其他层级的权重加起来要小于100%，剩下的是本轮的权重。")


def check_classes(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Both borders of each chosen way must be there, in range, and must not cross."""
    ways = {"score": ("score",), "share": ("share",), "both": ("score", "share")}
    for way in ways.get(data.get("by", ""), ()):
        yield from _check_borders(data, way)


def _check_borders(data: Mapping[str, Any], way: str) -> Iterator[Problem]:
    advanced, backward = data.get(f"{way}_advanced"), data.get(f"{way}_backward")
    problems = [
        problem for problem in (_border(way, "advanced", advanced), _border(way, "backward", backward)) if problem
    ]
    yield from problems
    if problems or advanced is None or backward is None:
        return
    if way == "score" and advanced < backward:
        yield "score_advanced", _("先进的分数线不能低于落后的分数线。")
    if way == "share" and advanced + backward > 100:
        yield "share_advanced", _("先进和落后的比例加起来不能超过100%。")


def _border(by: str, name: str, value: Any) -> Problem | None:
    if value is None:
        return f"{by}_{name}", _("请填写这一条线。")
    if not 0 <= value <= 100:
        return f"{by}_{name}", _("请填写0到100之间的数。")
    return None
