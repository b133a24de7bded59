"""Running numbers: one series for each issuer, word and year."""

from django.db import models

from guanmo.stages.organisations.models import Organisation


class DocumentNumber(models.Model):
    """The last number given out in one series, such as 示例镇党整改 2026 → 7."""

    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    word = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["issuer", "word", "year"], name="one_series"),)

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"
