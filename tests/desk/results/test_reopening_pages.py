"""The pages on which a sealed round is opened again: asked by its leader, answered by the county, seen by all who see it."""

import io

import pytest
from django.test import Client

from guanmo.lib.verify_archive import verify
from guanmo.procedures.publish import withdraw
from guanmo.procedures.publish_round import publish_bulletin
from guanmo.stages.results.models import Seal
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import HeldBallot
from tests.county import Scene
from tests.stages.results.reopened import REASON, asked, closed_again, correct_a1
from tests.stages.results.scene import classified_round
from tests.stages.results.sealed import sealed_round

pytestmark = pytest.mark.django_db
MARK = f"已由第2版取代。原因：{REASON}（a_secretary申请，county_admin确认）"


def as_(county: Scene, name: str) -> Client:
    client = Client()
    client.force_login(county.person(name))
    return client


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_whole_way_on_the_pages(county: Scene) -> None:
    """Asked, confirmed, the late sheet taken, closed again; each step by a button, and both archives verify."""
    round = sealed_round(county).round
    path, leader, second = f"/rounds/{round.uuid}", as_(county, "a_secretary"), as_(county, "county_admin")
    assert "申请重新打开打分" in text(leader, f"{path}/seal/")

    leader.post(f"{path}/reopening/", {"reason": REASON})
    assert "a_secretary申请重新打开打分" in text(second, "/waiting/")
    assert "同意重新打开" not in text(leader, f"{path}/seal/")
    assert "同意重新打开" in text(second, f"{path}/seal/")
    second.post(f"{path}/reopening/answer/")
    assert "a_secretary申请重新打开打分" not in text(second, "/waiting/")
    held = HeldBallot.objects.get(code="scoring_over")
    assert as_(county, "a_officer").post(f"/held/{held.pk}/readmission/").status_code == 302
    correct_a1(county, Round.objects.get())
    answer = leader.post(f"{path}/scoring-end/", {"reason": "其余同志下村防汛"}, follow=True)

    page = answer.content.decode()
    first, now = Seal.objects.order_by("version")
    assert all(one in page for one in (first.checkpoint.fingerprint, now.checkpoint.fingerprint, MARK))
    for version, seal in ((1, first), (2, now)):
        file = leader.get(f"{path}/seal/{version}/archive.zip")
        assert verify(io.BytesIO(file.content), seal.checkpoint.fingerprint).version == version
    assert leader.get(f"{path}/seal/archive.zip").content == file.content
    assert leader.get(f"{path}/seal/3/").status_code == 404
    assert "99.00" in text(leader, f"{path}/results/")


def test_an_earlier_version_is_shown_as_it_was_with_its_mark(county: Scene) -> None:
    first, now = closed_again(county)
    reader = as_(county, "a_secretary")

    page = text(reader, f"/rounds/{first.round.uuid}/seal/1/")
    assert MARK in page
    assert "98.13" in page
    assert "第1版当时的名次和分类" in page
    assert "核对一致，确认" not in page
    current = text(reader, f"/rounds/{now.round.uuid}/results/")
    assert MARK in current
    assert "99.00" in current
    assert "复核后的排名" not in current


def test_while_the_round_is_open_again_no_ranking_is_shown_and_the_first_seal_is(county: Scene) -> None:
    round = asked(county).seal.round
    as_(county, "county_admin").post(f"/rounds/{round.uuid}/reopening/answer/")
    leader = as_(county, "a_secretary")

    results = text(leader, f"/rounds/{round.uuid}/results/")
    assert MARK in results
    assert "98.13" not in results
    assert MARK in text(leader, f"/rounds/{round.uuid}/seal/")
    page = text(leader, f"/rounds/{round.uuid}/")
    assert "上一版的封存" in page
    assert "正在打第2版" in page


def test_who_asked_gets_a_sentence_and_strangers_find_nothing(county: Scene) -> None:
    round = asked(county).seal.round
    path = f"/rounds/{round.uuid}/reopening/answer/"

    assert as_(county, "a_secretary").post(path).status_code == 404
    for name in ("a_officer", "b_secretary", "a1_secretary"):
        assert as_(county, name).post(path).status_code == 404
    assert Round.objects.get().version == 1


def test_declining_needs_a_reason_and_is_read_by_who_asked(county: Scene) -> None:
    round = asked(county).seal.round
    second = as_(county, "county_head")
    second.post(f"/rounds/{round.uuid}/reopening/answer/", {"decline": "1", "reason": "等县里会议定"})

    page = text(as_(county, "a_secretary"), f"/rounds/{round.uuid}/seal/")
    assert "等县里会议定" in page
    assert "申请重新打开打分" in page


def test_a_withdrawn_document_of_the_first_version_is_marked(county: Scene) -> None:
    round = classified_round(county)
    bulletin = publish_bulletin(round, by=county.person("a_secretary"))
    withdraw(bulletin, reason="有评分表晚到", by=county.person("a_secretary"))
    reader, path = as_(county, "a_secretary"), f"/documents/{bulletin.uuid}/"
    assert MARK not in text(reader, path)
    reader.post(f"/rounds/{round.uuid}/reopening/", {"reason": REASON})
    as_(county, "county_admin").post(f"/rounds/{round.uuid}/reopening/answer/")

    assert MARK in text(reader, path)
