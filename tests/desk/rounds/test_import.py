"""The file of a phone that cannot send, brought in at the desk: same way as over the network, once, whole, or not at all."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guanmo.audit.models import Entry
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Round, ScoreEvent
from guanmo.stages.scoring.domain import import_ballots as act
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.domain.register_key import register_key
from guanmo.stages.scoring.importers import phone_export
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, Photo, SigningKey
from guanmo.stages.scoring.models.photo import path_of
from tests.county import Scene, ballot, draft_round, running_round, visit_to
from tests.desk.rounds.pages import Desk
from tests.field.test_api_photos import jpeg
from tests.phone_key import PhoneKey

pytestmark = pytest.mark.django_db

JUDGE = "a_deputy"
OTHER_FILE = "这不是手机导出的评分文件。请选择名称以“观摩评分-”开头、以 .json 结尾的文件。"
BROKEN = "这个文件不完整或被改动过，没有导入任何内容。请在手机上重新导出，再上传。"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sheet(text: str, **changes: str) -> dict[str, str]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"id": json.loads(text)["id"], "digest": digest, "body": text, **changes}


def photo(body: bytes, **changes: str) -> dict[str, str]:
    text = base64.b64encode(body).decode()
    return {"digest": hashlib.sha256(body).hexdigest(), "base64": text, **changes}


def export(
    county: Scene, sheets: list[Any], photos: list[Any] | None = None, judge: str = JUDGE, **changes: Any
) -> Any:
    return {
        "api": "score1-export",
        "judge": str(county.person(judge).uuid),
        "device": str(uuid4()),
        "at": "2026-11-20T10:00:00+08:00",
        "sheets": sheets,
        "photos": photos or [],
        **changes,
    }


def upload(county: Scene, round: Round, content: Any, who: str = "a_officer") -> Any:
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    file = SimpleUploadedFile("观摩评分-评委-20261120.json", data, "application/json")
    return Desk(county, who).post(f"/rounds/{round.uuid}/import/", file=file)


def outcomes(answer: Any) -> list[tuple[str, str]]:
    return [(row.organisation, str(row.label)) for row in answer.context["outcome"].rows]


@pytest.mark.requirement("S0-3.1-i")
def test_file_is_received_in_the_judges_name_with_its_photos_and_the_same_file_again_changes_nothing(
    county: Scene,
) -> None:
    round = running_round(county)
    picture = jpeg()
    texts = [ballot(visit_to(round, code), {"一.2": ("1.50", "班子缺1人")}) for code in ("A1", "A2")]
    content = export(county, [sheet(one) for one in texts], [photo(picture)])

    first, again = upload(county, round, content), upload(county, round, content)

    assert outcomes(first) == [("A1村党支部", "已计入"), ("A2村党支部", "已计入")]
    assert outcomes(again) == [("A1村党支部", "先前已收到"), ("A2村党支部", "先前已收到")]
    assert "照片1张" in first.content.decode()
    versions = BallotVersion.objects.select_related("ballot__participant__user")
    assert {one.payload for one in versions} == set(texts)
    assert {(one.ballot.participant.user.username, one.entered_by.username) for one in versions if one.entered_by} == {
        (JUDGE, "a_officer")
    }
    stored = Photo.objects.get()
    assert (stored.by, path_of(stored.digest).read_bytes()) == (county.person(JUDGE), picture)
    lines = Entry.objects.filter(act="ballots.imported")
    assert [one.by for one in lines] == [county.person("a_officer")] * 2


def test_page_of_the_outcome_shows_no_score(county: Scene) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"), {"一.2": ("1.37", "班子缺1人")})

    page = upload(county, round, export(county, [sheet(text)])).content.decode()

    assert "已计入" in page
    assert [one for one in ("98.63", "1.37", "班子缺1人") if one in page] == []


def test_each_sheet_has_its_own_outcome_and_none_stands_in_anothers_way(county: Scene) -> None:
    round = running_round(county)
    good = ballot(visit_to(round, "A1"))
    damaged = sheet(ballot(visit_to(round, "A2")), digest="0" * 64)
    half = sheet(ballot(visit_to(round, "A3")))
    half["body"] = half["body"].replace('"reason": ""', '"reason": "\ud800"', 1)
    wrong = ballot(visit_to(round, "AE"), {"一.1": ("99.00", "太多")})
    content = export(county, [damaged, half, sheet(wrong), sheet(good)])

    answer = upload(county, round, json.dumps(content).encode())

    assert outcomes(answer) == [
        ("A2村党支部", "内容损坏"),
        ("读不出是哪个组织", "内容损坏"),
        ("A镇样例公司党支部", "内容有误"),
        ("A1村党支部", "已计入"),
    ]
    assert "这一份与手机上的校验码不一致，没有导入。请在手机上重新导出。" in answer.content.decode()
    assert [one.payload for one in BallotVersion.objects.all()] == [good]
    assert HeldBallot.objects.get().text == wrong


def test_sheet_of_another_round_is_kept_for_those_who_run_that_one(county: Scene) -> None:
    round = running_round(county)
    other = _second_round(county)
    text = ballot(visit_to(other, "A1"))

    answer = upload(county, round, export(county, [sheet(text)]))

    assert outcomes(answer) == [("A1村党支部", "另一轮")]
    assert BallotVersion.objects.count() == 0
    held = Desk(county, "a_secretary").get(f"/rounds/{other.uuid}/held/").context["page"].rows
    assert [row.held.text for row in held] == [text]


def _second_round(county: Scene) -> Round:
    from datetime import date

    from guanmo.lib.period import Quarter
    from guanmo.stages.rounds.domain.open_round import open_round
    from guanmo.stages.rounds.domain.schedule_round import schedule_round

    round = draft_round(county, period=Quarter(2026, 3), starts_on=date(2026, 8, 1), deadline=date(2026, 12, 20))
    schedule_round(round, by=county.person("a_secretary"))
    open_round(round, by=county.person("a_secretary"))
    return round


def test_absent_judge_and_a_round_that_is_over_hold_the_sheets(county: Scene) -> None:
    round = running_round(county)
    absent = round.participants.get(user__username="a_member")
    record_attendance(absent, Attendance.ABSENT, reason="开会", by=county.person("a_secretary"))
    first = upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))], judge="a_member"))
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    second = upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))]))

    assert (outcomes(first), outcomes(second)) == ([("A1村党支部", "登记为缺席")], [("A1村党支部", "打分已结束")])
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (0, 2)


def test_held_sheet_of_a_file_keeps_who_brought_it_when_it_is_taken_after_all(county: Scene) -> None:
    round = running_round(county)
    absent = round.participants.get(user__username="a_member")
    record_attendance(absent, Attendance.ABSENT, reason="开会", by=county.person("a_secretary"))
    upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))], judge="a_member"))
    absent.refresh_from_db()
    record_attendance(absent, Attendance.ATTENDED, reason="", by=county.person("a_secretary"))

    version = readmit_ballot(HeldBallot.objects.get(), by=county.person("a_secretary"))

    assert version.entered_by == county.person("a_officer")


def test_photo_that_is_damaged_or_says_where_it_was_taken_does_not_hold_up_the_sheets(county: Scene) -> None:
    round = running_round(county)
    photos = [photo(jpeg(), digest="1" * 64), photo(jpeg(exif=True)), photo(jpeg(colour="blue"), base64="%%%")]

    answer = upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))], photos))

    text = answer.content.decode()
    assert outcomes(answer) == [("A1村党支部", "已计入")]
    assert "照片在传送中损坏，请重新发送。" in text
    assert "照片里还带有位置等信息" in text
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", OTHER_FILE),
        (b"PK\x03\x04 a workbook", OTHER_FILE),
        (b"[1, 2]", OTHER_FILE),
        (b'{"api": "score1"}', OTHER_FILE),
        (b'{"api": "score1-export", "judge": "', BROKEN),
        (b"\xff\xfe{", OTHER_FILE),
        (b"{" + b'"a":[' * 100_000, BROKEN),
        (b'{"api": "score1-export"}', BROKEN),
        (b'{"api": "score1-export", "judge": "x", "sheets": [], "photos": []}', BROKEN),
        (b'{"api": "score1-export", "judge": 5, "sheets": [], "photos": []}', BROKEN),
    ],
)
def test_wrong_and_broken_files_are_told_apart(county: Scene, content: bytes, sentence: str) -> None:
    answer = upload(county, running_round(county), content)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Entry.objects.filter(act="ballots.imported").count() == 0


@pytest.mark.parametrize("changes", [{"sheets": {}}, {"sheets": [{"id": 1}]}, {"sheets": [None]}, {"photos": [{}]}])
def test_file_that_was_changed_by_hand_brings_in_nothing(county: Scene, changes: dict[str, Any]) -> None:
    round = running_round(county)

    answer = upload(county, round, {**export(county, [sheet(ballot(visit_to(round, "A1")))]), **changes})

    assert BROKEN in answer.content.decode()
    assert BallotVersion.objects.count() == 0


def test_file_that_is_too_large_or_has_too_many_sheets_is_refused(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = running_round(county)
    content = export(county, [sheet(ballot(visit_to(round, code))) for code in ("A1", "A2")])
    monkeypatch.setattr(phone_export, "MOST_SHEETS", 1)
    many = upload(county, round, content).content.decode()
    monkeypatch.setattr("guanmo.desk.rounds.forms.LARGEST_FILE", 1000)
    large = upload(county, round, content).content.decode()

    assert "文件里有2份评分表，一次最多导入1份。" in many
    assert "文件超过60 MB，不能导入。请先在有网络的地方让手机把照片发完，再导出。" in large
    assert BallotVersion.objects.count() == 0


def test_judge_of_another_town_is_not_brought_in(county: Scene) -> None:
    round = running_round(county)

    answer = upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))], judge="b_secretary"))

    sentence = "这个文件的评委不是本轮的参加人员。请核对轮次有没有选错；确实参加的，先在“参加人员”中增加。"
    assert sentence in answer.content.decode()
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (0, 0)


def test_another_judges_sheet_in_the_file_is_not_counted_under_this_name(county: Scene) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"))
    signed = json.dumps({**json.loads(text), "judge": str(county.person("a_member").uuid)}, ensure_ascii=False)

    answer = upload(county, round, export(county, [sheet(signed)]))

    assert outcomes(answer) == [("A1村党支部", "他人的评分表")]
    assert BallotVersion.objects.count() == 0


def test_a_fault_in_the_middle_leaves_no_sheet_behind(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    round = running_round(county)
    content = export(county, [sheet(ballot(visit_to(round, code))) for code in ("A1", "A2")])

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(act, "record", fail)
        with pytest.raises(OSError, match="disk"):
            upload(county, round, content)
    assert BallotVersion.objects.count() == 0

    upload(county, round, content)
    assert BallotVersion.objects.count() == 2


@pytest.mark.parametrize("who", ["a_member", "a1_secretary", "b_secretary", "county_admin"])
def test_who_does_not_run_the_round_brings_in_nothing(county: Scene, who: str) -> None:
    round = running_round(county)

    answer = upload(county, round, export(county, [sheet(ballot(visit_to(round, "A1")))]), who=who)

    assert (answer.status_code, BallotVersion.objects.count()) == (404, 0)


def test_the_phones_signature_comes_with_the_file(county: Scene) -> None:
    round, key = running_round(county), PhoneKey()
    register_key(key.public, device=uuid4(), by=county.person(JUDGE))
    signed, other = (ballot(visit_to(round, code), {"一.2": ("1.50", "班子缺1人")}) for code in ("A1", "A2"))
    words = key.words(signed, {"一.2": "1.50"})

    upload(county, round, export(county, [sheet(signed, signature=words), sheet(other, signature=words)]))

    version = BallotVersion.objects.get()
    assert version.key
    assert (version.payload, version.key.public, version.signature) == (signed, key.public, words.split()[1])
    assert version.entered_by == county.person("a_officer")
    assert [one.code for one in HeldBallot.objects.all()] == ["signature"]


@pytest.mark.parametrize("phone_is_known", [True, False])
def test_who_brings_the_file_signs_nothing_with_a_key_of_his_own(county: Scene, phone_is_known: bool) -> None:
    """Control: with the key that the judge's own phone told of, the same file is signed; see above."""
    round, own = running_round(county), PhoneKey()
    if phone_is_known:
        register_key(PhoneKey().public, device=uuid4(), by=county.person(JUDGE))
    text = ballot(visit_to(round, "A1"), {"一.2": ("1.50", "班子缺1人")})

    answer = upload(county, round, export(county, [sheet(text, signature=own.words(text, {"一.2": "1.50"}))]))

    assert outcomes(answer) == [("A1村党支部", "已计入")]
    assert "这一份按没有签名计入。请向评委本人核实。" in answer.content.decode()
    version = BallotVersion.objects.get()
    assert (version.key, version.signature) == (None, "")
    assert not SigningKey.objects.filter(public=own.public).exists()
    told = [json.loads(body) for body in ScoreEvent.objects.order_by("seq").values_list("body", flat=True)]
    assert [one["key"] for one in told if one["event"] == "ballot"] == [None]
