"""The score log of a round: everything that decides its ranking, in the order in which it happened (security.md 3.1)."""

from django.db import models

from guanmo.lib.append_only import AppendOnly, guards
from guanmo.stages.rounds.models.round import Round


class ScoreEvent(AppendOnly):
    """One event: its bytes as they were hashed, and their place in the log, counted from 0 without gaps.

    ``body`` is the JSON of ``method.seal.event``, ``leaf`` its hash (32 bytes). ``sheet`` is the id of the sheet that the
    event is about, so that a phone can ask for it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="score_events")
    seq = models.PositiveIntegerField()
    body = models.TextField()
    leaf = models.BinaryField(max_length=32)
    sheet = models.UUIDField(null=True, db_index=True)

    class Meta:
        ordering = ("round", "seq")
        constraints = (
            models.UniqueConstraint(fields=["round", "seq"], name="score_log_without_doubles"),
            *guards("score_log"),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.seq}"
