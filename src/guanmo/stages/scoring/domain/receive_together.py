"""Sheets that arrive at the same moment are stored in one transaction: they share its commit, the dearest part."""

from functools import cache

from django.db import InterfaceError, OperationalError
from django.utils.translation import get_language

from guanmo.lib.together import Together
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.submit_ballot import Outcome, receive_ballots

MOST = 32
"""Sheets in one transaction; each is some ten kilobytes."""


def receive_together(sheet: Sent) -> Outcome:
    """What ``receive_ballots`` answers for this sheet. Not to be called inside a transaction: it may wait for others."""
    return _line(get_language()).ask(sheet)


@cache
def _line(_language: str | None) -> Together[Sent, Outcome]:
    """Whoever speaks the same language stands in the same line: one of them writes the sentences for all."""
    return Together(receive_ballots, MOST, concerns_all=(OperationalError, InterfaceError))
