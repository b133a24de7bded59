"""``guanmo draw`` and ``guanmo design`` as a user types them."""

import json
from pathlib import Path
from typing import Any

import pytest

from guanmo.command import main
from tests.method.test_draws import drawn_by_hand

DICE = "31415926535897932384"


@pytest.fixture
def villages(tmp_path: Path) -> str:
    path = tmp_path / "名单.csv"
    path.write_text(
        "organisation,stratum,excluded\n"
        + "".join(f"村{number},村,\n" for number in range(9))
        + "社区0,社区,\n社区1,社区,刚刚查过\n",
        encoding="utf-8",
    )
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refusal(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(argv) == 2
    return capsys.readouterr().err.strip()


def test_digest_is_published_before_the_dice(villages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", villages, "--size", "村=2"]) == 0
    said = capsys.readouterr().out
    drawn = answer(capsys, "draw", villages, "--dice", DICE, "--size", "村=2")

    assert drawn["digest"] in said
    assert answer(capsys, "draw", villages, "--size", "村=2") == {"digest": drawn["digest"]}
    assert "其中 1 个写明理由不参加抽取" in said


def test_anyone_can_draw_again_from_the_answer(villages: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "draw", villages, "--dice", DICE, "--size", "村=3", "--size", "社区=1", "--occasion", "Q4")

    chosen = [one["organisation"] for one in found["entries"] if one["drawn"]]
    assert found["seed"] == f"{DICE}|Q4|{found['digest']}"
    names = [f"村{number}" for number in range(9)]
    assert sorted(chosen) == sorted([*drawn_by_hand(names, found["seed"], 3), "社区0"])
    assert len(found["entries"]) == 11


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--dice", "12345", "--size", "村=2"], "--dice 要写公开掷出的数字，至少 10 位"),
        ([], "请用 --size 写明抽几个"),
        (["--dice", DICE, "--size", "0"], "--size 要写大于 0 的整数"),
        (["--dice", DICE, "--size", "社区=2"], "名单里“社区”可抽的只有 1 个，抽不出 2 个。"),
        (["--dice", DICE, "--size", "街道=1"], "名单里“街道”可抽的只有 0 个"),
    ],
)
def test_draw_that_cannot_be_is_refused(
    villages: str, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    assert sentence in refusal(capsys, "draw", villages, *argv)


def test_doubled_entry_is_refused_with_both_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("organisation\n甲村\n乙村\n甲村\n", encoding="utf-8")

    assert "第 4 行重复：甲村 在第 2 行已经有了" in refusal(capsys, "draw", str(path))


@pytest.fixture
def county(tmp_path: Path) -> tuple[str, str]:
    organisations, judges = tmp_path / "组织.csv", tmp_path / "评委.csv"
    areas = ["东乡", "西乡", "南乡", "北乡"]
    organisations.write_text(
        "organisation,area\n" + "".join(f"{area}村{n},{area}\n" for area in areas for n in range(4)), encoding="utf-8"
    )
    judges.write_text(
        "judge,area\n" + "".join(f"{area}评委{n},{area}\n" for area in areas for n in range(2)), encoding="utf-8"
    )
    return str(organisations), str(judges)


def test_plan_sends_nobody_home_and_says_the_expected_error(
    county: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "design", *county, "--each", "3")
    main(["design", *county, "--each", "3"])

    assert {len(panel) for panel in found["visits"].values()} == {3}
    assert all(judge[:2] != place[:2] for place, panel in found["visits"].items() for judge in panel)
    assert found["prospect"]["parts"] == 1
    assert len(found["extras"]) == 2
    assert found["extras"][1]["error"] < found["extras"][0]["error"] < found["prospect"]["error"]
    said = capsys.readouterr().out
    assert "两个组织的分差，预计误差平均" in said
    assert said.count("如果再加一次") == 2


def test_plan_by_hand_that_compares_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "走访.csv"
    path.write_text("judge,organisation\n一,甲\n二,甲\n一,乙\n二,乙\n三,丙\n四,丙\n三,丁\n四,丁\n", encoding="utf-8")

    assert main(["design", "--check", str(path)]) == 0

    assert "组织分成 2 组" in capsys.readouterr().out


def test_visit_at_home_in_a_plan_by_hand_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "走访.csv"
    rows = "一,甲,东,西\n二,甲,东,东\n一,乙,西,西\n二,乙,西,东\n"
    path.write_text("judge,organisation,area,judge_area\n" + rows, encoding="utf-8")

    assert main(["design", "--check", str(path)]) == 0
    said = capsys.readouterr().out

    assert [line for line in said.splitlines() if "就在本乡镇" in line] == [
        "注意：二 去的 甲 就在本乡镇。请换别处的评委。",
        "注意：一 去的 乙 就在本乡镇。请换别处的评委。",
    ]


def test_common_places_are_visited_by_everybody_who_may(
    county: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "design", *county, "--each", "2", "--anchors", "1", "--most", "9")

    sizes = sorted(len(panel) for panel in found["visits"].values())
    assert sizes == [2] * 15 + [6]  # eight judges, two of them at home there


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--each", "0"], "--each 要写 1 到 999 的整数"),
        (["--each", "7"], "找不到 7 位可以去的评委"),
        (["--most", "1"], "请增加外地评委，或者用 --most 放宽每人次数"),
    ],
)
def test_plan_that_cannot_be_is_refused(
    county: tuple[str, str], capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    assert sentence in refusal(capsys, "design", *county, *argv)
