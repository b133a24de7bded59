"""The right of reply: an organisation objects to its provisional result, somebody else checks again and answers.

Nothing of a ballot is changed: a ``ChangedLine`` stands beside the deduction that was found wrong, with who and why.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import Outcome
from guanmo.stages.results.models.ranking import Standing
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.sheets.models import Item


class Objection(AppendOnly):
    """One objection of one organisation to lines of its own result; ``deductions`` are the lines that it contests."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    standing = models.ForeignKey(Standing, models.PROTECT, related_name="objections")
    deductions = models.ManyToManyField(BallotDeduction, related_name="objections")
    text = models.TextField(_("异议理由"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.standing.organisation} {self.text[:20]}"


class ObjectionFile(AppendOnly):
    """Material that supports an objection; pictures without position and device."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="objections/%Y/%m")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class ObjectionAnswer(AppendOnly):
    """What the re-check found. One answer an objection."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="answer")
    outcome = models.CharField(_("复核结果"), max_length=10, choices=Outcome)
    text = models.TextField(_("答复"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.objection} {self.get_outcome_display()}"


class ChangedLine(AppendOnly):
    """What a contested deduction is worth after the re-check; the newest holds. The deduction itself stays as it was."""

    answer = models.ForeignKey(ObjectionAnswer, models.PROTECT, related_name="lines")
    deduction = models.ForeignKey(BallotDeduction, models.PROTECT, related_name="changes")
    points = PointsField(_("复核后扣分"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["answer", "deduction"], name="line_changed_once_an_answer"),)

    def __str__(self) -> str:
        return f"{self.deduction} → {self.points}"

    @property
    def item(self) -> Item:
        return self.deduction.item

    @property
    def reason(self) -> str:
        return self.deduction.reason
