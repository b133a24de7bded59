"""The disk fills up while sheets come in: what was acknowledged is there, and the service goes on by itself (A5)."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.database import empty
from benchmarks.faults.disk import Disk, impossible
from benchmarks.faults.kept import judge_rows
from benchmarks.judging import Judging, Sheet
from benchmarks.line import Line
from benchmarks.server import Server

SHEETS = 60


@pytest.fixture
def small_disk() -> Iterator[Path]:
    reason = impossible()
    if reason:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with Disk(48) as disk:
        yield disk.path


def fill(folder: Path) -> Path:
    """Leave no room: a ballast file takes what is left, block by block."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 64 * 1024, 4096):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def test_full_disk_refuses_what_it_cannot_keep_and_takes_it_when_there_is_room(small_disk: Path) -> None:
    with empty("sqlite", folder=small_disk) as database:
        judging = Judging.made_in(database.environment, judges=1, visits=4)
        sheets = list(islice(judging.sheets_of(judging.judges[0]), SHEETS))
        with Server({**database.environment, "PYTHONDONTWRITEBYTECODE": "1"}) as server:
            line = Line(server.port, judging.judges[0])
            kept = [sheet for sheet in sheets[:5] if line.send([sheet])[0].acknowledges(sheet)]
            assert kept == sheets[:5]

            ballast = fill(small_disk)
            turned_away = refused(line, sheets[5:])
            assert len(turned_away) > 10
            acknowledged = [sheet for sheet in sheets if sheet not in turned_away]
            assert judge_rows(database, acknowledged, {sheet.id for sheet in sheets}).sound

            ballast.unlink()
            assert all(line.send([sheet])[0].acknowledges(sheet) for sheet in turned_away)
            assert judge_rows(database, sheets, {sheet.id for sheet in sheets}).sound


def refused(line: Line, sheets: list[Sheet]) -> list[Sheet]:
    """The sheets that were not acknowledged; each answer is our own and asks for patience."""
    found = []
    for sheet in sheets:
        answer = line.send([sheet])[0]
        if not answer.acknowledges(sheet):
            assert (answer.status, answer.data["code"]) == (503, "busy")
            found.append(sheet)
    return found


def test_control_a_note_without_its_check_is_cut_short_by_a_full_disk(small_disk: Path) -> None:
    """That the disk is really full: a plain file that nobody syncs or checks is not what was written to it."""
    fill(small_disk)
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "note").write_bytes(b"x" * 100_000)

    assert (small_disk / "note").stat().st_size < 100_000
