"""What phones signed finds a change that the server's own key covers up (security.md 3.1, row B2)."""

from typing import Any

import pytest

from guanmo.lib.verify_archive import G256, N256, Wrong, p256_sum, p256_verify, told_of_devices, verify
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.results.models import Seal
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from tests.county import Scene, ballot, finish_visits, running_round, visit_to
from tests.phone_key import PhoneKey
from tests.stages.results.sealed import Files, files_of, packed, resigned

pytestmark = pytest.mark.django_db

KEYS = {name: PhoneKey(judge=name) for name in ("a_deputy", "a_officer")}
_made: list[Files] = []


@pytest.fixture
def files(request: pytest.FixtureRequest) -> Files:
    """One archive: A1 by two who signed (98.50, 97.75) and one whose browser could not (98.00)."""
    if not _made:
        _made.append(_archive(request.getfixturevalue("county")))
    return dict(_made[0])


def _archive(county: Scene) -> Files:
    round = running_round(county)
    for name, points in (("a_deputy", "1.50"), ("a_officer", "2.25"), ("a_member", "2.00")):
        text = ballot(visit_to(round, "A1"), {"一.2": (points, "班子缺人")})
        words = KEYS[name].words(text, {"一.2": points}) if name in KEYS else ""
        submit_ballot(text, by=county.person(name), signature=words)
    finish_visits(county, round)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))
    return files_of(Seal.objects.get())


def sheet_with(events: list[Any], total: str) -> Any:
    return next(one for one in events if one["event"] == "ballot" and one["total"] == total)


def give_a_point(events: list[Any], total: str) -> Any:
    """Give the sheet with this total a point more, and everything that follows from it."""
    sheet = sheet_with(events, total)
    points = f"{float(sheet['deducted']['一.2']) - 1:.2f}"
    sheet["deducted"]["一.2"], sheet["total"] = points, f"{100 - float(points):.2f}"
    row = next(one for one in events if one["event"] == "ranked")["standings"]
    row = next(one for one in row if one["code"] == "A1")
    next(one for one in row["ballots"] if one["id"] == sheet["id"])["total"] = sheet["total"]
    totals = [float(one["total"]) for one in row["ballots"]]
    row["score"] = f"{sum(totals) / 3 + 1e-9:.2f}"
    return sheet


def is_found(files: Files, **options: Any) -> bool:
    try:
        verify(packed(files), **options)
    except Wrong:
        return True
    return False


def test_the_untouched_archive_says_which_sheets_were_signed(files: Files) -> None:
    archive = verify(packed(files))

    assert told_of_devices(archive) == ["评委手机签名：3 份评分表里有签名的 2 份，都对得上"]
    row = next(one for one in archive.the("ranked")["standings"] if one["code"] == "A1")
    assert row["score"] == "98.08"  # (98.50 + 97.75 + 98.00) / 3 = 98.0833…


@pytest.mark.parametrize("total", ["98.50", "97.75"])
def test_a_signed_sheet_changed_with_the_servers_key_is_found(files: Files, total: str) -> None:
    """Everything follows and is signed anew. Control: the checker without this check finds nothing."""
    forged = resigned(files, lambda events: give_a_point(events, total) and None)

    with pytest.raises(Wrong, match="和评委手机的签名对不上"):
        verify(packed(forged))
    assert not is_found(forged, without=("devices",))


def test_the_limit_a_sheet_that_nobody_signed_is_not_found(files: Files) -> None:
    assert not is_found(resigned(files, lambda events: give_a_point(events, "98.00") and None))


@pytest.mark.parametrize("name", ["judge", "id", "digest", "visit", "previous", "vetoed"])
def test_each_part_of_a_sheet_is_signed(files: Files, name: str) -> None:
    def change(events: list[Any]) -> None:
        sheet = sheet_with(events, "98.50")
        before = sheet["judge"]
        sheet[name] = True if name == "vetoed" else "ab" * 32
        next(one for one in events if one["event"] == "device" and one["judge"] == before)["judge"] = sheet["judge"]

    with pytest.raises(Wrong, match="和评委手机的签名对不上"):
        verify(packed(resigned(files, change)), without=("totals", "ranking"))


