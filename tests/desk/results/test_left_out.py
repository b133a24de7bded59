"""Sheets that the severity model must not read: vetoes, and those of groups of judges without weight; as the page shows it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.method.aggregation import OfficialRule
from guanmo.method.weights import weights_of
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.results.models import AdjustedScore, Adjustment, Objection
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.models import BallotDeduction
from tests.county import Scene, score, visit_to
from tests.desk.results.test_ranking_page import table
from tests.desk.results.test_reliability_page import page
from tests.stages.rectification.way import picture, upload
from tests.stages.results.scene import JUDGES, LOST, MORE_VILLAGES, Lost, broad_round, closed, end_the_window

pytestmark = pytest.mark.django_db

ALL_OF_A5 = tuple(("A5", judge) for judge in JUDGES)


def sheets_read(county: Scene, round: Round) -> dict[str, int]:
    """Of how many sheets each judge's severity was learnt."""
    kept = Adjustment.objects.get(ranking__round=round, ranking_list="village")
    names = {one.pk: one.user.username for one in Participant.objects.filter(round=round).select_related("user")}
    return {names[one["participant"]]: one["sheets"] for one in kept.judges}


def adjusted(round: Round, code: str) -> AdjustedScore:
    return AdjustedScore.objects.get(standing__ranking__round=round, standing__organisation__code=code)


def test_vetoed_sheet_says_nothing_of_its_judge_and_ruins_no_figure(client: Client, county: Scene) -> None:
    """A6 lost 4, 5, 7 and 9 points; a_officer vetoed it. From the three others it is worth about 94, and the official mean is
    (96 + 95 + 0 + 91) / 4 = 70.50."""
    round = closed(county, broad_round(county, (("A6", "a_officer"),)))
    rows = {row[1]: row for row in table(page(client, county, "a_secretary", round), "village")}

    assert sheets_read(county, round) == {**dict.fromkeys(JUDGES, 8), "a_officer": 7}
    assert rows["A6村党支部"][2] == "70.50"
    assert 93 < Decimal(rows["A6村党支部"][3]) < 96
    assert len(adjusted(round, "A6").sheets) == 3


def test_organisation_with_nothing_but_vetoes_has_no_adjusted_score_and_the_page_says_why(
    client: Client, county: Scene
) -> None:
    round = closed(county, broad_round(county, ALL_OF_A5))
    html = page(client, county, "a_secretary", round)
    rows = {row[1]: row for row in table(html, "village")}

    assert rows["A5村党支部"][2:6] == ["0.00", "—", "—", "—"]
    assert rows["A5村党支部"][-1] == "计入的评分表都是一票否决，没有校正分"
    assert rows["A4村党支部"][-1] == ""
    assert "range-place" not in html
    assert "正式名次算的不是同样的评分表，所以没有画上" in html


def test_picture_has_the_official_place_where_it_is_of_the_same_sheets(client: Client, county: Scene) -> None:
    html = page(client, county, "a_secretary", closed(county, broad_round(county)))

    assert html.count("range-place") == len(MORE_VILLAGES)


A_OFFICER_GIVES_ALL_THE_SAME = tuple((first, second, 10, last) for first, second, _officer, last in LOST)


def withdrawn(client: Client, county: Scene, round: Round) -> None:
    """The only veto falls after an objection of A6, and the round is counted again."""
    veto = BallotDeduction.objects.get(version__ballot__visit__round=round, version__vetoed=True, points=40)
    client.force_login(county.seat("a6_secretary", "A6", Duty.SECRETARY))
    words = {"lines": [veto.pk], "text": "台账是真的", "attached": [upload("台账.jpg", picture())]}
    client.post(reverse("desk:objections-create", args=[visit_to(round, "A6").uuid]), words)
    client.force_login(county.person("a_deputy"))
    answer = {f"line-{veto.pk}": "0", "text": "查看了台账，是真的"}
    client.post(reverse("desk:objections-detail", args=[Objection.objects.get().uuid]), answer)
    end_the_window()
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:results-recount", args=[round.uuid]))


