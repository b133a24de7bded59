"""The archive of a sealed round: whatever is changed in it is found, and each check is needed (security.md B1-B3)."""

import ast
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guanmo.command import main
from guanmo.lib import verify_archive
from guanmo.lib.verify_archive import Wrong, verify
from guanmo.method.aggregation import OfficialRule
from guanmo.method.draws import Entry, draw, list_digest, seed_of
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.results.exporters.archive import archive_of
from guanmo.stages.results.models import Seal
from tests.county import Scene
from tests.stages.results.mutations import DATA
from tests.stages.results.scene import classified_round, county_round
from tests.stages.results.sealed import Files, changed_json, files_of, packed, recounted_round, resigned, sealed_round

pytestmark = pytest.mark.django_db
_made: list[Files] = []


@pytest.fixture
def files(request: pytest.FixtureRequest) -> Files:
    """The files of one archive, made once for this module: checking needs no database."""
    if not _made:
        _made.append(files_of(recounted_round(request.getfixturevalue("county"))))
    return dict(_made[0])


def is_found(files: Files, **options: Any) -> bool:
    try:
        verify(packed(files), **options)
    except Wrong:
        return True
    return False


def test_the_untouched_archive_verifies_and_is_always_the_same(county: Scene) -> None:
    seal = sealed_round(county)
    first = archive_of(seal)
    assert first == archive_of(Seal.objects.get(pk=seal.pk))
    found = verify(io.BytesIO(first), seal.checkpoint.fingerprint)
    # worked by hand: A1 (98.50 + 97.75) / 2 = 98.125, A2 corrected 98.00, A3 (85 + 70 + 96) / 3 = 83.666…, AE 95.00
    told = {one["code"]: (one["score"], one["rank"]) for one in found.the("ranked")["standings"]}
    assert told == {"A1": ("98.13", 1), "A2": ("98.00", 2), "A3": ("83.67", 3), "AE": ("95.00", 1), "AS": (None, None)}
    late = [one for one in found.events[found.sealed["size"] :] if one["event"] == "held"]
    assert [one["code"] for one in late] == ["scoring_over"]


def test_a_recount_follows_from_the_answered_objection(files: Files) -> None:
    events = verify(packed(files)).events
    told = {one["code"]: one["score"] for one in next(e for e in events if e["event"] == "recounted")["standings"]}
    assert (told["A1"], told["A2"]) == ("98.63", "98.00")


@pytest.mark.any_database
@pytest.mark.parametrize(
    "change",
    [
        lambda answer: answer["sheets"][0]["deducted"].update({"一.2": "0.50"}),  # the total does not follow any more
        lambda answer: answer["sheets"][0].update(total="99.60"),
        lambda answer: answer["sheets"].clear(),
        lambda answer: answer["sheets"][0]["deducted"].update({"一.1": "3.00"}),  # more than before
        lambda answer: answer["sheets"][0].update(id="another"),
    ],
)
def test_a_changed_answer_is_found(files: Files, change: Callable[[Any], object]) -> None:
    def forge(events: list[Any]) -> None:
        change(next(one for one in events if one["event"] == "objection_answered"))

    assert is_found(resigned(files, forge))


@pytest.mark.any_database
def test_nobody_is_named_in_the_log(files: Files) -> None:
    before = files["events.jsonl"].decode().split('"seal_signed"')[0]
    assert "a_deputy" not in before
    assert "届满未换届" not in before


@pytest.mark.any_database
@pytest.mark.parametrize("name", DATA)
def test_a_missing_or_doubled_file_is_found(files: Files, name: str) -> None:
    assert is_found({**files, name: b""})
    assert is_found({**files, f"more-{name}": files[name]})
    del files[name]
    assert is_found(files)


@pytest.mark.any_database
def test_changed_points_are_found(files: Files) -> None:
    for old, new in ((b'"98.50"', b'"99.50"'), (b'"total":"70.00"', b'"total":"90.00"'), (b'"2.25"', b'"0.25"')):
        assert old in files["events.jsonl"]
        assert is_found({**files, "events.jsonl": files["events.jsonl"].replace(old, new, 1)})


