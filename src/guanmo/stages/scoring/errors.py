"""The refusal of a ballot, and the sentences for what is wrong inside one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused
from guanmo.method.deduction import Problem


class BallotRefused(Refused):
    """A ballot cannot be counted; ``code`` is a HoldCode. What was sent is kept aside, never dropped."""

    code = "ballot_refused"
    held: Any = None
    """The HeldBallot that keeps what was sent."""


class LinkRefused(Refused):
    """A personal link opens nothing: unknown, revoked, over, or bound to another phone (code ``link_bound``)."""

    code = "link_refused"


class PhotoRefused(Refused):
    """A photo was not taken; ``code`` says why: damaged, too_large, too_many, not_a_photo, has_metadata."""

    code = "photo_refused"


class ImportRefused(Refused):
    """The file of a phone cannot be brought in; ``code`` says why: too_large, other_file, broken_file, or the judge."""

    code = "import_refused"


class PaperRefused(Refused):
    """What was typed from paper cannot be right; ``by_item`` has a sentence for each item's key."""

    code = "paper_refused"

    def __init__(self, by_item: Mapping[str, str]) -> None:
        super().__init__(_("有%(count)d项填得不对，请按各项的提示改正。") % {"count": len(by_item)})
        self.by_item = by_item


def sentence(problems: Sequence[Problem]) -> str:
    """One clear sentence for each problem of a ballot, joined; figures are filled in."""
    return "".join(_sentence(problem) for problem in problems)


def _sentence(problem: Problem) -> str:
    known = {
        "unknown_item": _("评分表里没有第%(key)s项。"),
        "points_unknown": _("第%(key)s项没有分值，不能打分。"),
        "not_applicable": _("第%(key)s项不适用于这个组织，不能扣分。"),
        "not_a_number": _("第%(key)s项的扣分不是数字。"),
        "negative": _("第%(key)s项的扣分不能是负数。"),
        "too_many_decimals": _("第%(key)s项的扣分%(points)s超过两位小数。"),
        "missing_reason": _("第%(key)s项扣了分，请写明扣分原因。"),
        "unknown_rule": _("第%(key)s项没有这条扣分规则。"),
        "rule_mismatch": _("第%(key)s项按规则应扣%(expected)s分，填的是%(points)s分。"),
        "duplicate_item": _("第%(key)s项重复扣分，请合并成一条。"),
        "reason_too_long": _("第%(key)s项的扣分原因有%(length)s字，最多%(limit)s字，请写短一些。"),
        "more_than_item": _("第%(key)s项扣分%(points)s分，超过了本项分值%(available)s分。"),
    }
    return known[problem.code] % {"key": problem.key, **problem.detail}
