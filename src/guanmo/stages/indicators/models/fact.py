"""Values that are kept, and their sums: a projection of the records, computed anew at any time, and never what decides."""

from django.db import models

from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import Record, RecordEvidence, RecordInspection, Supplement

FOLLOWED = (Record, RecordEvidence, RecordInspection, Supplement)
"""Whose writers are heard. A version of a ledger never changes: another one makes other statements."""


class _OfIndicator(models.Model):
    """``made_by`` names the definition with all that its value depends on: under another one nothing of it is read."""

    indicator = models.SlugField(max_length=60, db_index=False)
    made_by = models.CharField(max_length=16)
    period = models.CharField(max_length=7)
    path = models.CharField(max_length=255)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.path}"


class IndicatorFact(_OfIndicator):
    """One value of one organisation and period, with the ``state`` that it has once the period is over.

    ``path`` is where the organisation stood when its share was given to those above it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "indicator", "period"], name="indicator_fact_once"),
        )


class _Sums(_OfIndicator):
    """Both sums of what is known, and how many organisations are in which state."""

    met = models.IntegerField()
    missed = models.IntegerField()
    shown = models.IntegerField()
    unknown = models.IntegerField()
    not_applicable = models.IntegerField()

    class Meta:
        abstract = True


class IndicatorDelta(_Sums):
    """What changed of one fact and is not yet in the sums above ``path``; whoever adds it removes it."""


class IndicatorSum(_Sums):
    """The sums of all facts below ``path``, those of deltas that wait left out."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["path", "indicator", "made_by", "period"], name="indicator_sum_once"),
        )


class IndicatorMark(models.Model):
    """An organisation whose facts are not those of its rows: many were written at once, or two writers met."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.organisation_id)
