"""The observation cycle of one year (workflows.md 1)."""

from django.db import models


class Cycle(models.Model):
    """One year: up to four internal rounds a township, one cross round, one county demonstration round."""

    year = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.year)
