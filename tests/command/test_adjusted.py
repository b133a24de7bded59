"""``guanmo rank --adjusted`` and ``guanmo judges`` as a user types them, on files that hold nothing but scores."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from guanmo.command import main
from guanmo.method.adjustment import adjust

HEAD = "judge,organisation,score\n"
COLUMNS = [
    "organisation", "n", "official_score", "official_rank",
    "adjusted_score", "se", "low", "high", "rank_low", "rank_high", "component", "flags",
]  # fmt: skip


def unlucky() -> str:
    """Twenty villages, each worth a point less than the one before; the strict judge 严 goes to the odd ones only."""
    lines = []
    for village in range(20):
        for judge in range(6):
            if (village + judge) % 2 == 0 or judge == 5:
                lines.append(f"评委{judge},村{village:02},{96 - village + (village * 5 + judge * 3) % 5 / 2 - 1}\n")
        if village % 2:
            lines.append(f"严,村{village:02},{96 - village - 15}\n")
    return HEAD + "".join(lines)


def written(folder: Path, text: str) -> str:
    path = folder / "打分.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_village_that_drew_the_strict_judge_gets_its_place_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ranking = answer(capsys, "rank", written(tmp_path, unlucky()), "--adjusted")["ranking"]

    assert [name for name in ranking[0] if name in COLUMNS] == COLUMNS
    official = [row["organisation"] for row in ranking]
    adjusted = [row["organisation"] for row in sorted(ranking, key=lambda row: -float(row["adjusted_score"]))]
    true = sorted(official)
    assert sum(one != other for one, other in zip(official, true, strict=True)) > 10
    assert max(abs(true.index(name) - place) for place, name in enumerate(adjusted)) <= 2
    for row in ranking:
        assert float(row["low"]) < float(row["adjusted_score"]) < float(row["high"])
        assert row["rank_low"] <= true.index(row["organisation"]) + 1 <= row["rank_high"]


def test_area_column_gives_what_a_round_of_the_county_gives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Judges of three townships go to places of their own; without the column the levels of the townships are mixed up."""
    lines = unlucky().splitlines()[1:]
    area = {f"村{village:02}": "东西南"[village // 7] for village in range(20)}
    text = HEAD.strip() + ",area\n" + "".join(f"{one},{area[one.split(',')[1]]}\n" for one in lines)
    scores: dict[str, dict[str, Decimal]] = {}
    for judge, name, score in (one.split(",") for one in lines):
        scores.setdefault(name, {})[judge] = Decimal(score)

    ranking = answer(capsys, "rank", written(tmp_path, text), "--adjusted")["ranking"]

    told = {row["organisation"]: row["adjusted_score"] for row in ranking}
    assert told == {name: str(one.score) for name, one in adjust(scores, area, full=Decimal(100)).scores.items()}
    assert told != {name: str(one.score) for name, one in adjust(scores, full=Decimal(100)).scores.items()}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,村1,90,东\nb,村1,91,\nc,村1,91,西\n", "第 4 行 area 列和第 2 行不一样：村1 只能属于一个乡镇。请改正。"),
        ("a,村1,90,东\nb,村1,91,西\n", "第 3 行 area 列和第 2 行不一样：村1 只能属于一个乡镇。请改正。"),
        ("a,村1,90,东\na,村2,91,\n", "第 3 行没有写 area：村2 属于哪个乡镇？请补上，或者整列删去。"),
    ],
)
@pytest.mark.parametrize("command", [("rank", "--adjusted"), ("judges",)])
def test_area_that_is_not_clear_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], text: str, sentence: str
) -> None:
    assert main([command[0], written(tmp_path, HEAD.strip() + ",area\n" + text), *command[1:]]) != 0
    assert sentence in capsys.readouterr().err


def test_who_can_be_told_apart_stands_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, unlucky())
    ranking = answer(capsys, "rank", path, "--adjusted")["ranking"]
    main(["rank", path, "--adjusted"])

    ordered = sorted(ranking, key=lambda row: -float(row["adjusted_score"]))
    assert [row["tier"] for row in ordered] == sorted(row["tier"] for row in ranking)
    for row in ranking:
        assert 1 <= row["all_low"] <= row["pairs_low"] <= row["pairs_high"] <= row["all_high"] <= 20
    assert sum(float(row["top_tenth"]) for row in ranking) == pytest.approx(2, abs=0.1)
    said = capsys.readouterr().out
    assert "和本档第一名分不出高下的归为一档" in said
    assert "99%以上" in said
    assert "不到1%" in said


def test_official_rule_is_the_same_with_and_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, unlucky())
    plain = answer(capsys, "rank", path, "--method", "trimmed", "--drop", "1")["ranking"]

    beside = answer(capsys, "rank", path, "--method", "trimmed", "--drop", "1", "--adjusted")["ranking"]

    assert [{name: row[name] for name in plain[0]} for row in beside] == plain


def test_table_says_what_the_figures_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", written(tmp_path, unlucky()), "--adjusted"]) == 0

    said = capsys.readouterr().out
    assert "扣除评委宽严不同的影响后最可能的得分" in said
    assert "范围是相对于名单平均水平说的" in said
    reach = answer(capsys, "rank", written(tmp_path, unlucky()), "--adjusted")["adjustment"]["level_reach"]
    assert 0 < float(reach) < 20
    assert f"全名单的水平本身还有 ±{reach} 分的误差" in said
    assert all(word in said for word in ("校正分", "可能的范围", "名次范围"))


