"""Steps of the restore drill, each run in a process of its own: ``python -m tests.command.drill STEP …``.

Each prints the stored sheets as JSON, id → text, and the root of the score log.
"""

import hashlib
import json
import os
import sys
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "guanmo.config.settings"
os.environ.setdefault("GUANMO_DEBUG", "1")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from guanmo.lib.fresh_tables import create_tables  # noqa: E402
from guanmo.stages.organisations.models import User  # noqa: E402
from guanmo.stages.rounds.domain.checkpoint import sign_checkpoint  # noqa: E402
from guanmo.stages.rounds.models import Round  # noqa: E402
from guanmo.stages.scoring.domain.finished import Sent  # noqa: E402
from guanmo.stages.scoring.domain.submit_ballot import receive_ballots, submit_ballot  # noqa: E402
from guanmo.stages.scoring.models import BallotVersion  # noqa: E402
from guanmo.stages.scoring.queries import states_of  # noqa: E402
from tests.county import ballot, build_county, running_round, visit_to  # noqa: E402

JUDGE = "a_deputy"


def stored() -> dict[str, str]:
    return {**sheets(), "root": root()}


def sheets() -> dict[str, str]:
    return {str(one.pk): one.payload for one in BallotVersion.objects.all()}


def root() -> str:
    return sign_checkpoint(Round.objects.get()).checkpoint.root.hex()


def score(code: str) -> dict[str, str]:
    """One sheet for one organisation; on the first call with the tables and in a county that is built."""
    if not connection.introspection.table_names():
        create_tables()
    round = Round.objects.first() or running_round(build_county())
    version = submit_ballot(ballot(visit_to(round, code)), by=User.objects.get(username=JUDGE))
    return {str(version.pk): version.payload, "root": root()}


def correct(times: str) -> dict[str, str]:
    """Correct the one sheet again and again."""
    visit, judge = visit_to(Round.objects.get(), "A1"), User.objects.get(username=JUDGE)
    previous = str(BallotVersion.objects.get().pk)
    for _ in range(int(times)):
        text = ballot(visit, {"一.2": ("1.00", "缺1人")}, id=str(uuid4()), previous=previous, reason="看错")
        previous = str(submit_ballot(text, by=judge).pk)
    return stored()


def resend(told: str) -> dict[str, str]:
    """What a phone does after a restore: ask which sheets are here, and bring the others again."""
    judge, kept = User.objects.get(username=JUDGE), json.loads(told)
    kept.pop("root")
    known = states_of(judge, kept)
    away = [text for id, text in kept.items() if id not in {str(one) for one in known}]
    receive_ballots([Sent(text.encode(), judge) for text in away])
    return stored()


def stored_and_whole() -> dict[str, list[str]]:
    """All stored sheets, and those whose text has its digest and whose deductions are all there."""
    whole = [
        str(one.pk)
        for one in BallotVersion.objects.all()
        if hashlib.sha256(one.payload.encode()).hexdigest() == one.digest
        and one.deductions.count() == one.payload.count('"points"')
    ]
    return {"stored": sorted(sheets()), "whole": sorted(whole)}


if __name__ == "__main__":
    step, *words = sys.argv[1:]
    print(json.dumps(globals()[step](*words)))
