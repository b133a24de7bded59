"""The ranking follows from the scores alone: not from the order of rows, the time zone, the locale or the seed of hashes (security.md B5)."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guanmo import command

ELSEWHERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
JUDGES, PLACES = 7, 12
TRIMMED = ("--method", "trimmed", "--drop", "1")


def rows() -> list[str]:
    """Scores in quarters of a point, so that many places end level."""
    chance = random.Random(20261123)
    return [
        f"评委{judge},{place}村,{80 + chance.randrange(0, 12) / 4:.2f}"
        for judge in range(JUDGES)
        for place in range(PLACES)
    ]


def asked(folder: Path, given: list[str], how: tuple[str, ...]) -> list[str]:
    path = folder / "打分.csv"
    path.write_text("\n".join(["judge,organisation,score", *given]), encoding="utf-8")
    return ["rank", str(path), *how, "--json"]


@pytest.fixture
def ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What ``guanmo rank`` says of these rows, in this process."""

    def said(given: list[str], how: tuple[str, ...]) -> str:
        assert command.main(asked(tmp_path, given, how)) == 0
        return capsys.readouterr().out

    return said


@pytest.mark.parametrize("how", [TRIMMED, ("--method", "median")])
def test_rows_in_another_order_rank_byte_for_byte_the_same(ranked: Callable[..., str], how: tuple[str, ...]) -> None:
    given = rows()
    here = ranked(given, how)

    assert ranked(given[::-1], how) == ranked(random.Random(1).sample(given, len(given)), how) == here

    lower = [f"{row.rsplit(',', 1)[0]},79.99" if ",0村," in row else row for row in given]
    assert ranked(lower, how) != here  # control: one village lower is another answer


def test_the_same_in_another_zone_and_language_with_other_hashes(tmp_path: Path, ranked: Callable[..., str]) -> None:
    words = [sys.executable, "-m", "guanmo", *asked(tmp_path, rows()[::-1], TRIMMED)]

    there = subprocess.run(words, env={**os.environ, **ELSEWHERE}, capture_output=True, check=True).stdout

    assert there.decode() == ranked(rows(), TRIMMED)
