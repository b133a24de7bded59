"""What was changed in a snapshot is found and named; what is no snapshot is refused with a sentence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guanmo.stages.indicators.domain.define_indicator import define_indicator
from guanmo.stages.indicators.queries import in_force
from guanmo.stages.organisations.models import Organisation
from tests.analytics.conftest import Said
from tests.analytics.tables import admit, codes, manifest_of, rewrite, write_manifest
from tests.county import Scene
from tests.desk.indicators.facts import record

OCTOBER = "facts/2026-10.parquet"
CHANGED = f"文件改动过：{OCTOBER}"
NAMED = "指标 party_group，2026-10：数改动过，应有 6 行，现有 {rows} 行。"


def changed(folder: Path, words: str) -> None:
    """Carry out a statement on October's group meetings of A1."""
    rewrite(folder / OCTOBER, f"{words} WHERE indicator = 'party_group' AND organisation = '{codes(folder)['A1']}'")


ALTERED, DROPPED = "UPDATE fact SET numerator = numerator + 1", "DELETE FROM fact"


@pytest.mark.any_database
def test_an_untouched_snapshot_is_sound(folder: Path, indicators: Said) -> None:
    code, said = indicators("verify", folder)
    assert (code, said) == (
        0,
        f"快照没有改动：2026-11-15，{manifest_of(folder)['rows']} 个数，指纹 {manifest_of(folder)['sha256']}\n",
    )


@pytest.mark.any_database
@pytest.mark.parametrize(("words", "left"), [(ALTERED, 6), (DROPPED, 5), ("UPDATE fact SET state = NULL", 6)])
def test_one_altered_figure_and_one_dropped_row_are_found_and_named(
    copied: Path, indicators: Said, words: str, left: int
) -> None:
    changed(copied, words)
    code, said = indicators("verify", copied)
    assert (code, said.splitlines()[:-1]) == (1, [CHANGED, NAMED.format(rows=left)])
    assert (indicators("rollup", copied)[0], (copied / "rolled.parquet").exists()) == (1, False)


@pytest.mark.any_database
@pytest.mark.parametrize(("words", "left", "figures"), [(ALTERED, 6, "3/1 met"), (DROPPED, 5, "—")])
def test_also_where_the_manifest_was_made_to_fit_the_file(
    folder: Path, indicators: Said, words: str, left: int, figures: str
) -> None:
    """The database names the organisation."""
    changed(folder, words)
    admit(folder, OCTOBER)
    code, said = indicators("verify", folder, "--database")
    kept = f"指标 party_group，2026-10，组织 A1：快照是 {figures}，数据库是 2/1 met。"
    assert (code, said.splitlines()[:-1]) == (1, [NAMED.format(rows=left), kept])


@pytest.mark.any_database
def test_a_row_twice_is_found(copied: Path, indicators: Said) -> None:
    rewrite(copied / OCTOBER, "INSERT INTO fact SELECT * FROM fact WHERE indicator = 'party_group' LIMIT 1")
    assert NAMED.format(rows=7) in indicators("verify", copied)[1]


@pytest.mark.any_database
def test_a_changed_tree_is_found_by_the_sums(copied: Path, indicators: Said) -> None:
    """B1 under the other town."""
    known_as = codes(copied)
    path = copied / "organisations.parquet"
    place = f"SET above = '{known_as['A']}' WHERE organisation = '{known_as['B1']}'"
    rewrite_tree(path, f"UPDATE fact {place}")
    admit(copied, path.name)
    code, said = indicators("verify", copied)
    assert (code, "组织的上下级改动过，合计不同" in said) == (1, True)
    rewrite_tree(path, f"DELETE FROM fact WHERE organisation = '{known_as['B1']}'")
    admit(copied, path.name)
    assert "个数的组织不在组织表里" in indicators("verify", copied)[1]


def rewrite_tree(path: Path, change: str) -> None:
    from tests.analytics.tables import engine

    line = engine()
    line.execute(f"CREATE TABLE fact AS SELECT * FROM read_parquet('{path}')")
    line.execute(change)
    line.execute(f"COPY fact TO '{path}' (FORMAT parquet)")


