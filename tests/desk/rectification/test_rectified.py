"""What was put right stands beside the ranking and never rewrites it.

A1 of ``tests.stages.results.scene``: one judge took 1.00 (一.2) and 0.50 (三.3) off, the other 2.25 (一.2): 98.50 and
97.75, mean 98.125, rounded 98.13. Without 一.2 they are 99.50 and 100.00: mean 99.75.
"""

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.procedures.notify import notify
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.sign_off import reopen_row, sign_off
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.models import Round
from tests.county import Scene, visit_to
from tests.stages.rectification.way import entered, in_days
from tests.stages.results.scene import ranked_round

pytestmark = pytest.mark.django_db


def fixed_row(county: Scene, round: Round) -> LedgerRow:
    row = entered(county)
    notify(round, county["A1"], by=county.person("a_officer"))
    submit_rectification(row, done="已补选", by=county.person("a1_secretary"))
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
