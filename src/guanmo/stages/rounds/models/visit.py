"""One visit to one organisation in one round (S0-3.1-d, S0-3.1-e)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.enums import Part, VisitState
from guanmo.stages.rounds.models.round import Round
from guanmo.stages.sheets.models import ScoreSheet


class Visit(models.Model):
    """A visit that is due, made, closed or excused. Without a ``sheet`` it is visited but not scored (D36).

    ``planned_day`` counts the days of the round's plan of visits from 1; NULL where none was made.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="visits")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, null=True, blank=True, related_name="visits")
    state = models.CharField(_("状态"), max_length=20, choices=VisitState, default=VisitState.DUE)
    planned_day = models.PositiveSmallIntegerField(_("安排在第几天"), null=True, blank=True)
    visited_on = models.DateField(_("观摩日期"), null=True, blank=True)
    excuse = models.CharField(_("免观摩原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("organisation__path",)
        constraints = (
            models.UniqueConstraint(fields=["round", "organisation"], name="visit_once_per_round"),
            models.CheckConstraint(
                condition=~models.Q(state="excused") | ~models.Q(excuse=""), name="excuse_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round}：{self.organisation}"

    @property
    def not_applicable(self) -> frozenset[str]:
        """The item keys left out for this organisation in this round (D37)."""
        if self.sheet is None:
            return frozenset()
        return self.round.keys_not_applicable(self.sheet.uuid, self.organisation.kind)


class VisitPart(models.Model):
    """The notes of one part of a visit. The comment part is the formal comment, by the secretary or a deputy only."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="parts")
    part = models.CharField(max_length=20, choices=Part)
    notes = models.TextField(_("记录"), blank=True)
    done = models.BooleanField(_("已完成"), default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["visit", "part"], name="part_once_per_visit"),
            models.CheckConstraint(condition=models.Q(done=False) | ~models.Q(notes=""), name="done_part_has_notes"),
        )

    def __str__(self) -> str:
        return f"{self.visit} {self.get_part_display()}"


class Praise(models.Model):
    """A good practice praised on the spot (S0-3.1-g)."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="praises")
    text = models.CharField(_("好的做法"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text
