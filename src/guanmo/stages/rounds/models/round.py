"""One execution of a tier, with the rules that decide it (design.md 4) and its history."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.enums import PUBLISHED, SCORING_OVER, RoundState, TermDays, Tier
from guanmo.stages.rounds.models.cycle import Cycle


class Round(models.Model):
    """An observation round. The rules are chosen before it opens and frozen when it is scheduled.

    ``organiser`` is the township of an internal round and the county for the other tiers. ``not_applicable`` maps a
    sheet's uuid to ``{kind: [item keys]}`` as it stood when the round was scheduled (D37). ``scoring`` is off for a
    cross round unless the county switches it on (D35). ``planned_month`` ("2026-10", "" where none was planned) and
    ``deviation``, why it begins in another, belong to the tiers of the county (S0-3.2-f); ``teams_each`` is the number of
    supervision teams that each township sends to a cross round (S0-3.2-b). ``visit_plan`` holds what a plan of visits was
    made from (``rounds.domain.plan_visits``), empty where there is none. ``objection_days`` is the number of days, counted
    as ``objection_term`` says, after the ranking in which organisations may object to their provisional result, which
    they see from that moment on; 0: it is final at once. ``version``
    counts how often its scoring was open: 1, and one more for each time two people opened it again.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rounds")
    tier = models.CharField(_("层级"), max_length=30, choices=Tier)
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="rounds")
    period = models.CharField(_("季度"), max_length=7)
    title = models.CharField(_("名称"), max_length=120)
    leader = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("状态"), max_length=20, choices=RoundState, default=RoundState.DRAFT)
    starts_on = models.DateField(_("开始日期"))
    deadline = models.DateField(_("完成期限"))
    planned_month = models.CharField(_("计划月份"), max_length=7, blank=True)
    deviation = models.CharField(_("与计划月份不同的原因"), max_length=200, blank=True)
    objection_days = models.PositiveSmallIntegerField(_("异议期（天）"), default=0)
    objection_term = models.CharField(_("异议期按什么算"), max_length=10, choices=TermDays, default=TermDays.WORKING)
    teams_each = models.PositiveSmallIntegerField(_("各派几个督导组"), default=1)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    scoring = models.BooleanField(_("现场打分"), default=True)
    official_rule: Any = models.JSONField(_("计分办法"))
    class_rule: Any = models.JSONField(_("分类标准"))
    not_applicable: Any = models.JSONField(default=dict)
    visit_plan: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-period", "organiser__path", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organiser", "period"],
                condition=models.Q(tier="internal"),
                name="one_internal_round_per_quarter",
            ),
            models.CheckConstraint(condition=models.Q(tier__in=Tier.values), name="round_has_one_tier"),
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("starts_on")), name="round_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.period)

    @property
    def official(self) -> OfficialRule:
        return OfficialRule.from_json(self.official_rule)

    @property
    def classes(self) -> ClassRule:
        return ClassRule.from_json(self.class_rule)

    @property
    def scoring_is_over(self) -> bool:
        return self.state in SCORING_OVER

    @property
    def is_published(self) -> bool:
        return self.state in PUBLISHED

    def is_late(self, today: date) -> bool:
        """Not filed by its deadline (S0-3.1-r)."""
        return today > self.deadline and not self.is_published

    def keys_not_applicable(self, sheet_uuid: UUID, kind: str) -> frozenset[str]:
        """The item keys that the round leaves out for this sheet and kind of organisation."""
        return frozenset(self.not_applicable.get(str(sheet_uuid), {}).get(kind, ()))


class RoundTransition(AppendOnly):
    """One step of a round. Append-only: who, when, from, to and why."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="transitions")
    source = models.CharField(max_length=20, choices=RoundState)
    target = models.CharField(max_length=20, choices=RoundState)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
