"""典型: a good practice that was praised on a visit and promoted, for everybody to read (S0-3.1-q)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models.visit import Praise


class Practice(AppendOnly):
    """One practice in the library, promoted by ``promoter``, a township or the county, from one praise."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    praise = models.OneToOneField(Praise, models.PROTECT, related_name="practice")
    promoter = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("推广单位"), related_name="+")
    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("具体做法"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class PracticeWithdrawal(AppendOnly):
    """Why a practice left the library. The practice itself stays."""

    practice = models.OneToOneField(Practice, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("撤下的原因"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.practice} {self.reason}"
