"""However an archive is changed by chance, the checker finds it, and it finds nothing in what was not changed (security.md B1)."""

import os
from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest

from guanmo.lib import verify_archive
from guanmo.lib.verify_archive import Wrong, verify
from tests.stages.results.mutations import KINDS
from tests.stages.results.sealed import Files, files_of, packed, recounted_round

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MUTATIONS = int(os.environ.get("GUANMO_MUTATIONS", 3000))
UNTOUCHED = 60
"""One archive in so many is only packed again, in another order."""


_made: list[Files] = []


@pytest.fixture
def files(request: pytest.FixtureRequest) -> Files:
    """The files of one archive, made once for this module."""
    if not _made:
        _made.append(files_of(recounted_round(request.getfixturevalue("county"))))
    return _made[0]


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signature over the same bytes by the same key is worked out once: most changes leave it alone."""
    monkeypatch.setattr(verify_archive, "ed25519_verify", cache(verify_archive.ed25519_verify))


def told(files: Files, **options: Any) -> str:
    """What the checker says is wrong; empty when it finds nothing. Whatever else it raises is a fault of its own."""
    try:
        verify(packed(files), **options)
    except Wrong as wrong:
        return str(wrong)
    return ""


def again(files: Files, random: Random) -> Files:
    names = random.sample(sorted(files), len(files))
    return {name: files[name] for name in names}


@pytest.mark.usefixtures("once")
def test_every_change_is_found_and_nothing_else(files: Files) -> None:
    random, kinds = Random(20261123), Counter[str]()
    missed, false_alarms = [], 0

    for turn in range(MUTATIONS):
        kind = KINDS[turn % len(KINDS)]
        changed = kind(files, random)
        if changed != files:
            kinds[kind.__name__] += 1
            missed += [] if told(changed) else [(turn, kind.__name__)]
        false_alarms += turn % UNTOUCHED == 0 and bool(told(again(files, random)))

    assert (missed, false_alarms) == ([], 0)
    assert (len(kinds), sum(kinds.values()) > MUTATIONS * 0.98) == (len(KINDS), True)


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("check", ["log", "views"])
def test_control_a_checker_without_a_check_misses_some(files: Files, check: str) -> None:
    random = Random(20261123)

    found = [told(KINDS[turn % len(KINDS)](files, random), without=(check,)) for turn in range(100)]

    assert "" in found
