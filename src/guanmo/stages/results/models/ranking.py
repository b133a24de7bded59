"""What a round amounts to: one ranking, made once when the scoring closes, with everything that explains it."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.results.enums import List, ManagementClass, Unranked
from guanmo.stages.rounds.enums import JudgeGroup
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.models import BallotVersion


class Ranking(AppendOnly):
    """The snapshot of a round at its close. ``digest`` is the SHA-256 over the counted ballots' digests and the rules.

    Where objections changed lines the round is ranked again: the new ranking ``replaces`` the provisional one, which
    stays as it was. So it is when the round was opened again and closed as its next ``version``. That of the round's
    version which nothing replaces holds; while a round is open again, none does.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="rankings")
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    official_rule: Any = models.JSONField()
    class_rule: Any = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round"], condition=models.Q(replaces=None), name="one_first_ranking"),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:8]}"

    @property
    def is_recount(self) -> bool:
        """Whether it was made after objections, in the version of the one that it replaces."""
        return self.replaces is not None and self.replaces.version == self.version


class Standing(AppendOnly):
    """One organisation in one list. ``score`` and ``rank`` are NULL when it could not be ranked; ``reason`` says why.

    ``sections`` holds ``[{no, title, score, points}]`` with points as decimal strings. ``ballots`` (份数) are the valid
    sheets of other organisations' judges, ``counted`` those that remain when the rule has dropped the highest and the
    lowest; a township has the sums of its points. ``stood_back`` counts the judges who did not score because it is their
    own organisation (D33). ``flips`` (``[{kind, name, management_class, own}]``) lists where another way of counting gives another
    class: without a judge (the participant's id), an item or a point, or by another rule. ``variants`` counts the ways that
    change its own sheets; a flip that is not ``own`` comes from another organisation's. ``tiers``
    (``[{tier, round, score, weight}]``, decimals as strings) is what the tiers gave where several of them weigh.
    """

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="standings")
    ranking_list = models.CharField(max_length=20, choices=List)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="standings")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="standings")
    score = PointsField(_("得分"), null=True)
    rank = models.PositiveIntegerField(_("名次"), null=True)
    proposed_class = models.CharField(_("拟定类别"), max_length=20, choices=ManagementClass, blank=True)
    sections: Any = models.JSONField(default=list)
    ballots = models.PositiveIntegerField(_("份数"), default=0)
    counted = models.PositiveIntegerField(_("计入份数"), default=0)
    stood_back = models.PositiveIntegerField(_("回避"), default=0)
    rescaled = models.BooleanField(_("已折算"), default=False)
    tiers: Any = models.JSONField(default=list)
    reason = models.CharField(_("不排名的原因"), max_length=40, choices=Unranked, blank=True)
    variants = models.PositiveIntegerField(default=0)
    flips: Any = models.JSONField(default=list)

    class Meta:
        ordering = ("ranking_list", models.F("rank").asc(nulls_last=True), "organisation__path")
        constraints = (
            models.UniqueConstraint(fields=["ranking", "organisation"], name="standing_once"),
            models.CheckConstraint(
                condition=models.Q(rank=None, score=None) | models.Q(rank__isnull=False, score__isnull=False),
                name="rank_and_score_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.rank}"


class CountedBallot(AppendOnly):
    """One ballot behind a standing: counted, or dropped (``method.aggregation.Dropped.side``).

    ``group`` is that of its judge where the round weighs groups, else empty. ``vetoed``: as it counted here; a re-check may
    have withdrawn the veto that its version still states.
    """

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="counted_ballots")
    version = models.ForeignKey(BallotVersion, models.PROTECT, related_name="+")
    score = PointsField()
    dropped = models.CharField(max_length=10, blank=True)
    vetoed = models.BooleanField(_("一票否决"), default=False)
    group = models.CharField(_("评委类别"), max_length=20, choices=JudgeGroup, blank=True)

    class Meta:
        ordering = ("-score", "pk")
        constraints = (models.UniqueConstraint(fields=["standing", "version"], name="ballot_counts_once"),)

    def __str__(self) -> str:
        return f"{self.standing} {self.score}"
