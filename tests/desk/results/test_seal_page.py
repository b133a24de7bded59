"""The page of the seal: opened at the close, printed, confirmed by people, and the archive for who may read every sheet."""

import io

import pytest
from django.db import connection
from django.test import Client

from guanmo.lib.verify_archive import verify
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.results.models import Seal, SealSignature
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from tests.county import Scene, ballot, finish_visits, running_round, visit_to
from tests.phone_key import PhoneKey
from tests.stages.results.scene import classified_round, ranked_round, scored_round

pytestmark = pytest.mark.django_db


def page(county: Scene, name: str, path: str) -> tuple[int, str]:
    client = Client()
    client.force_login(county.person(name))
    answer = client.get(path)
    return answer.status_code, "" if answer.streaming else answer.content.decode(errors="replace")


def test_closing_opens_the_page_that_is_printed(county: Scene, client: Client) -> None:
    round = scored_round(county)
    client.force_login(county.person("a_secretary"))
    answer = client.post(f"/rounds/{round.uuid}/scoring-end/", {"reason": "其余同志下村防汛"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/rounds/{round.uuid}/seal/"
    assert Seal.objects.get().checkpoint.fingerprint in text
    assert '<svg class="qr"' in text or 'class="qr"' in text
    assert "还要2人确认" in text


def test_two_people_confirm_on_the_page(county: Scene, client: Client) -> None:
    round = ranked_round(county)
    path, root = f"/rounds/{round.uuid}/seal/", Seal.objects.get().checkpoint.root.hex()
    for role, name in (("organiser", "a_secretary"), ("supervisor", "county_admin")):
        client.force_login(county.person(name))
        assert "核对一致，确认" in client.get(path).content.decode()
        assert client.post(f"{path}sign/", {"role": role, "root": root}).status_code == 302
        assert "核对一致，确认" not in client.get(path).content.decode()
    assert "已有两人以上确认" in client.get(path).content.decode()
    assert client.post(f"{path}sign/", {"role": "emperor", "root": root}).status_code == 404
    assert SealSignature.objects.count() == 2


def test_the_page_says_how_many_sheets_phones_have_signed(county: Scene) -> None:
    round = running_round(county)
    for name, signs in (("a_deputy", True), ("a_officer", True), ("a_member", False)):
        text = ballot(visit_to(round, "A1"))
        submit_ballot(text, by=county.person(name), signature=PhoneKey(judge=name).words(text, {}) if signs else "")
    finish_visits(county, round)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))

    assert "3份评分表中2份有" in page(county, "a_secretary", f"/rounds/{round.uuid}/seal/")[1]


def test_the_archive_is_for_who_may_read_every_sheet(county: Scene, client: Client) -> None:
    round = classified_round(county)
    file_with_county(round, by=county.person("a_secretary"))
    path = f"/rounds/{round.uuid}/seal/"
    for name, status in (("a_secretary", 200), ("a_officer", 200), ("county_admin", 200), ("county_head", 200)):
        assert page(county, name, f"{path}archive.zip")[0] == status
    for name in ("a1_secretary", "b_secretary"):
        assert page(county, name, f"{path}archive.zip")[0] == 404
    status, text = page(county, "a1_secretary", path)  # the fingerprint is for everybody who sees the ranking
    assert (status, "下载封存档案" in text) == (200, False)
    assert Seal.objects.get().checkpoint.fingerprint in text
    assert page(county, "b_secretary", path)[0] == 404

    client.force_login(county.person("a_secretary"))
    answer = client.get(f"{path}archive.zip")
    assert answer["Content-Type"] == "application/zip"
    verify(io.BytesIO(answer.content), Seal.objects.get().checkpoint.fingerprint)


def test_the_page_says_when_the_database_was_changed(county: Scene) -> None:
    round = ranked_round(county)
    path = f"/rounds/{round.uuid}/seal/"
    assert "和封存不一致" not in page(county, "a_secretary", path)[1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE results_standing SET score = 99.99 WHERE rank = 3")
        cursor.execute("UPDATE scoring_ballotversion SET total = 99.50 WHERE total = 98.50")
    text = page(county, "a_secretary", path)[1]
    assert "有1份评分表和收到时不一样。" in text
    assert "现在显示的名次和封存的名次不一样。" in text
    assert "请不要公布" in text


def test_an_open_round_has_no_seal(county: Scene) -> None:
    round = scored_round(county)
    assert page(county, "a_secretary", f"/rounds/{round.uuid}/seal/")[0] == 404
