"""Lists, classes and answers to filings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class List(TextChoices):
    """The separate ranking lists (S0-3.1-j, D32); townships have their own in the county round (S0-3.3-i)."""

    VILLAGE = "village", _("村（社区）")
    TWO_NEW = "two_new", _("“两新”组织")
    TOWNSHIP = "township", _("乡镇（街道）")


class ManagementClass(TextChoices):
    """The three classes (S0-1-e)."""

    ADVANCED = "advanced", _("先进")
    QUALIFIED = "qualified", _("达标")
    BACKWARD = "backward", _("落后")


class Unranked(TextChoices):
    """Why an organisation has no score and so no rank: missing is never zero."""

    NO_BALLOTS = "no_ballots", _("没有收到评分表，不排名")
    TOO_FEW_BALLOTS = "too_few_ballots", _("评分表份数不足，不排名")
    GROUP_MISSING = "group_missing", _("缺少一类评委的评分表，不排名")
    TIER_MISSING = "tier_missing", _("缺少其他层级的得分，不排名")
    NO_SCORED_POINT = "no_scored_point", _("没有得分的示范点，不排名")


class Answer(TextChoices):
    """What the county answers to a filing."""

    ACCEPTED = "accepted", _("已备案")
    RETURNED = "returned", _("退回")


class Outcome(TextChoices):
    """What a re-check found of an objection."""

    ACCEPTED = "accepted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    UPHELD = "upheld", _("维持原扣分")


class NotAdjusted(TextChoices):
    """Why the scores of a list cannot be adjusted for the judges' severity (``method.severity.fit``)."""

    NO_SCORES = "no_scores", _("没有打分")
    ONE_ORGANISATION = "one_organisation", _("只有一个组织，评委的宽严无从比较")
    ONE_JUDGE = "one_judge", _("只有一位评委，宽严无从比较")
    NO_OVERLAP = "no_overlap", _("没有足够的组织被两位以上评委打分，宽严无从比较")
    LITTLE_OVERLAP = "little_overlap", _("重复看的太少，打分连不起来，分不清评委的宽严、组织的高低和偶然的差别")
    ALL_EQUAL = "all_equal", _("所有打分都相同，没有可校正的")
    NO_DIFFERENCE = "no_difference", _("看不出组织之间有真实的差别")
    UNSOLVABLE = "unsolvable", _("这些打分算不出稳定的结果")


class Decision(TextChoices):
    """What the second person says to a round being opened again."""

    CONFIRMED = "confirmed", _("同意重新打开")
    DECLINED = "declined", _("不同意")


class SealRole(TextChoices):
    """The three who confirm a seal; two of them suffice (security.md 3.1)."""

    ORGANISER = "organiser", _("组织者")
    SUPERVISOR = "supervisor", _("监督人员")
    REPRESENTATIVE = "representative", _("被观摩组织代表")