def test_parts_without_a_common_judge_are_numbered_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart = [f"{team}{judge},{team}村{village},{70 + 4 * village + (village * 3 + judge * 2) % 5}\n"
             for team in "甲乙" for village in range(6) for judge in range(3)]  # fmt: skip
    path = written(tmp_path, HEAD + "".join(apart))

    found = answer(capsys, "rank", path, "--adjusted")
    main(["rank", path, "--adjusted"])

    assert found["adjustment"]["components"] == 2
    assert {(row["organisation"][0], row["component"]) for row in found["ranking"]} == {("甲", 2), ("乙", 1)}
    assert max(row["rank_high"] for row in found["ranking"]) <= 6
    assert "分成2组，组与组之间没有共同的评委" in capsys.readouterr().out


def test_provisional_score_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, unlucky() + "评委1,新村,90\n")
    ranking = answer(capsys, "rank", path, "--adjusted")["ranking"]
    main(["rank", path, "--adjusted"])

    assert [row["organisation"] for row in ranking if "provisional" in row["flags"]] == ["新村"]
    assert "不足 3 份" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "reason", "sentence"),
    [
        ("一,甲,90\n一,乙,80\n", "one_judge", "只有一位评委"),
        ("一,甲,90\n二,甲,80\n", "one_organisation", "只有一个组织"),
        ("一,甲,88\n二,甲,88\n一,乙,88\n二,乙,88\n", "all_equal", "所有打分都相同"),
        (
            "".join(
                f"{judge},{village},{80 + 3 * place + len(judge) + place * seat % 2}\n"
                for place, village in enumerate("甲乙丙")
                for seat, judge in enumerate(("一", "二二", "三"))
            ),
            "little_overlap",
            "重复看的太少，打分连不起来",
        ),
        ("一,甲,90\n二,乙,80\n", "no_overlap", "没有足够的组织被两位以上评委打分"),
    ],
)
def test_what_cannot_be_known_is_said_and_the_official_rule_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, reason: str, sentence: str
) -> None:
    path = written(tmp_path, HEAD + rows)
    found = answer(capsys, "rank", path, "--adjusted")
    main(["rank", path, "--adjusted"])

    assert found["adjustment"]["refused"] == reason
    assert all(row["adjusted_score"] is None and row["official_score"] for row in found["ranking"])
    assert sentence in capsys.readouterr().out


def test_judges_are_listed_from_strict_to_mild_with_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, unlucky() + "新来,村00,95\n")
    judges = answer(capsys, "judges", path)["judges"]
    main(["judges", path])

    assert judges[0]["judge"] == "严"
    assert -16 < float(judges[0]["severity"]) < -9
    assert [one["judge"] for one in judges if "few_sheets" in one["flags"]] == ["新来"]
    said = capsys.readouterr().out
    assert "打分太少，看不准" in said
    assert "不是结论" in said


def test_judges_of_nothing_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judges", written(tmp_path, HEAD + "一,甲,90\n")]) == 2
    assert capsys.readouterr().err == "只有一个组织，评委的宽严无从比较，没有校正分。\n"


@pytest.mark.parametrize("command", ["judges", "draw", "design"])
def test_each_command_helps_and_says_what_is_missing(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"guanmo {command}" in capsys.readouterr().out
    assert main([command]) == 2
    assert "命令没写完整" in capsys.readouterr().err


def questioned(*, favour: float = 0.0, flat: bool = False) -> str:
    """Judges of four townships score twelve villages of all; 东乡 and 西乡 may give each other more."""
    areas = ["东乡", "西乡", "南乡", "北乡"]
    lines = []
    for place, area in enumerate(areas * 3):
        for seat, home in enumerate(areas * 2):
            chance = ((place * 7 + seat * 5) % 11 + (place * 3 + seat * seat) % 7) / 4
            kind = favour * (area != home and {area, home} == {"东乡", "西乡"})
            score = 80 if flat and seat == 0 else 70 + place * 1.5 + chance + kind
            lines.append(f"{home}评委{seat},{area}村{place},{score},{home},{area},{place % 3 + 1},{9 + seat}:30\n")
    return "judge,organisation,score,judge_area,area,day,time\n" + "".join(lines)


def test_townships_that_favour_each_other_are_asked_about_with_the_base_rate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, questioned(favour=6))
    found = answer(capsys, "judges", path)
    main(["judges", path])

    (asked,) = [one for one in found["questions"] if one["kind"] == "reciprocity"]
    assert asked["about"] == ["东乡", "西乡"] or asked["about"] == ["西乡", "东乡"]
    assert (4 < asked["size"] < 8, asked["chance"] < 0.01, asked["sheets"]) == (True, True, 12)
    said = capsys.readouterr().out
    assert "互相打分都偏高，至少高" in said
    assert "约每20份也有1份冒出这一问；像这次这么明显的，100份里不到1份" in said
    assert "照顾本地" in said


def test_judge_who_gives_everybody_the_same_is_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "judges", written(tmp_path, questioned(flat=True)))

    assert [one["about"] for one in found["questions"] if one["kind"] == "straight_lining"] == [["东乡评委0"]]


def test_file_without_times_and_places_says_what_it_cannot_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "judges", written(tmp_path, unlucky()))

    assert {"home", "reciprocity", "order", "time_of_day", "item_disagreement", "full_marks"} == set(found["unknown"])


def test_time_of_day_that_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "judge,organisation,score,time\n一,甲,90,9点\n")

    assert main(["judges", path]) == 2
    assert capsys.readouterr().err == "第 2 行的 time 看不懂：9点。请写成 09:30 或 14:05 这样。\n"
