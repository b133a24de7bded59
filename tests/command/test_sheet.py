"""``guanmo sheet read`` as a user types it: an outline or JSON, one sentence and exit code 2 when refused."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from guanmo.command import main
from guanmo.stages.sheets.importers.json_form import from_json
from guanmo.stages.sheets.importers.real import real_sheets
from tests.stages.sheets.importers.offices import Layout, as_docx, as_xlsx

WEB_COPY = Path("tests/data/sheets/web_copy_two_sheets.txt")

OUTLINE = """\
村党建考核得分表
总分：100分；3个考核指标，7项考核内容，各项相加：100分

一、党建基础　25分（各项相加：25分）
  1. [5分] 党群服务中心统一标识
     考核办法：缺一项扣1分，扣完为止
     扣分规则：每次扣1分，最多5分（原文：缺一项扣1分）
  2. [8分] 建立3—7人的后备干部队伍，有台账记录
     考核办法：无台账扣2分
     扣分规则：扣2分（原文：无台账扣2分）
  3. [12分] 经费不低于10万元，覆盖率达100%

二、组织建设　30分（各项相加：30分）
  1. [20分] 每月召开支委会
     考核办法：每少1次扣0.5分，最多扣2分
     扣分规则：每次扣0.5分，最多2分（原文：每少1次扣0.5分，最多扣2分）
  2. [10分] 按时换届
     考核办法：未换届不得分
     扣分规则：不得分（原文：未换届不得分）

三、党员管理　45分（各项相加：45分）
  1. [22.5分] 党费按月收缴
     考核办法：发现弄虚作假的一票否决
     扣分规则：一票否决（原文：发现弄虚作假的一票否决）
  2. [22.5分] 年度集中培训不少于32个学时
     考核办法：获得市级表彰加1分，最高加2分
     扣分规则：加1分，最多2分（原文：获得市级表彰加1分，最高加2分）

没有需要确认的地方。
"""


def test_outline_of_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "得分表.docx"
    path.write_bytes(as_docx(Layout()))
    assert main(["sheet", "read", str(path)]) == 0
    assert capsys.readouterr().out == OUTLINE


def test_json_of_one_sheet_is_an_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "得分表.xlsx"
    path.write_bytes(as_xlsx(Layout()))
    assert main(["sheet", "read", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["title", "total", "sections", "warnings"]
    assert [(section["no"], section["title"], section["points"]) for section in data["sections"]] == [
        ("一", "党建基础", 25),
        ("二", "组织建设", 30),
        ("三", "党员管理", 45),
    ]
    assert data["sections"][1]["items"][0] == {
        "no": 1,
        "text": "每月召开支委会",
        "points": 20,
        "method": "每少1次扣0.5分，最多扣2分",
        "rules": [{"kind": "per_occurrence", "points": 0.5, "cap": 2, "text": "每少1次扣0.5分，最多扣2分"}],
    }
    assert data["warnings"] == []


def test_json_of_the_web_copy_is_both_sheets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "read", str(WEB_COPY), "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_float=Decimal)
    assert list(data) == ["sheets"]
    for read, real in zip(data["sheets"], real_sheets(), strict=True):
        items = [(section.no, item.no, item.text, item.points) for section, item in from_json(read).items]
        assert items == [(section.no, item.no, item.text, item.points) for section, item in real.sheet.items]


def test_outline_of_the_web_copy_ends_with_what_to_confirm(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "read", str(WEB_COPY)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-7] == "需要确认的地方（6处）："
    assert lines[-1] == "  · 一、党建基础 第2项；三、党员管理 第4项：几项都涉及“轮训”，同一件事可能扣几次分，请确认。"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        (
            "得分表.docx",
            b"%PDF-1.7",
            "文件名以 .docx 结尾，内容其实是 PDF。请用原来的 Word 或 WPS 文件，另存为 .docx 后再上传。",
        ),
        ("得分表.txt", b"", "文件是空的，里面没有文字。请检查后重新选择文件。"),
    ],
)
def test_unreadable_file_is_one_sentence(
    name: str, data: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["sheet", "read", str(path), "--json"]) == 2
    assert capsys.readouterr() == ("", sentence + "\n")
    assert path.read_bytes() == data


@pytest.mark.parametrize("argv", [[], ["read"], ["write", "x"], ["read", "a", "b"], ["read", "a", "--yaml"]])
def test_incomplete_command_shows_how_to_write_it(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", *argv]) == 2
    expected = "命令没写完整，或者有多余的内容。写法：guanmo sheet read 得分表.docx [--json]\n"
    assert capsys.readouterr() == ("", expected)


def test_missing_file_and_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "没有.docx", tmp_path):
        assert main(["sheet", "read", str(path)]) == 2
        assert capsys.readouterr() == ("", f"打不开文件“{path}”。请检查文件名和位置是否正确。\n")


def test_help_says_what_json_looks_like(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "--help"]) == 0
    assert '{"sheets": [对象, …]}' in capsys.readouterr().out


def test_command_leaves_nothing_behind(tmp_path: Path) -> None:
    """Run as its own process, without any setting, in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GUANMO_", "DJANGO_"))}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)
    script = "import sys; from guanmo.command import main; sys.exit(main(sys.argv[1:]))"
    run = subprocess.run(
        [sys.executable, "-c", script, "sheet", "read", str(WEB_COPY.resolve())],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("村（社区）党建观摩、检查、测评得分表\n总分：100分；5个考核指标，37项考核内容")
    assert list(tmp_path.iterdir()) == []
