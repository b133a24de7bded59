"""What was put right stands beside the ranking and never rewrites it.

A1 of ``tests.stages.results.scene``: one judge took 1.00 (一.2) and 0.50 (三.3) off, the other 2.25 (一.2): 98.50 and
97.75, mean 98.125, rounded 98.13. Without 一.2 they are 99.50 and 100.00: mean 99.75.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanmo.method.aggregation import OfficialRule
from guanmo.method.weights import weights_of
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.notify import notify
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.sign_off import reopen_row, sign_off
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.models import Round
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.stages.rectification.way import entered, in_days
from tests.stages.results.scene import ranked_round

pytestmark = pytest.mark.django_db


def fixed_row(county: Scene, round: Round, item: str = "一.2", code: str = "A1") -> LedgerRow:
    row = entered(county, code, item)
    notify(round, county[code], by=county.person("a_officer"))
    submit_rectification(row, done="已补选", by=county.person(f"{code.lower()}_secretary"))
    deputy = county.person("a_deputy")
    look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看了", by=deputy)
    sign_off(row, evidence="好", by=deputy)
    return row


def test_rectified_points_stand_beside_the_unchanged_ranking(county: Scene, client: Client) -> None:
    round = ranked_round(county)
    before = list(Standing.objects.order_by("pk").values_list("organisation__code", "score", "rank"))
    row = fixed_row(county, round)
    client.force_login(county.person("a_secretary"))
    ranking = reverse("desk:results-list", args=[round.uuid])
    standing = reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])
    assert "整改后99.75分（不改名次）" in client.get(ranking).content.decode()
    rectified = client.get(standing).context["rectified"]
    assert (rectified.fixed, rectified.problems, str(rectified.score)) == (1, 2, "99.75")
    assert list(Standing.objects.order_by("pk").values_list("organisation__code", "score", "rank")) == before
    assert "98.13" in client.get(ranking).content.decode()
    reopen_row(row, reason="反弹", due_date=in_days(9), by=county.person("a_secretary"))
    assert "整改后" not in client.get(ranking).content.decode()


def test_rectified_points_are_weighed_as_the_round_weighs_its_judges(county: Scene, client: Client) -> None:
    """Township 99.00, village 96.00: 0.6 x 99 + 0.4 x 96 = 97.80. Without the village's deduction 0.6 x 99 + 0.4 x 100 = 99.40."""
    round = running_round(county, official=OfficialRule(groups=weights_of({"township": "60", "basic": "40"})))
    score(county, visit_to(round, "A1"), "a_deputy", {"二.1": ("1.00", "记录不全")})
    score(county, visit_to(round, "A1"), "a2_secretary", {"四.1": ("4.00", "没有计划")})
    finish_visits(county, round)
    close_scoring(round, reason="只评一个村", by=county.person("a_secretary"))
    assert str(Standing.objects.get(organisation__code="A1").score) == "97.80"

    fixed_row(county, round, "四.1")

    client.force_login(county.person("a_secretary"))
    standing = reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])
    assert str(client.get(standing).context["rectified"].score) == "99.40"


def test_questions_to_the_database_do_not_grow_with_what_was_put_right(county: Scene, client: Client) -> None:
    round = ranked_round(county)
    ranking = reverse("desk:results-list", args=[round.uuid])
    client.force_login(county.person("a_secretary"))
    asked = []
    for code, item in (("A1", "一.2"), ("A2", "五.1")):
        fixed_row(county, round, item, code)
        with CaptureQueriesContext(connection) as queries:
            assert "整改后" in client.get(ranking).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
