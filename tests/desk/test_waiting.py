"""待我办理: each role finds what waits for it, and loses it once it is done."""

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.rectification.domain.issue_notice import receive_notice
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.sign_off import sign_off
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import LedgerRow
from tests.county import Scene
from tests.stages.rectification.way import ago, fresh, in_days, notified

pytestmark = pytest.mark.django_db


def waits(client: Client, county: Scene, who: str) -> dict[str, list[str]]:
    client.force_login(county.person(who))
    groups = client.get(reverse("desk:waiting")).context["groups"]
    return {group.title: [f"{todo.title} {todo.tag}" for todo in group.todos] for group in groups}


def test_a_problem_waits_for_one_after_the_other(county: Scene, client: Client) -> None:
    row = notified(county)
    notice, village = row.notices.get(), county.person("a1_secretary")
    township = {"待列入台账": ["2个问题还没有列入台账 待处理"]}
    assert waits(client, county, "a1_secretary").keys() == {"待签收", "待整改"}
    assert waits(client, county, "a_officer") == township

    receive_notice(notice, by=village)
    assert waits(client, county, "a1_secretary").keys() == {"待整改"}
    submit_rectification(row, done="已补选", by=village)
    assert waits(client, county, "a1_secretary") == {}
    assert waits(client, county, "a_officer") == {"待回头看": ["A1村党支部：班子不健全 待回头看"], **township}

    officer = county.person("a_officer")
    look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看了", by=officer)
    assert waits(client, county, "a_officer") == {"待验收销号": ["A1村党支部：班子不健全 待验收"], **township}
    sign_off(fresh(row), evidence="好", by=county.person("a_secretary"))
    assert waits(client, county, "a_officer") == township
    assert waits(client, county, "b_officer") == {}


def test_who_wrote_the_rectification_down_is_not_asked_to_check_it(county: Scene, client: Client) -> None:
    row = notified(county)
    submit_rectification(row, done="已补选", by=county.person("a_officer"))
    assert "待回头看" not in waits(client, county, "a_officer")
    assert "待回头看" in waits(client, county, "a_deputy")


def test_overdue_row_waits_for_the_organisation_its_township_and_the_county(county: Scene, client: Client) -> None:
    row = notified(county)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=ago(2))
    assert waits(client, county, "a1_secretary")["待整改"] == ["班子不健全 已逾期2个工作日"]
    for who in ("a_officer", "county_admin"):
        assert waits(client, county, who)["逾期未整改"] == ["A1村党支部：班子不健全 已逾期2个工作日"]
