"""A random look-back at signed-off rows: a frozen list, public dice, and what was drawn (S0-3.1-o: 不定期)."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.method.draws import Entry
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.models.ledger import LedgerRow


class RandomLookBack(AppendOnly):
    """The list of signed-off rows, frozen and published by its ``digest`` before the dice are thrown.

    ``population`` holds ``[uuid of the row, its name on the list]``; ``size`` says how many are drawn.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("抽查单位"), related_name="+")
    population: Any = models.JSONField()
    size = models.PositiveIntegerField(_("抽查项数"))
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.organiser} {self.digest[:8]}"

    @property
    def entries(self) -> list[Entry]:
        return [Entry(name) for _uuid, name in self.population]


class RandomLookBackDraw(AppendOnly):
    """The dice thrown in public and the seed that they and the list give; ``outcome`` is ``[name, number]`` in order."""

    listed = models.OneToOneField(RandomLookBack, models.PROTECT, related_name="draw")
    dice = models.CharField(_("骰子数字"), max_length=100)
    seed = models.CharField(max_length=250)
    outcome: Any = models.JSONField()
    rows = models.ManyToManyField(LedgerRow, related_name="random_look_backs")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.seed
