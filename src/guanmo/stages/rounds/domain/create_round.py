"""Draft a round: who takes part and whom it visits follow from the posts and the tree (S0-3.1-c, S0-3.1-e)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from guanmo.audit.record import record
from guanmo.lib.period import Quarter
from guanmo.lib.points import PLACES
from guanmo.method.aggregation import OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.fill_round import add_participants, add_visits, subordinates_to_visit
from guanmo.stages.rounds.enums import JudgeGroup, TermDays, Tier
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import Cycle, Round
from guanmo.stages.rounds.rules import may_create


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the organiser decides before a round opens (design.md 4)."""

    tier: Tier
    organiser: Organisation
    period: Quarter
    starts_on: date
    deadline: date
    official: OfficialRule
    classes: ClassRule
    scoring: bool = True
    title: str = ""
    planned_month: str = ""
    deviation: str = ""
    teams_each: int = 1
    objection_days: int = 0
    objection_term: TermDays = TermDays.WORKING

    @property
    def deviates(self) -> bool:
        """Whether the round begins in another month than was planned (S0-3.2-f)."""
        return bool(self.planned_month) and f"{self.starts_on:%Y-%m}" != self.planned_month


@transaction.atomic
def create_round(proposal: Proposal, *, targets: Sequence[Organisation] = (), by: User) -> Round:
    """Draft the round with its participants and visits.

    An internal round visits every village, community and two-new organisation of the township; ``targets`` names the
    organisations of the other tiers (the demonstration points of a county round). Raises NotAllowed, RuleInvalid.
    """
    if not may_create(access_of(by), proposal.tier, proposal.organiser.path):
        raise NotAllowed(_("只有本乡镇（街道）可以开展内部观摩；交叉观摩和示范观摩由县委组织部统一安排。"))
    round = _insert(proposal)
    add_participants(round)
    add_visits(round, subordinates_to_visit(round) if proposal.tier == Tier.INTERNAL else targets)
    record("round.created", round, by=by, period=round.period, tier=round.tier)
    return round


def _insert(proposal: Proposal) -> Round:
    check_proposal(proposal)
    cycle, _created = Cycle.objects.get_or_create(year=proposal.period.year)
    try:
        with transaction.atomic():
            return Round.objects.create(
                cycle=cycle, tier=proposal.tier, organiser=proposal.organiser, **fields_of(proposal)
            )
    except IntegrityError as error:
        raise RuleInvalid(_("这个季度的内部观摩已经建立，请打开已有的一轮继续。")) from error


def check_proposal(proposal: Proposal) -> None:
    """Raise RuleInvalid when the deadline lies before the start, when the rule asks for more places than are kept or weighs
    later tiers or unknown groups, or when the round begins in another month than planned and nobody says why (S0-3.2-f).
    """
    if proposal.deadline < proposal.starts_on:
        raise RuleInvalid(_("完成期限不能早于开始日期。"))
    if proposal.official.places > PLACES:
        raise RuleInvalid(_("得分最多保留两位小数，请重新选择小数位数。"))
    if _weighs_wrongly(proposal):
        raise RuleInvalid(_("层级加权要包括本轮，其他只能是更早的层级。请重新填写权重。"))
    if proposal.deviates and not proposal.deviation.strip():
        raise RuleInvalid(_("开始日期不在计划的月份里，请写明原因。"))


def _weighs_wrongly(proposal: Proposal) -> bool:
    """Whether a weight goes to a later tier or an unknown group, or the round itself has none."""
    groups = {group for group, _weight in proposal.official.groups}
    tiers = [tier for tier, _weight in proposal.official.tiers]
    known = list(Tier)[: list(Tier).index(proposal.tier) + 1]
    outside = [tier for tier in tiers if tier not in known]
    return bool(groups - set(JudgeGroup) or outside or (tiers and proposal.tier not in tiers))


def fields_of(proposal: Proposal) -> dict[str, Any]:
    """What of a proposal is stored with the round and may be changed while it is a draft."""
    return {
        "period": str(proposal.period),
        "title": proposal.title or default_title(proposal.organiser, proposal.period, proposal.tier),
        "starts_on": proposal.starts_on,
        "deadline": proposal.deadline,
        "scoring": proposal.scoring,
        "planned_month": proposal.planned_month,
        "deviation": proposal.deviation.strip() if proposal.deviates else "",
        "teams_each": proposal.teams_each,
        "objection_days": proposal.objection_days,
        "objection_term": proposal.objection_term,
        "official_rule": proposal.official.to_json(),
        "class_rule": proposal.classes.to_json(),
    }


def default_title(organiser: Organisation, period: Quarter, tier: Tier) -> str:
    """The name an official would give the round, such as 示例镇2026年第三季度内部逐个观摩."""
    quarter = "一二三四"[period.number - 1]
    with override("zh-hans"):  # stored, so it must not depend on who creates the round
        return f"{organiser.short_name}{period.year}年第{quarter}季度{tier.label}"