@pytest.mark.any_database
def test_a_snapshot_written_anew_is_found_by_the_fingerprint_kept_elsewhere(
    folder: Path, scene: Scene, indicators: Said, tmp_path: Path
) -> None:
    """Control: without the fingerprint the new one passes, and so does the old one with it."""
    noted = manifest_of(folder)["sha256"]
    record("party_group", "2026-10-30", agenda="四")(scene)
    assert indicators("snapshot", tmp_path / "anew")[0] == 0
    assert indicators("verify", tmp_path / "anew")[0] == 0
    assert indicators("verify", folder, "--digest", noted)[0] == 0
    code, said = indicators("verify", tmp_path / "anew", "--digest", noted)
    assert (code, said.splitlines()[0]) == (1, "抄下的指纹和清单不符：这不是当时的那份快照，或者整份重写过。")


def test_the_database_says_what_came_since(folder: Path, scene: Scene, indicators: Said) -> None:
    assert indicators("verify", folder, "--database")[0] == 0
    record("party_group", "2026-10-30", "A2", agenda="四")(scene)
    code, said = indicators("verify", folder, "--database")
    assert (code, "指标 party_group，2026-10，组织 A2：快照是 1/1 met，数据库是 2/1 met。" in said.splitlines()) == (
        1,
        True,
    )
    assert indicators("verify", folder)[0] == 0


@pytest.mark.any_database
def test_other_definitions_are_not_compared(folder: Path, scene: Scene, indicators: Said) -> None:
    asked = next(one for one in in_force() if one.code == "party_group")
    define_indicator(asked, {"target": "2"}, reason="每月两次", by=scene.person("county_admin"))
    code, said = indicators("verify", folder, "--database")
    assert (code, "口径调整过" in said) == (2, True)
    assert indicators("verify", folder)[0] == 0


@pytest.mark.any_database
def test_another_county_is_not_compared(folder: Path, indicators: Said) -> None:
    Organisation.objects.filter(code="C").update(code="X")
    code, said = indicators("verify", folder, "--database")
    assert (code, said) == (2, "这是另一个县的快照：C。这里的数据库是 X。\n")


@pytest.mark.any_database
def test_definitions_that_were_changed_are_found(copied: Path, indicators: Said) -> None:
    path = copied / "definitions.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"target": "1"', '"target": "2"'), encoding="utf-8")
    assert indicators("verify", copied)[1].startswith("文件改动过：definitions.json\n")
    admit(copied, path.name)
    assert indicators("verify", copied)[1].startswith("快照里的口径和清单记的不是同一版。\n")


@pytest.mark.any_database
def test_sums_that_were_changed_are_found(copied: Path, indicators: Said) -> None:
    assert indicators("rollup", copied)[0] == 0
    assert indicators("verify", copied)[0] == 0
    rewrite(
        copied / "rolled.parquet",
        "UPDATE fact SET met = met + 1 WHERE indicator = 'party_group' AND period = '2026-10'",
    )
    code, said = indicators("verify", copied)
    assert (code, said.splitlines()[:-1]) == (1, ["指标 party_group，2026-10：汇总表的数不对，应有 3 行，现有 3 行。"])


@pytest.mark.any_database
def test_places_that_were_changed_are_found(copied: Path, indicators: Said) -> None:
    """Control: before the change nothing is wrong."""
    assert indicators("rollup", copied)[0] == 0
    assert indicators("verify", copied)[0] == 0
    rewrite(
        copied / "ranked.parquet",
        "UPDATE fact SET place = 3 - place WHERE indicator = 'party_group' AND period = '2026-10'",
    )
    code, said = indicators("verify", copied)
    assert (code, said.splitlines()[:-1]) == (1, ["指标 party_group，2026-10：名次表的数不对，应有 2 行，现有 2 行。"])


def lose(folder: Path) -> None:
    (folder / OCTOBER).unlink()


