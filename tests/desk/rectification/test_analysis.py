"""整改分析: what is common, how long it takes with open rows counted, what comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.rectification.domain.sign_off import reopen_row
from guanmo.stages.rectification.models import LedgerRow
from tests.county import Scene
from tests.desk.rectification.test_elsewhere import problem, self_check
from tests.desk.rectification.test_random_look_backs import signed_off_rows
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db
PAGE = "desk:ledger-analysis"


def began_days_ago(row: LedgerRow, days: int) -> None:
    """Let the notice lie in the past: steps are append-only, so only the database itself can be told."""
    at = timezone.now() - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rectification_rowtransition SET at = %s WHERE row_id = %s AND target <> 'signed_off'",
            [at.replace(tzinfo=None) if connection.vendor == "sqlite" else at, row.pk],
        )


def test_median_and_relapse_by_organisation(county: Scene, client: Client) -> None:
    first, second, third = signed_off_rows(county)
    for row, days in ((first, 4), (second, 10), (third, 6)):
        began_days_ago(row, days)
    reopen_row(third, reason="反弹", due_date=in_days(9), by=county.person("a_secretary"))
    client.force_login(county.person("a_officer"))
    context = client.get(reverse(PAGE)).context
    # 4, 6 and 10 days: after 6 days a third is still open. A1: 4 and 10, half is done after 4.
    assert (context["whole"].median, context["whole"].relapsed, context["whole"].ever) == (6, 1, 3)
    assert str(context["whole"].relapse_rate) == "33.3"
    assert [(one.name, one.rows, one.open, one.median, one.relapsed) for one in context["parts"]] == [
        ("A1村党支部", 2, 0, 4, 0),
        ("A2村党支部", 1, 1, 6, 1),
    ]


def test_common_problem_counts_organisations_not_deductions(county: Scene, client: Client) -> None:
    signed_off_rows(county)
    client.force_login(county.person("a_officer"))
    common = client.get(reverse(PAGE)).context["common"]
    assert {(one.organisations, one.rounds, one.fixed, one.entered) for one in common} == {(1, 1, 1, 1)}
    # Two judges on one item of A1: 1.00 and 2.00, one problem.
    assert sorted(str(one.points) for one in common) == ["0.50", "1.50", "4.00"]


def test_what_an_organisation_found_itself_counts_from_the_day_it_was_entered(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    self_check(client, county, [problem()])
    began_days_ago(LedgerRow.objects.get(), 5)
    client.force_login(county.person("a_officer"))
    whole = client.get(reverse(PAGE)).context["whole"]
    assert (whole.rows, whole.open, whole.ever) == (1, 1, 0)


@pytest.mark.parametrize(("who", "status"), [("county_admin", 200), ("a1_secretary", 404), ("a_member", 404)])
def test_only_superiors_read_it(county: Scene, client: Client, who: str, status: int) -> None:
    client.force_login(county.person(who))
    assert client.get(reverse(PAGE)).status_code == status
