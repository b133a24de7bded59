"""The server is killed again and again while judges send sheets: none that was acknowledged is lost, changed or doubled.

The short form of `python dev.py bench faults --long`; see docs/testing.md.
"""

import pytest

from benchmarks.database import KINDS
from benchmarks.faults.kill import CONTROLS, Plan, kill_run

PLAN = Plan(kills=6, sheets=5_000)
"""On each database."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.requirement("S0-3.1-i")
def test_acknowledged_sheets_survive_kill_9(kind: str) -> None:
    run = kill_run(kind, PLAN)

    assert run.sound, str(run)
    assert run.kills >= PLAN.kills
    assert len(run.acknowledged) >= PLAN.sheets
    assert run.cuts > 0


@pytest.mark.parametrize("application", CONTROLS)
def test_control_that_is_wrong_is_found(application: str) -> None:
    run = kill_run("sqlite", CONTROLS[application], application)

    assert run.refused == []
    assert run.verdict is not None
    assert not run.verdict.sound, str(run)