def spoil(folder: Path) -> None:
    (folder / OCTOBER).write_bytes(b"PAR1 no table PAR1")


def other_columns(folder: Path) -> None:
    rewrite(folder / OCTOBER, "ALTER TABLE fact RENAME numerator TO zaehler")


def cut_off(folder: Path) -> None:
    path = folder / OCTOBER
    path.write_bytes(path.read_bytes()[:-100])


def add(folder: Path) -> None:
    shutil.copy(folder / OCTOBER, folder / "facts" / "more.parquet")


def forge_rows(folder: Path) -> None:
    write_manifest(folder, {**manifest_of(folder), "facts": manifest_of(folder)["facts"][1:]})


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (lose, [f"缺少文件：{OCTOBER}"]),
        (spoil, [CHANGED, f"文件读不出来：{OCTOBER}"]),
        (other_columns, [CHANGED, f"文件读不出来：{OCTOBER}"]),
        (cut_off, [CHANGED, f"文件读不出来：{OCTOBER}"]),
        (add, ["多了文件：facts/more.parquet"]),
        (forge_rows, ["清单自相矛盾：列出的各部分合不成它的指纹，清单改动过。"]),
    ],
)
def test_files_are_named(copied: Path, indicators: Said, change: Callable[[Path], None], sentences: list[str]) -> None:
    change(copied)
    code, said = indicators("verify", copied)
    assert (code, said.splitlines()[: len(sentences)]) == (1, sentences)


def nothing(folder: Path) -> None:
    shutil.rmtree(folder)


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def written(**changes: Any) -> Callable[[Path], None]:
    return lambda folder: write_manifest(folder, {**manifest_of(folder), **changes})


def text(content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "manifest.json").write_text(content, encoding="utf-8")


FOREIGN = "不是指标快照的清单，或者已经损坏。"
OUTSIDE = [{"name": "../secret_key", "rows": 0, "sha256": "0" * 64}]


@pytest.mark.any_database
@pytest.mark.parametrize("verb", ["verify", "rollup"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (nothing, "找不到文件夹"),
        (no_manifest, "不是指标快照：里面没有清单"),
        (text("[1]"), FOREIGN),
        (text("{"), FOREIGN),
        (text("[" * 100_000), FOREIGN),
        (text(json.dumps({"name": "demo", "version": 1})), FOREIGN),
        (written(files=OUTSIDE), FOREIGN),
        (written(files="x"), FOREIGN),
        (written(facts=["party_group,2026-10,six,0"]), FOREIGN),
        (written(day="gestern"), FOREIGN),
        (written(form=99, program="9.1"), "是另一版本的程序（9.1）写的快照"),
    ],
)
def test_what_is_no_snapshot_is_refused(
    copied: Path, indicators: Said, change: Callable[[Path], None], sentence: str, verb: str
) -> None:
    change(copied)
    code, said = indicators(verb, copied)
    assert (code, sentence in said, len(said.splitlines())) == (2, True, 1)


@pytest.mark.any_database
def test_a_file_that_cannot_be_read_stops_the_sums(copied: Path, indicators: Said) -> None:
    spoil(copied)
    code, said = indicators("rollup", copied)
    assert (code, "读不懂快照里的文件" in said) == (2, True)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rollup"], "写法：guanmo indicators rollup"),
        (["rollup", "x", "--threads", "0"], "--threads 要写 1 到 64 的整数。"),
        (["verify", "x", "--threads", "many"], "--threads 要写 1 到 64 的整数。"),
        (["verify", "x", "--digest", "abc"], "--digest 要写 64 位指纹"),
        (["verify", "\0"], "打不开文件夹"),
        (["snapshot"], "写法：guanmo indicators snapshot"),
        (["drill"], "写法：guanmo indicators check、compute"),
    ],
)
def test_words_that_mean_nothing_are_refused(indicators: Said, words: list[str], sentence: str) -> None:
    code, said = indicators(*words)
    assert (code, said.startswith(sentence)) == (2, True)
