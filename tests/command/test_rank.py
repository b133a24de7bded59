"""``guanmo rank`` as a user types it: files in, a table or JSON out, one sentence and exit code 2 when refused."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from guanmo.command import main
from guanmo.command.table import lines

# 甲村 92.5 + 90.5 + 80 = 263 / 3 = 87.666…; 乙村 (88 + 87.34) / 2 = 87.67; 丙村 95
SCORES = """\
judge,organisation,score
评委一,甲村,92.5
评委二,甲村,90.5
评委三,甲村,80
评委一,乙村,88
评委二,乙村,87.34
评委一,丙村,95
"""


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    path = tmp_path / "打分.csv"
    path.write_text(SCORES, encoding="utf-8")
    return path


def ranking(capsys: pytest.CaptureFixture[str], *argv: str) -> list[tuple[int | None, str, str | None, int]]:
    """Rank, organisation, score and number of ballots of each row of the JSON answer."""
    assert main(["rank", *argv, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["ranking"]
    return [(row["official_rank"], row["organisation"], row["official_score"], row["n"]) for row in rows]


def refusal(capsys: pytest.CaptureFixture[str], argv: Sequence[str]) -> str:
    """The sentence on stderr; nothing is printed on stdout, the exit code is 2."""
    assert main(["rank", *argv]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.removesuffix("\n")


def test_rank_by_mean_shares_ranks_and_skips_the_next(scores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = [(1, "丙村", "95.00", 1), (2, "乙村", "87.67", 2), (2, "甲村", "87.67", 3)]
    assert ranking(capsys, str(scores), "--method", "mean") == expected


def test_rank_by_trimmed_mean_leaves_those_with_too_few_ballots_unranked(
    scores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = [(1, "甲村", "90.50", 3), (None, "丙村", None, 1), (None, "乙村", None, 2)]
    assert ranking(capsys, str(scores), "--method", "trimmed", "--drop", "1") == expected


def test_rank_by_median_with_one_decimal_place(scores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = [(1, "丙村", "95.0", 1), (2, "甲村", "90.5", 3), (3, "乙村", "87.7", 2)]
    assert ranking(capsys, str(scores), "--method", "median", "--places", "1") == expected


def test_rank_prints_a_table_that_says_the_rule_and_what_was_dropped(
    scores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rank", str(scores), "--method", "trimmed", "--drop", "1"]) == 0
    assert capsys.readouterr().out == (
        "计分规则：去掉 1 个最高分和 1 个最低分后的平均分，四舍五入保留 2 位小数；得分相同名次并列，后面的名次空出。\n"
        "\n"
        "名次  组织  得分   份数  说明\n"
        "1     甲村  90.50  3     去掉：最低 80（评委三）、最高 92.5（评委一）\n"
        "—     丙村  —      1     份数太少，至少要 3 份，不排名\n"
        "—     乙村  —      2     份数太少，至少要 3 份，不排名\n"
    )


def test_rank_says_in_json_by_which_rule_and_on_which_ballots(scores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(scores), "--method", "trimmed", "--drop", "1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rule"] == {"method": "trimmed_mean", "drop": 1, "places": 2, "rounding": "half_up"}
    assert answer["ranking"][0]["counted"] == ["评委二"]
    assert answer["ranking"][0]["dropped"] == [
        {"judge": "评委三", "score": "80", "side": "low"},
        {"judge": "评委一", "score": "92.5", "side": "high"},
    ]
    assert answer["ranking"][1]["reason"] == "too_few_ballots"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_rank_reads_what_excel_and_wps_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, newline: str
) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(SCORES.replace("\n", newline).encode(encoding))
    assert [row[1] for row in ranking(capsys, str(path))] == ["丙村", "乙村", "甲村"]


def test_rank_takes_columns_in_any_order_blank_lines_and_full_width_digits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("Score,备注,organisation,JUDGE\n９２．５,好, 甲村 ,一\n,,,\n\n91,,甲村,二\n", encoding="utf-8")
    assert ranking(capsys, str(path)) == [(1, "甲村", "91.75", 2)]


HEADER = "judge,organisation,score\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("judge,score\n一,90\n", "第 1 行（表头）缺少列：organisation。表头要有 judge、organisation、score。"),
        ("judge,score,organisation,score\n一,90,甲,91\n", "第 1 行（表头）的列重复了：score。"),
        (HEADER + "一,甲村,90\n二,甲村,优秀\n", "第 3 行 score 列不是数：优秀。请写成 92 或 92.5 这样。"),
        (HEADER + "一,甲村,NaN\n", "第 2 行 score 列不是数：NaN。请写成 92 或 92.5 这样。"),
        (HEADER + "一,甲村,9e9\n", "第 2 行 score 列不是数：9e9。请写成 92 或 92.5 这样。"),
        (HEADER + "一,甲村,-0.5\n", "第 2 行 score 列是负数：-0.5。得分不能低于 0。"),
        (
            HEADER + "一,甲村,100\n二,甲村,100.5\n",
            "第 3 行 score 列超过满分 100：100.5。满分不是 100 分的，请用 --full 写明。",
        ),
        (HEADER + "一,甲村,\n", "第 2 行没有填 score。请填上，或者删掉这一行；空着的不算。"),
        (HEADER + "一,甲村\n", "第 2 行没有填 score。请填上，或者删掉这一行；空着的不算。"),
        (
            HEADER + "一,甲村,90\n一,乙村,90\n\n一,甲村,91\n",
            "第 5 行 judge、organisation 两列和前面重复：一 在第 2 行已经给 甲村 打过分。请只留一行。",
        ),
        (HEADER + '一,"甲村,90\n', "第 2 行读不出来，多半是引号没有成对。"),
        (HEADER, "文件里只有表头，没有打分。请每行写一个打分。"),
        ("PK\x03\x04…", "这不是 CSV 文件，像是 Excel 工作簿。请在 Excel 或 WPS 里另存为 CSV。"),
    ],
)
def test_rank_refuses_bad_input_with_one_sentence_and_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(content, encoding="utf-8")
    assert refusal(capsys, [str(path)]) == sentence
    assert path.read_text(encoding="utf-8") == content


def test_rank_takes_sheets_of_other_full_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(HEADER + "一,甲村,110\n一,乙村,120\n", encoding="utf-8")
    assert ranking(capsys, str(path), "--full", "120") == [(1, "乙村", "120.00", 1), (2, "甲村", "110.00", 1)]


@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_rank_refuses_an_empty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(content)
    assert refusal(capsys, [str(path)]) == f"文件是空的：{path}。"


def test_rank_refuses_a_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert refusal(capsys, [str(path)]) == "认不出文件的文字编码。请另存为 UTF-8 编码的 CSV。"


def test_rank_refuses_a_file_that_is_not_there_or_is_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, [str(tmp_path / "没有.csv")]) == f"找不到文件：{tmp_path / '没有.csv'}。"
    assert refusal(capsys, [str(tmp_path)]) == f"打不开文件：{tmp_path}。"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--method", "best"], "--method 只能是 mean、trimmed 或 median。"),
        (["--method", "trimmed"], "去掉最高、最低分时，请用 --drop 写明各去掉几个，例如 --drop 1。"),
        (["--method", "mean", "--drop", "1"], "--drop 只和 --method trimmed 一起用。"),
        (["--method", "trimmed", "--drop", "一"], "--drop 要写 0 到 999 的整数。"),
        (["--method", "trimmed", "--drop=-1"], "--drop 要写 0 到 999 的整数。"),
        (["--places", "7"], "--places 要写 0 到 6 的整数。"),
        (["--full", "0"], "--full 要写 1 到 999 的整数。"),
        (["--best"], "命令没写完整，或者有多余的内容。写法：guanmo rank 打分表.csv --method mean"),
    ],
)
def test_rank_refuses_arguments_it_does_not_understand(
    scores: Path, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    assert refusal(capsys, [str(scores), *argv]) == sentence


def test_rank_without_a_file_says_how_to_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, []) == "命令没写完整，或者有多余的内容。写法：guanmo rank 打分表.csv --method mean"


def test_rank_keeps_control_characters_of_a_name_off_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(HEADER + '一,"甲\x1b[2J\n村",90\n', encoding="utf-8")
    assert [row[1] for row in ranking(capsys, str(path))] == ["甲[2J 村"]


def test_rank_run_as_a_program_needs_no_database_and_leaves_nothing_behind(scores: Path) -> None:
    """With an ASCII console, as on some Windows machines, the answer is UTF-8 all the same."""
    run = [sys.executable, "-m", "guanmo", "rank", scores.name, "--method", "mean"]
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "GUANMO_DATABASE_URL": "postgres://nowhere.invalid/none"}
    surroundings.pop("GUANMO_DATA_DIR", None)
    answer = subprocess.run(run, cwd=scores.parent, env=surroundings, capture_output=True, check=True)
    assert answer.stdout.decode("utf-8").splitlines()[3] == "1     丙村  95.00  1"
    assert answer.stderr == b""
    assert list(scores.parent.iterdir()) == [scores]


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"]])
def test_guanmo_help_lists_its_own_commands(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    assert main(argv) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    own = [
        "audit",
        "backup",
        "restore",
        "rank",
        "judges",
        "keys",
        "draw",
        "doctor",
        "design",
        "indicators",
        "sheet",
        "serve",
    ]
    assert listed[: len(own)] == own


def test_rank_help_explains_each_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", "--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：guanmo rank 打分表.csv")


def test_guanmo_hands_other_commands_to_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith("5.2.")


def test_table_aligns_columns_by_the_width_a_terminal_shows() -> None:
    assert list(lines([("名次", "a"), ("1", "b")])) == ["名次  a", "1     b"]


def test_reader_who_has_seen_enough_gets_no_word_of_it(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    rows = (f"评委一,第{number}村,{number % 100}" for number in range(4_000))  # more than a pipe holds
    many.write_text("\n".join(("judge,organisation,score", *rows)), encoding="utf-8")
    run = [sys.executable, "-m", "guanmo", "rank", str(many)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ranking:
        assert ranking.stdout
        assert ranking.stderr
        ranking.stdout.readline()
        ranking.stdout.close()  # as `| head -1` does
        assert ranking.stderr.read() == b""
    assert ranking.returncode == 141  # as any program whose reader has gone


COLUMNS = "organisation,n,official_score,official_rank,adjusted_score,se,low,high,rank_low,rank_high,component,flags"


def test_csv_has_the_columns_that_other_programs_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scores.csv"
    points = {
        "甲村": (90, 92, 94, 92),
        "乙村": (80, 85, 84, 83),
        "=丙村": (70, 71, 78, 73),
        "丁村": (60, 66, 67, 63),
        "戊村": (88, 86, 91, 87),
    }
    rows = [f"评委{judge},{name},{score}" for name, four in points.items() for judge, score in enumerate(four)]
    file.write_text("\n".join(("judge,organisation,score", *rows, "评委0,己村,75")), encoding="utf-8")

    assert main(["rank", str(file), "--csv"]) == 0
    plain = capsys.readouterr().out.removeprefix("\ufeff").splitlines()  # Excel knows UTF-8 by the mark
    assert main(["rank", str(file), "--csv", "--adjusted"]) == 0
    said = capsys.readouterr()
    adjusted = list(csv.DictReader(said.out.removeprefix("\ufeff").splitlines()))

    assert plain[0] == ",".join(COLUMNS.split(",")[:4])
    assert plain[1] == "甲村,4,92.00,1"  # (90 + 92 + 94 + 92) / 4
    assert "'=丙村,4,73.00,5" in plain  # (70 + 71 + 78 + 73) / 4, and no spreadsheet takes the name for a formula
    assert ",".join(adjusted[0]) == COLUMNS
    best = adjusted[0]
    assert (best["organisation"], best["rank_low"], best["component"], best["flags"]) == ("甲村", "1", "1", "")
    assert float(best["low"]) < float(best["adjusted_score"]) < float(best["high"])
    seen_once = next(row for row in adjusted if row["organisation"] == "己村")
    assert "provisional" in seen_once["flags"].split()
    assert (said.out[0], "带 * 的组织有效打分不足 3 份" in said.err) == ("\ufeff", True)


def test_csv_says_beside_it_why_nothing_is_adjusted(scores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(scores), "--csv", "--adjusted"]) == 0
    assert "没有校正分" in capsys.readouterr().err


def test_csv_and_json_at_once_are_refused(scores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, [str(scores), "--json", "--csv"]) == "--json 和 --csv 只能写一个。"
