"""Why a ballot that arrived was not taken, and how a judge stands to a visit, as stable codes."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HoldCode(TextChoices):
    """The reasons for which a ballot is kept aside instead of counted."""

    UNREADABLE = "unreadable", _("读不懂")
    NOT_TAKING_PART = "not_taking_part", _("不是参加人员")
    ABSENT = "absent", _("登记为缺席")
    OWN_ORGANISATION = "own_organisation", _("本组织回避")
    NOT_OPEN = "not_open", _("尚未开始")
    SCORING_OVER = "scoring_over", _("打分已结束")
    NOT_SCORED = "not_scored", _("不打分")
    WRONG_SHEET = "wrong_sheet", _("评分表版本不符")
    INVALID = "invalid", _("内容有误")
    UNFINISHED = "unfinished", _("没有打完")
    REASON_MISSING = "reason_missing", _("更正缺少原因")
    OTHER_CONTENT = "other_content", _("编号相同内容不同")
    OTHER_JUDGE = "other_judge", _("他人的评分表")
    OTHER_ROUND = "other_round", _("另一轮的评分表")
    CIRCLE = "circle", _("更正关系有误")
    SIGNATURE = "signature", _("手机签名对不上")


HELD = frozenset(
    {
        HoldCode.NOT_TAKING_PART,
        HoldCode.ABSENT,
        HoldCode.OWN_ORGANISATION,
        HoldCode.NOT_OPEN,
        HoldCode.SCORING_OVER,
        HoldCode.NOT_SCORED,
        HoldCode.WRONG_SHEET,
        HoldCode.OTHER_ROUND,
        HoldCode.SIGNATURE,
    }
)
"""Nothing is wrong inside these sheets: they are safe on the server and wait for somebody who runs the round."""


class ProposalAnswer(TextChoices):
    """What a judge says to what the records propose (``method.ballot``)."""

    ACCEPTED = "accepted", _("采纳")
    CHANGED = "changed", _("改了再扣")
    REJECTED = "rejected", _("不采纳")


class BallotState(StrEnum):
    """What became of a sheet that arrived; never stored."""

    ACCEPTED = "accepted"
    CONFLICT = "conflict"
    SET_ASIDE = "set_aside"
    HELD = "held"
    REFUSED = "refused"


class DutyState(StrEnum):
    """How a judge stands to one visit; never stored."""

    TO_SCORE = "to_score"
    SCORED = "scored"
    OWN_ORGANISATION = "own_organisation"
    NOT_SCORED = "not_scored"
    ABSENT = "absent"
    NOT_OPEN = "not_open"
    SCORING_OVER = "scoring_over"
