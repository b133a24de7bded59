"""The results that go into the appraisal of teams and leaders: accepted filings alone, for who sees the filings (S2-3.7-a)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guanmo.procedures.answer_filing import answer_filing
from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.results.domain.file_results import file_results
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Filing
from tests.county import Scene
from tests.stages.results.scene import classified_round, end_the_window

pytestmark = pytest.mark.django_db
URL = reverse("desk:filings-export", args=[2026])
NUMBER = "A镇观摩备〔2026〕1号"


@pytest.fixture
def filing(county: Scene) -> Filing:
    return file_results(classified_round(county), number=NUMBER, by=county.person("a_secretary"))


def answered(county: Scene, filing: Filing, answer: Answer = Answer.ACCEPTED) -> None:
    reason = "" if answer == Answer.ACCEPTED else "分类依据不足"
    answer_filing(filing, answer, reason=reason, by=county.person("county_admin"))


def table(client: Client, county: Scene, person: str) -> list[list[Any]]:
    """The rows of the file under its head of two rows, without what is the same in all of them."""
    client.force_login(county.person(person))
    rows = CalamineWorkbook.from_filelike(BytesIO(client.get(URL).content)).get_sheet_by_index(0).to_python()
    return [[*row[2:8], row[10]] for row in rows if isinstance(row[0], float)]


@pytest.mark.requirement("S2-3.7-a")
def test_each_team_and_its_leader_stand_with_what_was_filed(client: Client, county: Scene, filing: Filing) -> None:
    answered(county, filing)

    assert table(client, county, "a_secretary") == [
        ["A1村党支部", "a1_secretary", 98.13, 1.0, "先进", "", NUMBER],
        ["A2村党支部", "a2_secretary", 98.13, 1.0, "先进", "", NUMBER],
        ["A3社区党支部", "a3_secretary", 77.5, 3.0, "落后", "", NUMBER],
        ["A镇样例公司党支部", "ae_secretary", 95.0, 1.0, "先进", "", NUMBER],
        ["A镇样例协会党支部", "（空缺）", "—", "—", "", "没有收到评分表，不排名", NUMBER],
    ]
    assert table(client, county, "county_head") == table(client, county, "a_secretary")
    page = client.get(reverse("desk:filings-list")).content.decode()
    assert (URL in page, "2026年考核结果" in page) == (True, True)


@pytest.mark.requirement("S2-3.7-a")
def test_leader_is_who_held_the_post_when_the_round_was_ranked(client: Client, county: Scene, filing: Filing) -> None:
    end_the_window()  # ranked thirty days ago
    today = timezone.localdate()
    Appointment.objects.filter(user__username="a1_secretary").update(ended_on=today - timedelta(days=10))
    newcomer = User.objects.create_user("newcomer", name="新书记")
    appoint(
        organisation=county["A1"], duty=Duty.SECRETARY, user=newcomer, started_on=today - timedelta(days=9), by=None
    )
    answered(county, Filing.objects.get())

    assert table(client, county, "county_admin")[0][:2] == ["A1村党支部", "a1_secretary"]


@pytest.mark.requirement("S2-3.7-a")
@pytest.mark.parametrize("answer", [None, Answer.RETURNED])
def test_what_was_not_accepted_is_not_in_it(
    client: Client, county: Scene, filing: Filing, answer: Answer | None
) -> None:
    if answer is not None:
        answered(county, filing, answer)
    client.force_login(county.person("county_admin"))

    assert client.get(URL).status_code == 404
    assert URL not in client.get(reverse("desk:filings-list")).content.decode()


@pytest.mark.parametrize(
    ("person", "status"), [("a_secretary", 200), ("county_head", 200), ("b_secretary", 404), ("a1_secretary", 404)]
)
def test_only_who_sees_the_filing_gets_its_results(
    client: Client, county: Scene, filing: Filing, person: str, status: int
) -> None:
    answered(county, filing)
    client.force_login(county.person(person))

    assert client.get(URL).status_code == status
    assert client.get(reverse("desk:filings-export", args=[2025])).status_code == 404
