"""The power is cut under the server and under the phone: what was acknowledged or shown as saved is still there.

The short form of `python dev.py bench faults --long`; see docs/testing.md. Needs root and a loop device: where there
is none these tests are skipped, except in CI, where they fail.
"""

import os

import pytest

from benchmarks.faults import disk
from benchmarks.faults.phone import chromium, phone_run
from benchmarks.faults.power import power_run


@pytest.fixture(scope="module", autouse=True)
def _power_can_be_cut() -> None:
    reason = disk.impossible() or ("" if chromium() else "chromium was not found: install the package chromium")
    if reason:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.mark.parametrize(("kind", "cuts"), [("sqlite", 20), ("postgres", 4)])
def test_acknowledged_sheets_survive_a_power_cut(kind: str, cuts: int) -> None:
    run = power_run(kind, cuts)

    assert run.sound, str(run)
    assert run.cuts == cuts
    assert run.acknowledged >= cuts


@pytest.mark.parametrize("kind", ["sqlite-full", "sqlite-wal-normal", "postgres-no-fsync"])
def test_control_kept_carelessly_loses(kind: str) -> None:
    run = power_run(kind, 20, until_lost=True)

    assert run.lost > 0, str(run)


def test_sheets_that_the_phone_called_saved_survive_a_power_cut() -> None:
    phone = phone_run(4)

    assert phone.lost == set()
    assert len(phone.saved) >= phone.cuts == 4


def test_control_phone_without_strict_durability_loses() -> None:
    assert phone_run(8, strict=False).lost != set()
