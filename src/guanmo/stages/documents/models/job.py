"""Long work that goes on while people do something else: how far it is, and what could not be done."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guanmo.stages.documents.enums import FILE_JOBS, JobKind, JobState
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models import Round

STILL = timedelta(minutes=1)
"""How long a worker may not move before another takes its job over."""
KEPT = timedelta(days=7)
"""How long a file lies ready for whoever asked for it."""
_OPEN = models.Q(state__in=["waiting", "running"])
_MAKES_FILE = models.Q(kind__in=[one.value for one in FILE_JOBS])


class Job(models.Model):
    """One piece of work of many equal steps, done in the name of ``unit``; how a restart loses none is its kind's matter.

    Where papers are issued, each step is a transaction of its own. A file is begun anew. ``done`` of ``total`` steps are
    behind it. ``refused`` holds ``[{unit, reason}]``: the organisation's id, None for the whole, and the sentence why it
    was left out. ``asked`` says what shall be in a file. ``beat_at`` is when a worker last moved; one that stands still
    is taken over. Two at a time neither issue the same papers for one unit nor make files of one kind for one person.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=JobKind)
    state = models.CharField(_("状态"), max_length=20, choices=JobState, default=JobState.WAITING)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked: Any = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused: Any = models.JSONField(default=list)
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "round", "unit"], condition=_OPEN & ~_MAKES_FILE, name="one_job_at_a_time"
            ),
            models.UniqueConstraint(fields=["kind", "by"], condition=_OPEN & _MAKES_FILE, name="one_file_at_a_time"),
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
        """How many of the steps behind it were refused; the refusal of the whole, which names no organisation, is none."""
        return sum(one["unit"] is not None for one in self.refused)

    @property
    def makes_file(self) -> bool:
        return self.kind in FILE_JOBS

    @property
    def ready(self) -> "JobFile | None":
        """The file while it lies ready; None before it is made and after its days."""
        made = JobFile.objects.filter(job=self, made_at__gt=timezone.now() - KEPT).defer("content").first()
        return made if self.state == JobState.FINISHED else None

    @property
    def percent(self) -> int:
        return 100 if not self.total else min(100, 100 * self.done // self.total)


class JobFile(models.Model):
    """The file that a job made, kept for some days for the one who asked for it; drawn anew at any time."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> datetime:
        return self.made_at + KEPT
