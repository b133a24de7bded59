"""What somebody is still writing: it has no number and binds nobody."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.documents.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models import Round


class Draft(models.Model):
    """The text of a document before it is issued: one for each kind, issuer and round (none for a plan).

    ``fields`` maps the fields of the kind's form to what stands in them; ``version`` counts the savings from 1, so that
    nobody overwrites what somebody else saved meanwhile, and an issue, which empties ``fields``.
    """

    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    fields: Any = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("保存时间"), auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "issuer", "round"], name="one_draft_per_kind_and_round"),
            models.UniqueConstraint(
                fields=["kind", "issuer"], condition=models.Q(round=None), name="one_draft_without_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"