def questioned(round: Round) -> dict[str, int]:
    """Of how many sheets it is asked whether a judge gives everybody the same."""
    kept = Adjustment.objects.get(ranking__round=round, ranking__replaced_by=None, ranking_list="village")
    names = {str(one.pk): one.user.username for one in Participant.objects.filter(round=round).select_related("user")}
    asked = [one for one in kept.questions["asked"] if one["kind"] == "straight_lining"]
    return {names[one["about"][0]]: one["sheets"] for one in asked}


def test_veto_that_a_re_check_withdrew_leaves_no_sheet_out(client: Client, county: Scene) -> None:
    """Without the veto all of 8 x 4 sheets count: the official mean of A6 is (96 + 95 + 90 + 91) / 4 = 93.00."""
    vetoed = broad_round(county, (("A6", "a_officer"),), lost=A_OFFICER_GIVES_ALL_THE_SAME, objection_days=3)
    round = closed(county, vetoed)
    before = page(client, county, "a_secretary", round)
    assert ("平均每个组织有3.9份打分" in before, "range-place" in before) == (True, False)
    assert "正式名次算的不是同样的评分表" in before
    assert questioned(round) == {"a_officer": 7}
    classify = reverse("desk:results-classify", args=[round.uuid])
    assert "一票否决1份" in client.get(classify).content.decode()

    withdrawn(client, county, round)

    html = page(client, county, "a_secretary", round)
    rows = {row[1]: row for row in table(html, "village")}
    assert rows["A6村党支部"][2] == "93.00"
    assert ("平均每个组织有4.0份打分" in html, html.count("range-place")) == (True, len(MORE_VILLAGES))
    assert "正式名次算的不是同样的评分表" not in html
    assert questioned(round) == {"a_officer": 8}
    assert "一票否决1份" not in client.get(classify).content.decode()


FAR_OFF = (*LOST[:2], (4, 5, 7, 60), *LOST[3:])
MOSTLY_FULL = ((0,) * 4, (0,) * 4, (0, 0, 0, 60), (0,) * 4, (10,) * 4, (5,) * 4, (5,) * 4, (15,) * 4)


@pytest.mark.parametrize(("lost", "less"), [(FAR_OFF, True), (MOSTLY_FULL, False)], ids=["ordinary", "piled up"])
def test_sheet_that_is_far_off_is_said_to_count_for_less_only_where_it_does(
    client: Client, county: Scene, lost: Lost, less: bool
) -> None:
    """Where more than a quarter of all scores are full marks no sheet is weighed less (fair.md 2)."""
    round = closed(county, broad_round(county, lost=lost))
    client.force_login(county.person("a_secretary"))
    html = client.get(reverse("desk:results-standing", args=[visit_to(round, "A6").uuid])).content.decode()

    assert "和其他评委差得很远" in html
    assert ("和其他评委差得很远，比重调低" in html) is less


def test_judges_whose_group_has_no_weight_decide_nothing(client: Client, county: Scene) -> None:
    """Villages' secretaries were asked but have no weight; the one of A1 gives the last village full marks."""
    round = broad_round(county, official=OfficialRule(groups=weights_of({"township": "100"})))
    for code in MORE_VILLAGES:
        score(county, visit_to(round, code), "a1_secretary", {"一.1": ("30.00", "不全")} if code != "A11" else {})
    html = page(client, county, "a_secretary", closed(county, round))

    assert set(sheets_read(county, round)) == set(JUDGES)
    assert len(adjusted(round, "A11").sheets) == len(JUDGES)
    assert adjusted(round, "A11").score < adjusted(round, "A7").score
    assert "有权重的各类评委，每份评分表一样算；没有权重的不算在内" in html
    assert "range-place" not in html
