"""Who takes part in a round (S0-3.1-c)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.enums import Attendance, JudgeGroup
from guanmo.stages.rounds.models.round import Round
from guanmo.stages.rounds.models.team import Team


class Participant(models.Model):
    """One person in one round, with the organisation and the post that brought the person there.

    ``own_organisations`` holds the ids of every organisation in which the person held a post when the round was
    drafted: a street leader who also heads a community stands back there too (S4-7g, D33). In a cross round ``team`` is
    the supervision team with which the person comes. ``route`` holds the ids of the organisations to which a plan of visits
    sends the person; NULL where there is no plan, and the tier alone decides.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="participants")
    user = models.ForeignKey(User, models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.CharField(_("职务"), max_length=60)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    own_organisations: Any = models.JSONField(default=list)
    route: Any = models.JSONField(null=True)
    attendance = models.CharField(max_length=20, choices=Attendance, default=Attendance.EXPECTED)
    absence_reason = models.CharField(_("缺席原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("organisation__path", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "user"], name="participant_once_per_round"),
            models.CheckConstraint(
                condition=~models.Q(attendance="absent") | ~models.Q(absence_reason=""), name="absence_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}（{self.post}）"

    @property
    def group(self) -> JudgeGroup:
        """The level from which the person comes: that of the organisation that brought the person to the round."""
        if self.organisation.kind in TOWNSHIP_LEVEL:
            return JudgeGroup.TOWNSHIP
        return JudgeGroup.COUNTY if self.organisation.depth <= 2 else JudgeGroup.BASIC

    def is_sent_elsewhere(self, organisation: Organisation) -> bool:
        """Whether the plan of visits, or the person's supervision team, goes to others (S0-3.2-d)."""
        if self.route is not None:
            return organisation.pk not in self.route
        if self.team is None or self.team.target is None:
            return False
        return bool(organisation.township_path != self.team.target.path)