def test_the_sheets_and_keys_of_two_judges_exchanged_are_found(files: Files) -> None:
    """Control: to the checker without this check everything fits again."""

    def exchange(events: list[Any]) -> None:
        first, second = (one["judge"] for one in events if one["event"] == "device")
        other = {first: second, second: first}
        for one in events:
            if one["event"] in ("device", "ballot"):
                one["judge"] = other.get(one["judge"], one["judge"])

    forged = resigned(files, exchange)
    with pytest.raises(Wrong, match="和评委手机的签名对不上"):
        verify(packed(forged), without=("ranking",))
    assert not is_found(forged, without=("devices", "ranking"))


def test_a_signature_taken_away_is_told_with_the_sheet(files: Files) -> None:
    ids = []

    def change(events: list[Any]) -> None:
        sheet = give_a_point(events, "98.50")
        sheet["key"] = sheet["signature"] = None
        ids.append(sheet["id"])

    told = told_of_devices(verify(packed(resigned(files, change))))
    assert "有签名的 1 份" in told[0]
    assert told[1].endswith(ids[0])


def test_a_key_that_was_never_registered_for_the_judge_is_found(files: Files) -> None:
    def other(events: list[Any]) -> None:
        devices = [one for one in events if one["event"] == "device"]
        devices[0]["key"], devices[1]["key"] = devices[1]["key"], devices[0]["key"]

    def late(events: list[Any]) -> None:
        place = next(at for at, one in enumerate(events) if one["event"] == "device")
        events[place], events[place + 1] = events[place + 1], events[place]

    for change in (other, late):
        with pytest.raises(Wrong, match="没有登记过"):
            verify(packed(resigned(files, change)))


def test_a_key_of_two_judges_is_found(files: Files) -> None:
    """With it one judge's sheet could be told as the other's."""

    def shared(events: list[Any]) -> None:
        devices = [one for one in events if one["event"] == "device"]
        devices[1]["key"] = devices[0]["key"]
        sheet = sheet_with(events, "97.75")
        sheet["key"] = sheet["signature"] = None

    with pytest.raises(Wrong, match="登记给了两位评委"):
        verify(packed(resigned(files, shared)))
    assert not is_found(resigned(files, shared), without=("devices",))


def test_no_signature_at_all_is_no_good_news(files: Files) -> None:
    def without(events: list[Any]) -> None:
        for one in events:
            if one["event"] == "ballot":
                one["key"] = one["signature"] = None

    told = told_of_devices(verify(packed(resigned(files, without))))

    assert told[0].startswith("注意：3 份评分表没有一份有评委手机的签名")
    assert "都对得上" not in told[0]


def test_signatures_are_those_of_another_implementation() -> None:
    for number in (0, 0, 0, 1, 2, 3, N256 - 1, N256 - 2):  # also keys that are G, 2·G, and their opposites
        key = PhoneKey(number)
        for text in (b"", "评分表".encode(), bytes(200)):
            signature = key.sign(text)
            assert p256_verify(key.point, text, signature)
            assert not p256_verify(key.point, text + b"x", signature)
            assert not p256_verify(PhoneKey().point, text, signature)


def test_what_is_no_signature_or_no_key_is_refused() -> None:
    key, text = PhoneKey(), b"sheet"
    good = key.sign(text)
    r, s = good[:32], good[32:]
    zero, order = bytes(32), N256.to_bytes(32, "big")
    for wrong in (zero + s, r + zero, order + s, r + order, s + r, b"\xff" * 64):
        assert not p256_verify(key.point, text, wrong)
    off_the_curve = key.point[:-1] + bytes([key.point[-1] ^ 1])
    for point in (off_the_curve, b"\x02" + key.point[1:], b"\x04" + bytes(64), b"\x04" + b"\xff" * 64):
        assert not p256_verify(point, text, good)


def test_two_parts_that_cancel_each_other_out_are_no_point() -> None:
    assert p256_sum(N256 - 12345, 12345, G256)[2] == 0
