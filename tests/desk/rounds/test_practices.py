"""典型: praised on a visit, promoted by the township or the county, read by everybody (S0-3.1-q)."""

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.rounds.domain.record_visit import praise
from guanmo.stages.rounds.models import Practice, Praise
from tests.county import Scene, running_round, visit_to

pytestmark = pytest.mark.django_db
WORDS = {"title": "主题党日跟着农时走", "text": "农忙时改在田头，参加率九成"}


def praised(county: Scene) -> Praise:
    praise(visit_to(running_round(county), "A1"), text="主题党日有特色", by=county.person("a_secretary"))
    return Praise.objects.get()


def promoted(client: Client, county: Scene, who: str = "a_officer") -> int:
    client.force_login(county.person(who))
    return client.post(reverse("desk:practices-create", args=[praised(county).pk]), WORDS).status_code


def library(client: Client, county: Scene, who: str, **query: str) -> str:
    client.force_login(county.person(who))
    return client.get(reverse("desk:practices-list"), query).content.decode()


@pytest.mark.requirement("S0-3.1-q")
@pytest.mark.parametrize(("who", "promoter"), [("a_officer", "A"), ("county_admin", "C")])
def test_township_or_county_promotes_and_every_organisation_reads(
    county: Scene, client: Client, who: str, promoter: str
) -> None:
    assert promoted(client, county, who) == 302
    practice = Practice.objects.get()
    assert (practice.promoter.code, practice.praise.visit.organisation.code) == (promoter, "A1")
    page = reverse("desk:practices-detail", args=[practice.uuid])
    for reader in ("a1_secretary", "b1_secretary", "ae_secretary", "b_member", "county_head"):
        assert "主题党日跟着农时走" in library(client, county, reader)
        assert "农忙时改在田头" in client.get(page).content.decode()


@pytest.mark.parametrize("who", ["a1_secretary", "b_officer", "a_member", "county_head"])
def test_others_do_not_promote(county: Scene, client: Client, who: str) -> None:
    assert (promoted(client, county, who), Practice.objects.count()) == (404, 0)


def test_a_praise_is_promoted_once(county: Scene, client: Client) -> None:
    promoted(client, county)
    again = client.post(reverse("desk:practices-create", args=[Praise.objects.get().pk]), WORDS)
    assert (again.status_code, Practice.objects.count()) == (404, 1)
    assert "可以推广的做法" not in library(client, county, "a_officer")


def test_search_finds_by_organisation_and_by_words(county: Scene, client: Client) -> None:
    promoted(client, county)
    found = {
        words: "农时" in library(client, county, "b1_secretary", q=words) for words in ("A1村", "田头 九成", "无人机")
    }
    assert found == {"A1村": True, "田头 九成": True, "无人机": False}


def test_withdrawn_practice_leaves_the_library_with_its_reason(county: Scene, client: Client) -> None:
    promoted(client, county)
    practice = Practice.objects.get()
    withdrawal = reverse("desk:practices-withdrawal", args=[practice.uuid])
    client.force_login(county.person("b_officer"))
    assert client.post(withdrawal, {"reason": "x"}).status_code == 409
    client.force_login(county.person("a_secretary"))
    assert client.post(withdrawal, {"reason": " "}).status_code == 409
    client.post(withdrawal, {"reason": "做法已停"})
    assert (practice.withdrawal.reason, Practice.objects.count()) == ("做法已停", 1)
    assert "农时" not in library(client, county, "a1_secretary")


def test_account_without_a_role_reads_nothing(county: Scene, client: Client) -> None:
    promoted(client, county)
    client.force_login(county.seat_without_a_role())
    assert "农时" not in client.get(reverse("desk:practices-list")).content.decode()
