"""The command line in English and Traditional Chinese: GUANMO_LANGUAGE chooses, the pages' catalogues answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from guanmo.command import main
from guanmo.command.language import CATALOGUES

# 甲村 without its highest and lowest: 90.5; 乙村 has one ballot and needs three
SCORES = "judge,organisation,score\n甲,甲村,92.5\n乙,甲村,90.5\n丙,甲村,80\n甲,乙村,88\n"
ENGLISH = """\
Rule: mean without the 1 highest and the 1 lowest scores, rounded half up to 2 decimal places; \
equal scores share a rank, and the ranks after them stay empty.

Rank  Organisation  Score  Ballots  Note
1     甲村          90.50  3        Dropped: lowest 80 (丙), highest 92.5 (甲)
—     乙村          —      1        Too few ballots: at least 3 are needed; not ranked
"""


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(SCORES, encoding="utf-8")
    return path


def in_language(language: str, *argv: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in a folder that must stay as it is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUANMO_", "DJANGO_"))}
    command = [sys.executable, "-m", "guanmo", *argv]
    return subprocess.run(
        command, cwd=folder, env={**kept, "GUANMO_LANGUAGE": language}, capture_output=True, text=True, encoding="utf-8"
    )


def test_command_line_reads_the_catalogues_of_the_pages() -> None:
    assert Path("src/guanmo/ui/locale").absolute() == CATALOGUES
    assert sorted(path.parent.parent.name for path in CATALOGUES.rglob("django.mo")) == ["en", "zh_Hant"]


def test_rank_answers_in_english(
    scores: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUANMO_LANGUAGE", "en")
    assert main(["rank", str(scores), "--method", "trimmed", "--drop", "1"]) == 0
    assert capsys.readouterr().out == ENGLISH


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "--method is mean, trimmed or median."),
        ("EN", "--method is mean, trimmed or median."),
        ("zh-hant", "--method 只能是 mean、trimmed 或 median。"),
        ("zh-hans", "--method 只能是 mean、trimmed 或 median。"),
        ("tlh", "--method 只能是 mean、trimmed 或 median。"),
    ],
)
def test_rank_refuses_in_the_chosen_language_or_in_chinese(
    scores: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, sentence: str
) -> None:
    monkeypatch.setenv("GUANMO_LANGUAGE", language)
    assert main(["rank", str(scores), "--method", "mode"]) == 2
    assert capsys.readouterr().err == sentence + "\n"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The file is empty. Check it and choose again."),
        ("zh-hant", "文件是空的，裡面沒有文字。請檢查後重新選擇文件。"),
        ("tlh", "文件是空的，里面没有文字。请检查后重新选择文件。"),
    ],
)
def test_sheet_read_refuses_in_the_chosen_language(tmp_path: Path, language: str, sentence: str) -> None:
    (tmp_path / "empty.txt").write_text("")
    answer = in_language(language, "sheet", "read", "empty.txt", folder=tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", sentence + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_sheet_read_outlines_in_english(tmp_path: Path) -> None:
    (tmp_path / "sheet.txt").write_text(
        "序号|考核指标|考核内容|标准分\n一|基础|有台账，缺一项扣1分|100\n", encoding="utf-8"
    )
    answer = in_language("en", "sheet", "read", "sheet.txt", folder=tmp_path)
    assert answer.stdout.splitlines()[1:6] == [
        "Total: no points given; sections: 1, items: 1, sum of the items: 100 points",
        "",
        "一. 基础 no points given (sum of its items: 100 points)",
        "  1. [100 points] 有台账，缺一项扣1分",
        "     Deduction rule: 1 points off each time (text: 缺一项扣1分)",
    ]
