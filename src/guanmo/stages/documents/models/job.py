"""Long work that goes on while people do something else: how far it is, and what could not be done."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guanmo.stages.documents.enums import JobKind, JobState
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round

STILL = timedelta(minutes=1)
"""How long a worker may not move before another takes its job over."""


class Job(models.Model):
    """One piece of work of many equal steps; each step is a transaction of its own, so that a restart loses none.

    ``done`` of ``total`` steps are behind it. ``refused`` holds ``[{unit, reason}]``: the organisation's id and the
    sentence why its step was left out. ``beat_at`` is when a worker last moved; one that stands still is taken over.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=JobKind)
    state = models.CharField(_("状态"), max_length=20, choices=JobState, default=JobState.WAITING)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused: Any = models.JSONField(default=list)
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "round"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_job_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done}/{self.total}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.FINISHED, JobState.CANCELLED)

    @property
    def is_still(self) -> bool:
        """Whether no worker has moved for a minute, so that another may take the job."""
        return not self.is_over and (self.beat_at is None or self.beat_at < timezone.now() - STILL)

    @property
    def left_out(self) -> int:
        """How many of the steps behind it were refused; the refusal of the whole, which names the organiser, is none."""
        return sum(one["unit"] != self.round.organiser_id for one in self.refused)

    @property
    def percent(self) -> int:
        return 100 if not self.total else min(100, 100 * self.done // self.total)
