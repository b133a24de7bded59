"""The adjusted scores of a ranking, frozen with it: beside the official score, never in its place (design.md 4)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.stages.results.enums import List, NotAdjusted
from guanmo.stages.results.models.ranking import Ranking, Standing


class Adjustment(AppendOnly):
    """What the severity model says of one list as a whole; ``refused`` names why there are no adjusted scores.

    ``reliability``, ``enough`` and ``level_reach``: see ``method.adjustment.Adjustment``. ``parts``: how many groups of organisations cannot
    be compared. ``issues``: warnings (``Fit.issues``). ``judges``: ``[{participant, sheets, severity, error, spread, noise,
    odd, flags}]``, decimals as strings, and ``questions``: ``{asked: [{kind, about, size, chance, sheets}], silent: [kind],
    unknown: [kind]}`` (``method.diagnostics.asked``; a judge is named by the participant's id); both for the leader only.
    """

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="adjustments")
    ranking_list = models.CharField(max_length=20, choices=List)
    refused = models.CharField(_("没有校正分的原因"), max_length=40, choices=NotAdjusted, blank=True)
    parts = models.PositiveIntegerField(default=0)
    issues: Any = models.JSONField(default=list)
    judges: Any = models.JSONField(default=list)
    questions: Any = models.JSONField(default=dict)
    reliability = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    enough = models.PositiveIntegerField(null=True)
    level_reach = PointsField(null=True)

    class Meta:
        ordering = ("ranking_list",)
        constraints = (models.UniqueConstraint(fields=["ranking", "ranking_list"], name="list_adjusted_once"),)

    def __str__(self) -> str:
        return f"{self.ranking} {self.get_ranking_list_display()}"


class AdjustedScore(AppendOnly):
    """The adjusted score of one standing: see ``method.adjustment.AdjustedScore`` for each figure.

    ``sheets``: ``[{version, corrected, share, points, odd, less}]``, decimals as strings.
    """

    standing = models.OneToOneField(Standing, models.PROTECT, related_name="adjusted")
    score = PointsField(_("校正分"))
    error = PointsField()
    low = PointsField()
    high = PointsField()
    rank_low = models.PositiveIntegerField()
    rank_high = models.PositiveIntegerField()
    pairs_low = models.PositiveIntegerField()
    pairs_high = models.PositiveIntegerField()
    all_low = models.PositiveIntegerField()
    all_high = models.PositiveIntegerField()
    tier = models.PositiveIntegerField()
    top = models.DecimalField(max_digits=4, decimal_places=3)
    part = models.PositiveIntegerField()
    level = PointsField()
    level_share = models.DecimalField(max_digits=5, decimal_places=4)
    level_points = PointsField()
    flags: Any = models.JSONField(default=list)
    sheets: Any = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.standing} {self.score}"
