"""A snapshot holds what the pages show, is whole or not there, and is the same wherever and however it is made and summed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.analytics.conftest import Said
from tests.analytics.tables import bytes_in, codes, cut_anew, manifest_of, rows
from tests.county import Scene

DAY = "2026-11-15"


def test_snapshot_holds_each_value_as_two_whole_numbers(folder: Path) -> None:
    assert rows(folder, "facts/*.parquet", "party_group", "2026-10") == {
        "A1": (2, 1, "met"),
        "A2": (1, 1, "met"),
        "A3": (0, 1, "unknown"),
        "AE": (0, 1, "unknown"),
        "AS": (0, 1, "unknown"),
        "B1": (0, 1, "missed"),
    }
    assert rows(folder, "facts/2026.parquet", "three_funds", "2026")["A3"] == (9999999, 1, "on_track")


@pytest.mark.any_database
def test_manifest_says_the_day_the_rows_and_the_digest_of_each_file(folder: Path) -> None:
    said = manifest_of(folder)
    assert (said["day"], said["county"], said["program"]) == (DAY, "C", "0.1.0")
    assert said["definitions"] == hashlib.sha256((folder / "definitions.json").read_bytes()).hexdigest()
    assert {one["name"]: one["sha256"] for one in said["files"]} == {
        name: hashlib.sha256(body).hexdigest() for name, body in bytes_in(folder).items() if name != "manifest.json"
    }
    assert said["rows"] == sum(one["rows"] for one in said["files"] if one["name"].startswith("facts/"))
    line = "".join(f"{key},{cells}\n" for key, cells in _lines_of_october(folder))
    assert f"party_group,2026-10,6,{hashlib.sha256(line.encode()).hexdigest()}" in said["facts"]


def _lines_of_october(folder: Path) -> Iterator[tuple[str, str]]:
    """What the digest of October's group meetings is made of, by the description of the format."""
    known_as = codes(folder)
    found = rows(folder, "facts/2026-10.parquet", "party_group", "2026-10")
    for organisation, cells in sorted((known_as[code], cells) for code, cells in found.items()):
        yield organisation, ",".join(map(str, cells))


def test_sums_go_up_the_tree(folder: Path, indicators: Said) -> None:
    """A: 2 + 1 of three villages and two two-new organisations; B: a miss; the county has both."""
    assert indicators("rollup", folder)[0] == 0
    assert rows(folder, "rolled.parquet", "party_group", "2026-10") == {
        "A": (3, 2, 2, 0, 0, 0, 0, 3),
        "B": (0, 1, 0, 1, 0, 0, 0, 0),
        "C": (3, 3, 2, 1, 0, 0, 0, 3),
    }
    assert rows(folder, "ranked.parquet", "party_group", "2026-10") == {"A": (1, 2), "B": (2, 2)}


@pytest.mark.any_database
def test_same_day_gives_the_same_bytes(folder: Path, indicators: Said, tmp_path: Path) -> None:
    assert indicators("snapshot", tmp_path / "again", "--day", DAY)[0] == 0
    assert bytes_in(tmp_path / "again") == bytes_in(folder)
    assert indicators("snapshot", tmp_path / "earlier", "--day", "2026-11-14")[0] == 0
    assert manifest_of(tmp_path / "earlier")["sha256"] != manifest_of(folder)["sha256"]


@pytest.mark.any_database
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(folder: Path, indicators: Said, threads: int) -> None:
    code, said = indicators("rollup", folder, "--threads", threads)
    assert (code, manifest_of(folder)["sha256"] in said) == (0, True)
    once = bytes_in(folder)
    assert {"rolled.parquet", "ranked.parquet"} <= once.keys()
    assert indicators("rollup", folder, "--threads", 1)[0] == 0
    assert bytes_in(folder) == once
    assert indicators("verify", folder, "--threads", threads)[0] == 0


@pytest.mark.any_database
@pytest.mark.parametrize("cut", ["1", "indicator", "organisation", "hash(organisation, indicator) % 7"])
def test_partition_and_order_of_rows_change_nothing(folder: Path, indicators: Said, cut: str) -> None:
    cut_anew(folder, cut)
    assert indicators("verify", folder) == (0, indicators("verify", folder, "--threads", 4)[1])
    code, said = indicators("rollup", folder)
    assert (code, manifest_of(folder)["sha256"] in said) == (0, True)


@pytest.mark.any_database
def test_both_databases_give_the_same_snapshot(tmp_path: Path) -> None:
    """Control: one meeting more, and it is another."""
    cluster = postgres.start()
    try:
        sqlite = made(tmp_path / "sqlite")
        postgresql = made(tmp_path / "postgres", url=cluster.url)
    finally:
        cluster.stop()
    assert bytes_in(sqlite) == bytes_in(postgresql)
    assert len(manifest_of(sqlite)["rolled"]) > 100
    assert manifest_of(made(tmp_path / "more", "more"))["sha256"] != manifest_of(sqlite)["sha256"]


def made(place: Path, *words: str, url: str = "") -> Path:
    """A snapshot of the county made anew in a database of its own, by processes of its own."""
    place.mkdir()
    environment = {**os.environ, "GUANMO_DATA_DIR": str(place), "GUANMO_DATABASE_URL": url}
    snapshot = ["guanmo", "indicators", "snapshot", str(place / "snapshot"), "--day", DAY]
    for command in (["tests.analytics.facts_county", *words], snapshot):
        subprocess.run([sys.executable, "-m", *command], env=environment, check=True, capture_output=True)
    return place / "snapshot"


@pytest.mark.any_database
def test_a_snapshot_that_fails_leaves_nothing(
    filled: Scene, indicators: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the failure the folder is there."""
    from guanmo.analytics import snapshot as writing

    with monkeypatch.context() as patch:
        patch.setattr(
            writing, "_write_facts", lambda *_words: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        code, said = indicators("snapshot", tmp_path / "here")
    assert (code, "快照没有写成" in said, list(tmp_path.iterdir())) == (2, True, [])
    assert indicators("snapshot", tmp_path / "here")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


@pytest.mark.any_database
def test_a_snapshot_is_never_written_over(folder: Path, indicators: Said, tmp_path: Path) -> None:
    before = bytes_in(folder)
    code, said = indicators("snapshot", folder)
    assert (code, "里已经有东西" in said) == (2, True)
    assert bytes_in(folder) == before
    (tmp_path / "empty").mkdir()
    assert indicators("snapshot", tmp_path / "empty")[0] == 0


@pytest.mark.any_database
def test_odd_names_of_folders_are_no_statements(filled: Scene, indicators: Said, tmp_path: Path) -> None:
    odd = tmp_path / "a'); DROP TABLE fact; --[1]*?"
    assert [indicators(verb, odd)[0] for verb in ("snapshot", "rollup", "verify")] == [0, 0, 0]


def test_a_county_without_organisations_is_refused(db: None, indicators: Said, tmp_path: Path) -> None:
    assert indicators("snapshot", tmp_path / "x") == (2, "数据库里还没有组织。\n")


@pytest.mark.any_database
@pytest.mark.parametrize(("day", "sentence"), [("15.11.2026", "--day 要写成"), ("2026-11-16", "--day 还没有到")])
def test_a_day_that_is_none_is_refused(
    filled: Scene, indicators: Said, tmp_path: Path, day: str, sentence: str
) -> None:
    code, said = indicators("snapshot", tmp_path / "x", "--day", day)
    assert (code, said.startswith(sentence), list(tmp_path.iterdir())) == (2, True, [])
