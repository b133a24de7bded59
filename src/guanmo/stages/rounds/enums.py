"""Tiers, states and parts of rounds and visits (workflows.md 1 and 2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """Each round has exactly one of three tiers (S0-1-c)."""

    INTERNAL = "internal", _("内部逐个观摩")
    CROSS = "cross", _("交叉观摩")
    COUNTY_DEMONSTRATION = "county_demonstration", _("全县示范观摩")


class TermDays(TextChoices):
    """By which days a term is counted; either way one that ends on a day off ends on the next working day."""

    WORKING = "working", _("工作日")
    CALENDAR = "calendar", _("自然日")


class RoundState(TextChoices):
    """The states of a round, in order; the table is ``method.lifecycle.ROUND``."""

    DRAFT = "draft", _("筹备")
    SCHEDULED = "scheduled", _("已排定")
    IN_PROGRESS = "in_progress", _("观摩中")
    SCORED = "scored", _("打分结束")
    RANKED = "ranked", _("已排名")
    CLASSIFIED = "classified", _("已分类")
    FILED = "filed", _("已报备")
    CLOSED = "closed", _("已办结")


BEFORE = frozenset({RoundState.DRAFT, RoundState.SCHEDULED})
"""Until here a round is prepared: nobody has been visited."""

SCORING_OVER = frozenset(
    {RoundState.SCORED, RoundState.RANKED, RoundState.CLASSIFIED, RoundState.FILED, RoundState.CLOSED}
)
"""From here on the round's leaders may read single ballots."""

PUBLISHED = frozenset({RoundState.FILED, RoundState.CLOSED})
"""From here on the ranking is open to every organisation that was visited."""


class VisitState(TextChoices):
    """The states of a visit; the table is ``method.lifecycle.VISIT``."""

    DUE = "due", _("待观摩")
    VISITED = "visited", _("已观摩")
    CLOSED = "closed", _("已完成")
    EXCUSED = "excused", _("免观摩")


class Part(TextChoices):
    """The four parts of a visit (S0-3.1-d)."""

    LISTEN = "listen", _("听")
    LOOK = "look", _("看")
    CHECK = "check", _("查")
    COMMENT = "comment", _("评")


class InspectionType(TextChoices):
    """How a committee supervises outside the rounds (S0-4.2-a, S2-3.5-a)."""

    OBSERVATION = "observation", _("观摩督查")
    SPECIAL = "special", _("专项督导")
    SUPERVISION = "supervision", _("督查")
    TOURING_CHECK = "touring_check", _("巡回检查")
    RANDOM_SAMPLE = "random_sample", _("随机抽样检查")
    UNANNOUNCED = "unannounced", _("“四不两直”暗访")


class JudgeGroup(TextChoices):
    """From which level a judge comes; a round may weigh the levels differently (``OfficialRule.groups``)."""

    COUNTY = "county", _("县级评委")
    TOWNSHIP = "township", _("乡镇（街道）评委")
    BASIC = "basic", _("村（社区）和“两新”组织评委")


class DayKind(TextChoices):
    """How a day is worked, where its weekday alone does not say so."""

    HOLIDAY = "holiday", _("放假")
    WORKING_DAY = "working_day", _("上班")
    ORDINARY = "ordinary", _("按平常")


class Attendance(TextChoices):
    """Whether a participant came (S0-3.1-c)."""

    EXPECTED = "expected", _("待确认")
    ATTENDED = "attended", _("参加")
    ABSENT = "absent", _("缺席")
