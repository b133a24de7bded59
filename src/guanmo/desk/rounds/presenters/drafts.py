"""What was chosen for a round, in words."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.desk.rounds.presenters.words import class_words, official_words, quarter_words
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rounds.domain.create_round import Proposal, default_title
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.forms.choices import month_words
from guanmo.stages.rounds.models import Round

Row = tuple[str, str]


def words_of(proposal: Proposal, targets: Sequence[Organisation]) -> list[Row]:
    """A proposal before it is stored."""
    title = proposal.title or default_title(proposal.organiser, proposal.period, proposal.tier)
    return [
        (_("名称"), title),
        (_("层级"), str(Tier(proposal.tier).label)),
        (_("季度"), quarter_words(proposal.period)),
        (_("时间"), _("%(start)s 至 %(end)s") % {"start": _day(proposal.starts_on), "end": _day(proposal.deadline)}),
        *_months(proposal.planned_month, proposal.deviation if proposal.deviates else ""),
        *_teams(proposal.tier, proposal.teams_each),
        (_("现场打分"), _("打分") if proposal.scoring else _("不打分")),
        (_("计分办法"), official_words(proposal.official)),
        (_("分类标准"), class_words(proposal.classes)),
        *([(_("观摩对象"), _("、").join(one.short_name for one in targets))] if targets else []),
    ]


def rules_of(round: Round) -> list[Row]:
    """The rules of a stored round."""
    return [
        (_("时间"), _("%(start)s 至 %(end)s") % {"start": _day(round.starts_on), "end": _day(round.deadline)}),
        *_months(round.planned_month, round.deviation),
        *_teams(round.tier, round.teams_each),
        (_("现场打分"), _("打分") if round.scoring else _("不打分")),
        *_scored(round),
        *_planned(round),
        *([(_("不适用内容"), _("按县里规定不计分，得分折算为百分制"))] if round.not_applicable else []),
    ]


def _scored(round: Round) -> list[Row]:
    """How sheets are counted; a round without scoring counts none."""
    if not round.scoring:
        return []
    return [(_("计分办法"), official_words(round.official)), (_("分类标准"), class_words(round.classes))]


def _planned(round: Round) -> list[Row]:
    """The plan of visits that was taken, and from what anyone can draw it up again."""
    plan = round.visit_plan
    if not plan:
        return []
    words = _("评委分头走访，%(days)d天，每人每天最多%(a_day)d个，共同走访点%(anchors)d个，排法“%(seed)s”") % plan
    if plan["error"]:
        words += _("；预计误差平均%(error)s分") % plan
    return [(_("走访安排"), words)]


def _months(planned: str, deviation: str) -> list[Row]:
    """The planned month, and why the round begins in another (S0-3.2-f)."""
    if not planned:
        return []
    return [(_("计划月份"), month_words(planned)), *([(_("没有按月开始的原因"), deviation)] if deviation else [])]


def _teams(tier: str, each: int) -> list[Row]:
    return [(_("督导组"), _("每个乡镇（街道）派%(n)d个") % {"n": each})] if tier == Tier.CROSS else []


def _day(day: object) -> str:
    return date_format(day, "DATE_FORMAT")  # type: ignore[arg-type]
