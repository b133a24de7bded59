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
    ALREADY_SUBMITTED = "already_submitted", _("已经提交过")
    REASON_MISSING = "reason_missing", _("更正缺少原因")
    OTHER_CONTENT = "other_content", _("编号相同内容不同")


class DutyState(StrEnum):
    """How a judge stands to one visit; never stored."""

    TO_SCORE = "to_score"
    SCORED = "scored"
    OWN_ORGANISATION = "own_organisation"
    NOT_SCORED = "not_scored"
    ABSENT = "absent"
    NOT_OPEN = "not_open"
    SCORING_OVER = "scoring_over"