def _other_time(files: Files) -> Files:
    return {**files, "events.jsonl": files["events.jsonl"].replace(b'"at":"2', b'"at":"3', 1)}


def _other_published_score(files: Files) -> Files:
    return changed_json(files, "ranking.json", lambda rows: rows[0].update(score="99.99"))


def _other_deduction(files: Files) -> Files:
    def change(events: list[Any]) -> None:
        next(one for one in events if one["event"] == "ballot")["deducted"]["一.2"] = "2.00"

    return resigned(files, change)


def _signed_by_nobody(files: Files) -> Files:
    def change(events: list[Any]) -> None:
        next(one for one in events if one["event"] == "ballot").update(key="A" * 87 + "=", signature="A" * 86 + "==")

    return resigned(files, change)


def _exchanged_ranks(files: Files) -> Files:
    def change(events: list[Any]) -> None:
        rows = next(one for one in events if one["event"] == "ranked")["standings"]
        first, second = (next(one for one in rows if one["code"] == code) for code in ("A1", "A2"))
        first["rank"], second["rank"] = second["rank"], first["rank"]

    return resigned(files, change)


def _other_recount(files: Files) -> Files:
    def change(events: list[Any]) -> None:
        rows = next(one for one in events if one["event"] == "recounted")["standings"]
        next(one for one in rows if one["code"] == "A1")["score"] = "99.63"

    return resigned(files, change)


def _other_draw(files: Files) -> Files:
    return changed_json(files, "draws.json", lambda draws: draws.append({**a_draw(), "drawn": [["甲村", "0.1"]]}))


def _one_confirmation_less(files: Files) -> Files:
    return changed_json(files, "signatures.json", lambda rows: rows.pop())


def _opened_by_one(files: Files) -> Files:
    sealed = verify(packed(files)).sealed

    def change(events: list[Any]) -> None:
        one = {"name": "a_secretary", "person": "0" * 16}
        facts = {"version": 2, "size": sealed["size"], "root": sealed["root"].hex(), "reason": "漏了", "at": "2026"}
        events.append({"event": "reopened", "asked": one, "confirmed": one, **facts})

    return resigned(files, change)


NEEDED = {
    "log": _other_time,
    "views": _other_published_score,
    "versions": _opened_by_one,
    "devices": _signed_by_nobody,
    "totals": _other_deduction,
    "ranking": _exchanged_ranks,
    "recounts": _other_recount,
    "draws": _other_draw,
    "signatures": _one_confirmation_less,
}


@pytest.mark.any_database
def test_each_check_has_its_tampering() -> None:
    assert NEEDED.keys() == verify_archive.CHECKS.keys()


@pytest.mark.any_database
@pytest.mark.parametrize("check", NEEDED)
def test_each_check_finds_what_the_others_miss(files: Files, check: str) -> None:
    tampered = NEEDED[check](files)
    assert is_found(tampered)
    assert not is_found(tampered, without=(check,))


def a_draw() -> dict[str, Any]:
    """A draw made by the method, as the archive tells it."""
    entries = [Entry(name) for name in ("甲村", "乙村", "丙村", "丁村")]
    drawn = draw(entries, {"": 2}, seed_of("1234567890", "本轮", list_digest(entries, {"": 2}, "本轮")))
    return {
        "entries": [[one.name, one.stratum, one.excluded] for one in entries],
        "sizes": {"": 2},
        "dice": "1234567890",
        "occasion": "本轮",
        "drawn": [[one.entry.name, one.number] for one in drawn if one.drawn],
    }


@pytest.mark.any_database
def test_a_true_draw_passes(files: Files) -> None:
    assert not is_found(changed_json(files, "draws.json", lambda draws: draws.append(a_draw())))


