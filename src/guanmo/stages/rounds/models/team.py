"""The supervision teams of a cross round: who is sent, under whom, where to, and what they learned (S0-3.2)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models.round import Round


class Team(models.Model):
    """A supervision team (督导组). Its members are the participants who name it.

    ``sender`` is the township that sends it, ``number`` counts from 1 within the sender. ``leader`` is a deputy
    secretary of the sender (S0-3.2-c). ``target``, the township it observes, is set by the county and never its own.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="teams")
    sender = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("派出单位"), related_name="+")
    number = models.PositiveSmallIntegerField(_("组号"))
    leader = models.ForeignKey(User, models.PROTECT, verbose_name=_("组长"), related_name="+")
    target = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("观摩的乡镇（街道）"), null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("sender__path", "number")
        constraints = (
            models.UniqueConstraint(fields=["round", "sender", "number"], name="team_number_once"),
            models.CheckConstraint(
                condition=models.Q(target=None) | ~models.Q(target=models.F("sender")), name="team_visits_others"
            ),
        )

    def __str__(self) -> str:
        return gettext("%(township)s第%(number)d督导组") % {"township": self.sender.short_name, "number": self.number}


class LearningReport(AppendOnly):
    """What a team brought home, filed once by its leader (S0-3.2-e)."""

    team = models.OneToOneField(Team, models.PROTECT, related_name="report")
    ideas = models.TextField(_("启发的思路"))
    experience = models.TextField(_("学到的经验"))
    gaps = models.TextField(_("本地的差距"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return str(self.team)
