"""What the score log and the phones' signatures cost a sheet: ``python -m benchmarks.field.log_cost [sqlite|postgres]``.

The same sheets are received in this process with the log and without it, and signed and unsigned, by turns, on one
database with the settings as shipped; printed is the median of the ratios of neighbouring turns. The proofs that a phone
asks for are timed beside.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.database import empty
from benchmarks.judging import Judging, Sheet

TURNS = 12
PLAN = {"single": (10, 1), "backlog of 50": (1, 50)}
"""Sendings in one turn, and sheets in one sending."""
JUDGES, VISITS = 60, 64


def main(words: Sequence[str]) -> int:
    """Print the ratios."""
    with empty(words[0] if words else "sqlite", folder=Path(tempfile.gettempdir()), settings={}) as database:
        os.environ.update(database.environment)
        judging = Judging.made_in(database.environment, JUDGES, VISITS)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
        import django

        django.setup()
        sheets = iter([judging.finished(judge, visit) for visit in judging.visits for judge in judging.judges])
        for name, (sendings, size) in PLAN.items():
            print(f"{name}: with the log {_ratio(sheets, sendings, size, _logged):.0%} of the time without")
            print(f"{name}: signed {_ratio(sheets, sendings, size, _signed):.0%} of the time unsigned")
        _show_proofs()
    return 0


def _ratio(
    sheets: Iterator[Sheet], sendings: int, size: int, turn: Callable[[bool, Sequence[Sheet], int], float]
) -> float:
    ratios = []
    turn(True, list(islice(sheets, size)), size)
    for number in range(TURNS):
        took = {}
        for full in (True, False) if number % 2 else (False, True):
            took[full] = turn(full, list(islice(sheets, sendings * size)), size)
        ratios.append(took[True] / took[False])
    return median(ratios)


def _logged(logs: bool, sheets: Sequence[Sheet], size: int) -> float:
    """A turn with the log, or of the product as it would be without one."""
    from guanmo.stages.scoring.domain import submit_ballot

    log = submit_ballot.log_received
    submit_ballot.log_received = log if logs else _no_log
    try:
        return _turn(sheets, size)
    finally:
        submit_ballot.log_received = log


def _signed(signs: bool, sheets: Sequence[Sheet], size: int) -> float:
    return _turn(sheets if signs else [replace(one, signature="") for one in sheets], size)


def _no_log(_keys: Any, _versions: Any) -> None:
    """The product as it would be without a score log."""


def _turn(sheets: Sequence[Sheet], size: int) -> float:
    from guanmo.stages.organisations.models import User
    from guanmo.stages.scoring.domain.finished import Sent
    from guanmo.stages.scoring.domain.submit_ballot import Receipt, receive_ballots

    users = {str(one.uuid): one for one in User.objects.all()}
    sendings = [
        [Sent(one.body, users[one.judge.id], signature=one.signature) for one in sheets[start : start + size]]
        for start in range(0, len(sheets), size)
    ]
    begun = perf_counter()
    for sending in sendings:
        assert all(isinstance(one, Receipt) for one in receive_ballots(sending))
    return perf_counter() - begun


def _show_proofs() -> None:
    """One contact of a phone that looks for three sheets, against receiving one sheet."""
    from guanmo.stages.rounds.models import Round, ScoreEvent
    from guanmo.stages.scoring.models import BallotVersion
    from guanmo.stages.scoring.queries import log_news

    version = BallotVersion.objects.select_related("ballot__participant__user").first()
    assert version is not None
    round, user = Round.objects.get(), version.ballot.participant.user
    ids = list(BallotVersion.objects.filter(ballot__participant__user=user).values_list("pk", flat=True)[:3])
    times = []
    for _ in range(TURNS):
        begun = perf_counter()
        news = log_news(user, round, ids)
        news.steps_from(news.now.tree.size // 2)
        times.append(perf_counter() - begun)
    print(
        f"a contact with {len(ids)} proofs in a log of {ScoreEvent.objects.count()} events: {1000 * median(times):.0f} ms"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
