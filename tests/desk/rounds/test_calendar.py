"""The calendar of working days: what the State Council arranged, and what the county changes, with a trace."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.audit.models import Entry
from guanmo.stages.rounds.models import CalendarDay
from guanmo.stages.rounds.queries import working_days
from tests.county import Scene

pytestmark = pytest.mark.django_db
PAGE = "desk:calendar"


def change(client: Client, **words: str) -> int:
    return client.post(reverse(PAGE), {"kind": "holiday", "name": "县里统一安排", **words}).status_code


def test_shipped_days_are_those_of_the_notice(db: None) -> None:
    days = working_days()
    worked = [
        day for day in (date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 16), date(2026, 2, 24)) if days.works(day)
    ]
    assert worked == [date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 24)]
    fortnight = days.between(date(2026, 2, 13), date(2026, 2, 28))
    assert fortnight == 6  # the 14th and the 24th to the 28th
    assert days.years >= {2025, 2026}


def test_county_sets_days_and_each_change_leaves_a_trace(county: Scene, client: Client) -> None:
    client.force_login(county.person("county_admin"))
    assert change(client, first="2026-08-03", last="2026-08-04") == 302
    assert change(client, first="2026-08-04", kind="ordinary", name="改回来") == 302
    days = working_days()
    assert [days.works(date(2026, 8, day)) for day in (3, 4, 5)] == [False, True, True]
    rows = CalendarDay.objects.order_by("pk").values_list("day", "kind", "name", "by__username")
    assert list(rows) == [
        (date(2026, 8, 3), "holiday", "县里统一安排", "county_admin"),
        (date(2026, 8, 4), "holiday", "县里统一安排", "county_admin"),
        (date(2026, 8, 4), "ordinary", "改回来", "county_admin"),
    ]
    assert Entry.objects.filter(act="calendar.set").count() == 3
    text = client.get(reverse(PAGE), {"year": "2026"}).content.decode()
    assert ("县里统一安排" in text, "改回来" in text, "国庆节" in text) == (True, False, True)


@pytest.mark.parametrize("who", ["county_head", "a_secretary", "a1_secretary"])
def test_nobody_else_changes_it_and_everybody_reads_it(county: Scene, client: Client, who: str) -> None:
    client.force_login(county.person(who))
    assert "国庆节" in client.get(reverse(PAGE), {"year": "2026"}).content.decode()
    change(client, first="2026-08-03")
    assert CalendarDay.objects.count() == 0


@pytest.mark.parametrize(("first", "last"), [("2026-08-04", "2026-08-03"), ("2026-08-01", "2026-09-30")])
def test_impossible_span_is_refused_with_a_sentence(county: Scene, client: Client, first: str, last: str) -> None:
    client.force_login(county.person("county_admin"))
    answer = client.post(reverse(PAGE), {"kind": "holiday", "name": "春节", "first": first, "last": last})
    assert ("结束日期不能早于开始日期" in answer.content.decode(), CalendarDay.objects.count()) == (True, 0)
