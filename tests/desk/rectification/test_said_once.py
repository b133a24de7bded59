"""A button pressed twice writes nothing twice, whatever is written down: the second time is told what stands already."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.rectification.models import Finding, LedgerRow, SelfCheck
from tests.county import Scene
from tests.desk.rectification.test_elsewhere import inspection, problem, self_check
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db
TOLD = "同样的内容您已经在"


def criticise(client: Client, county: Scene, **changes: str) -> Any:
    words = {"organisation": county["A1"].pk, "text": "连续两个月没有开展主题党日", "matter": "主题党日", **changes}
    return client.post(reverse("desk:criticisms-create"), {**words, "due_date": str(in_days(15))}, follow=True)


def test_criticism_pressed_twice_opens_one_row_and_other_words_another(county: Scene, client: Client) -> None:
    client.force_login(county.person("a_officer"))
    first, second, other = (
        criticise(client, county),
        criticise(client, county),
        criticise(client, county, text="没有报告"),
    )
    said = [TOLD in answer.content.decode() for answer in (first, second, other)]
    assert (said, LedgerRow.objects.count()) == ([False, True, False], 2)


def test_problem_that_comes_back_a_day_later_is_criticised_again(county: Scene, client: Client) -> None:
    client.force_login(county.person("a_officer"))
    criticise(client, county)
    Finding.objects.update(at=timezone.now() - timedelta(days=1))
    criticise(client, county)
    assert LedgerRow.objects.count() == 2


def test_self_check_pressed_twice_is_one(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    self_check(client, county, [problem()])
    answer = self_check(client, county, [problem()])
    assert TOLD in answer.content.decode()
    assert (SelfCheck.objects.count(), LedgerRow.objects.count()) == (1, 1)


def test_finding_of_an_inspection_pressed_twice_is_one(county: Scene, client: Client) -> None:
    held = inspection(county, "A1")
    client.force_login(county.person("a_officer"))
    inspected = held.organisations.get(organisation=county["A1"])
    found = {"organisation": inspected.pk, "finding_type": "shortcoming", "text": "党费没有按月收"}
    address = reverse("desk:inspected-create", args=[held.uuid])
    client.post(address, found)
    assert TOLD in client.post(address, found).content.decode()
    assert Finding.objects.count() == 1
