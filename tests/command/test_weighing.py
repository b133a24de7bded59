"""``guanmo rank --groups`` and ``--tiers`` as a user types them; scores worked by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from guanmo.command import main

# 甲: 班子 (92 + 90) / 2 = 91, 村书记 80; 0.6 x 91 + 0.4 x 80 = 86.60. 乙: 班子 88, 村书记 87; 87.60. 丙: no 村书记.
GROUPS = """\
judge,organisation,score,group
一,甲,92,班子
二,甲,90,班子
三,甲,80,村书记
四,甲,10,列席
一,乙,88,班子
三,乙,87,村书记
一,丙,99,班子
"""
# 甲: 内部 (90 + 91) / 2 = 90.50, 全县 80; 0.4 x 90.5 + 0.6 x 80 = 84.20. 乙: 内部 70, 全县 90: 82.00. 丙: only 内部.
TIERS = """\
judge,organisation,score,tier
一,甲,90,内部
二,甲,91,内部
一,甲,80,全县
一,乙,70,内部
三,乙,90,全县
一,丙,99,内部
"""


def written(folder: Path, text: str) -> str:
    path = folder / "打分.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    assert main(["rank", *argv, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_groups_of_judges_weigh_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, written(tmp_path, GROUPS), "--groups", "班子=60，村书记=40")

    assert found["rule"]["groups"] == {"村书记": "40", "班子": "60"}
    ranking = found["ranking"]
    assert [(one["official_rank"], one["organisation"], one["official_score"]) for one in ranking] == [
        (1, "乙", "87.60"), (2, "甲", "86.60"), (None, "丙", None),
    ]  # fmt: skip
    assert ranking[1]["groups"] == {"": {"村书记": "80.0000", "班子": "91.0000"}}
    assert ranking[1]["dropped"] == [{"judge": "四", "score": "10", "side": "unweighted"}]
    assert ranking[2]["reason"] == "group_missing"


def test_table_shows_how_the_parts_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", written(tmp_path, GROUPS), "--groups", "班子=60,村书记=40"]) == 0

    said = capsys.readouterr().out
    assert "每组评委各算平均分，再按村书记 40%、班子 60%加权" in said
    assert "村书记 80.0000 × 40% + 班子 91.0000 × 60%；去掉：没有权重 10（四）" in said
    assert "缺少一组评委的打分，不排名" in said


def test_tiers_weigh_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, TIERS)
    ranking = answer(capsys, path, "--tiers", "内部=40,全县=60")["ranking"]
    main(["rank", path, "--tiers", "内部=40,全县=60"])

    assert [(one["official_rank"], one["organisation"], one["official_score"], one["n"]) for one in ranking] == [
        (1, "甲", "84.20", 3), (2, "乙", "82.00", 2), (None, "丙", None, 1),
    ]  # fmt: skip
    assert ranking[0]["tiers"] == {"全县": "80.00", "内部": "90.50"}
    said = capsys.readouterr().out
    assert "全县 80.00 × 60% + 内部 90.50 × 40%" in said
    assert "缺少一个层级的得分，不排名" in said


def test_groups_weigh_inside_each_tier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By hand: 内部 0.5 x 90 + 0.5 x 80 = 85, 全县 0.5 x 70 + 0.5 x 60 = 65; 0.5 x 85 + 0.5 x 65 = 75."""
    rows = "一,甲,90,内部,a\n二,甲,80,内部,b\n一,甲,70,全县,a\n二,甲,60,全县,b\n"
    path = written(tmp_path, "judge,organisation,score,tier,group\n" + rows)

    found = answer(capsys, path, "--tiers", "内部=50,全县=50", "--groups", "a=50,b=50")["ranking"][0]

    assert (found["official_score"], found["tiers"]) == ("75.00", {"全县": "65.00", "内部": "85.00"})


def test_groups_without_weight_decide_no_adjusted_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who only sat in gave the last village the most and the others 20 less."""
    lines = [
        f"评委{judge},村{village},{95 - 3 * village - judge + (village * judge) % 3},班子\n"
        for village in range(8)
        for judge in range(4)
    ]
    sat_in = [f"列席,村{village},{98 if village == 7 else 60},列席\n" for village in range(8)]
    head = "judge,organisation,score,group\n"

    def adjusted(rows: list[str], *argv: str) -> dict[str, str]:
        ranking = answer(capsys, written(tmp_path, head + "".join(rows)), "--adjusted", *argv)["ranking"]
        return {one["organisation"]: one["adjusted_score"] for one in ranking}

    expected = adjusted(lines)
    assert adjusted([*lines, *sat_in], "--groups", "班子=100") == expected
    assert adjusted([*lines, *sat_in]) != expected
    main(["rank", written(tmp_path, head + "".join(lines)), "--adjusted", "--groups", "班子=100"])
    assert "没有权重的组，打分不算在内" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "argv", "sentence"),
    [
        (GROUPS, ["--groups", "班子=60"], "合计 100"),
        (GROUPS, ["--groups", "班子=60,班子=40"], "每个名称写一次"),
        (GROUPS, ["--groups", "班子60,村书记40"], "--groups 要写成 班子=60,村书记=40 这样"),
        (GROUPS, ["--groups", "班子=60,县里=40"], "打分表的 group 一列里没有“县里”"),
        (GROUPS, ["--tiers", "内部=40,全县=60"], "缺少列：tier"),
        (TIERS, ["--tiers", "内部=40,全县=60", "--adjusted"], "--adjusted 不能和 --tiers 一起用"),
        (TIERS, [], "第 4 行 judge、organisation 两列和前面重复：一 在第 2 行已经给 甲 打过分"),
        (
            GROUPS + "三,丁,90,班子\n",
            ["--groups", "班子=60,村书记=40"],
            "第 9 行：三 前面写的是“村书记”组，这里是“班子”组",
        ),
    ],
)
def test_weights_that_cannot_be_counted_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, argv: list[str], sentence: str
) -> None:
    assert main(["rank", written(tmp_path, text), *argv]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