def test_only_an_outside_fingerprint_finds_a_whole_new_archive(files: Files) -> None:
    """The limit (security.md B2): who holds server and key makes everything anew, from the sheet to the ranking."""
    root = verify(packed(files)).sealed["root"].hex()

    def change(events: list[Any]) -> None:
        first = next(one for one in events if one["event"] == "ballot")
        first["deducted"]["一.2"], first["total"] = "2.00", "97.50"
        rows = next(one for one in events if one["event"] == "ranked")["standings"]
        by_code = {one["code"]: one for one in rows}
        by_code["A1"].update(score="97.63", rank=2)  # (97.50 + 97.75) / 2 = 97.625
        by_code["A2"].update(rank=1)
        next(one for one in by_code["A1"]["ballots"] if one["id"] == first["id"])["total"] = "97.50"

    forged = resigned(files, change)
    assert not is_found(forged)
    assert is_found(forged, root=root[:16])
    assert is_found(forged, root=root)


@pytest.mark.any_database
def test_the_checker_stands_alone() -> None:
    source = Path(verify_archive.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    named = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert named <= sys.stdlib_module_names


@pytest.mark.any_database
def test_the_checker_from_the_archive_runs_by_itself(files: Files, tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    (tmp_path / "档案.zip").write_bytes(packed(files).getvalue())
    (tmp_path / "改.zip").write_bytes(packed(_other_time(files)).getvalue())

    def run(name: str, *more: str) -> tuple[int, str]:
        command = [sys.executable, "-I", "-S", "verify.py", name, *more]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
        return done.returncode, done.stdout

    assert run("档案.zip")[0] == 0
    assert run("改.zip") == (1, "没有通过：事件被改过、换过次序或者替换过：根和 latest.txt 不符。\n")
    assert run("档案.zip", "--root", "0000 0000 0000 0000")[0] == 1
    assert run("没有.zip")[0] == 1
    assert run("档案.zip", "--other", "x")[0] == 2


@pytest.mark.any_database
@pytest.mark.parametrize(("change", "code"), [(dict, 0), (_other_time, 1)])
def test_the_command_says_the_same(files: Files, tmp_path: Path, change: Callable[[Files], Files], code: int) -> None:
    path = tmp_path / "档案.zip"
    path.write_bytes(packed(change(files)).getvalue())
    assert main(["verify", str(path)]) == code


@pytest.mark.any_database
@pytest.mark.parametrize("body", [b"", b"no zip", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_archive_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(body)
    assert main(["verify", str(path)]) == 1


@pytest.mark.parametrize(
    ("weights", "first"),
    [
        ({}, "97.50"),
        ({"groups": {"township": "100"}}, "97.50"),
        ({"groups": {"township": "60", "basic": "40"}}, None),  # nobody from a village judged it
        ({"tiers": {"internal": "40", "county_demonstration": "60"}}, "97.75"),  # 0.4 × 98.13 + 0.6 × 97.50 = 97.752
    ],
)
def test_a_county_round_verifies_with_townships_groups_and_tiers(
    county: Scene, weights: dict[str, Any], first: str | None
) -> None:
    """The score of A1, worked by hand; B1 has no internal round."""
    file_with_county(classified_round(county), by=county.person("a_secretary"))
    county_round(county, OfficialRule(**weights))
    files = files_of(Seal.objects.latest("pk"))
    told = verify(packed(files)).the("ranked")["standings"]
    assert {one["list"] for one in told} == {"village", "township"}
    assert next(one["score"] for one in told if one["code"] == "A1") == first
    if "tiers" in weights:
        assert is_found(resigned(files, _other_own_tier))


def _other_own_tier(events: list[Any]) -> None:
    """The score of the round itself, as it went into the sum, is another than the sheets give."""
    rows = next(one for one in events if one["event"] == "ranked")["standings"]
    row = next(one for one in rows if one["code"] == "A1")
    next(one for one in row["tiers"] if one["tier"] == "county_demonstration")["score"] = "97.51"
