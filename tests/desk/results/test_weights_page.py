"""Groups of judges and tiers that weigh: chosen before the round opens, counted, printed, and explained. Worked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from guanmo.method.aggregation import OfficialRule
from guanmo.method.weights import weights_of
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.documents.composers.rankings import ranking_lists
from guanmo.stages.documents.exporters.layouts.ranking import rule_lines
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round, finish_visits, running_round, score, visit_to
from tests.desk.results.test_ranking_page import page as ranking_page
from tests.desk.results.test_ranking_page import table, words
from tests.desk.results.test_standing_page import page
from tests.desk.rounds.pages import Desk
from tests.desk.rounds.pages import county_round as draft_county_round
from tests.desk.rounds.test_create import choices
from tests.stages.results.scene import county_round, ranked_round

pytestmark = pytest.mark.django_db

BY_GROUP = OfficialRule(groups=weights_of({"township": "60", "basic": "40"}))
BY_TIER = OfficialRule(tiers=weights_of({"internal": "40", "county_demonstration": "60"}))


@pytest.fixture
def weighed(county: Scene) -> Round:
    """A1: 99.00 and 96.00 from the township, 91.00 and 90.00 from villages. A2: no village scored it."""
    round = running_round(county, official=BY_GROUP)
    for judge, points in {"a_deputy": "1.00", "a_member": "4.00"}.items():
        score(county, visit_to(round, "A1"), judge, {"二.1": (points, "记录不全")})
    for judge, left in {"a2_secretary": "1.00", "a3_secretary": "2.00"}.items():
        score(
            county,
            visit_to(round, "A1"),
            judge,
            {"二.1": ("4.00", "没有记录"), "四.1": ("4.00", "没有计划"), "二.2": (left, "缺")},
        )
    score(county, visit_to(round, "A2"), "a_deputy")
    finish_visits(county, round)
    close_scoring(round, reason="只评两个村", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


@pytest.mark.requirement("S0-3.1-j")
def test_groups_of_judges_weigh_and_the_sum_can_be_done_again(client: Client, county: Scene, weighed: Round) -> None:
    """A1: township 97.50, villages (91.00 + 90.00) / 2 = 90.50; 0.6 x 97.5 + 0.4 x 90.5 = 58.5 + 36.2 = 94.70."""
    text = page(client, county, "a_secretary", weighed)

    assert "第1名，94.70分" in text
    assert "乡镇（街道）评委：(99.00 + 96.00) ÷ 2 = 97.5" in text
    assert "村（社区）和“两新”组织评委：(91.00 + 90.00) ÷ 2 = 90.5" in text
    assert "97.5 × 60% + 90.5 × 40% = 94.70" in text
    assert "a_deputy 乡镇（街道）评委 99.00" in text
    assert "评委按类别加权：乡镇（街道）评委60%、村（社区）和“两新”组织评委40%" in text


def test_sections_weigh_as_the_total_does(county: Scene, weighed: Round) -> None:
    """Section 二 of 30 points: township lost 1 and 4, so 27.50; villages lost 5 and 6, so 24.50; 16.50 + 9.80 = 26.30."""
    sections = {one["no"]: one["score"] for one in Standing.objects.get(organisation__code="A1").sections}

    assert sections["二"] == "26.30"
    assert sum(Decimal(one) for one in sections.values()) == Decimal("94.70")


def test_organisation_that_one_group_did_not_score_has_no_rank(client: Client, county: Scene, weighed: Round) -> None:
    rows = {row[1]: row for row in table(ranking_page(client, county, "a_secretary", weighed), "village")}

    assert (rows["A2村党支部"][0], rows["A2村党支部"][-1]) == ("—", "缺少一类评委的评分表，不排名")


@pytest.fixture
def by_tiers(county: Scene) -> Round:
    """The internal round gave A1 98.13 and A3 77.50; B1 had none. The county's round gives A1 97.50, A3 92.00, B1 87.50."""
    secretary, internal = county.person("a_secretary"), ranked_round(county)
    confirm_classes(internal, {}, by=secretary)
    file_with_county(internal, by=secretary)
    return county_round(county, BY_TIER)


@pytest.mark.requirement("S0-3.1-j")
@pytest.mark.requirement("S0-3.3-i")
def test_tiers_weigh_and_the_townships_follow(client: Client, county: Scene, by_tiers: Round) -> None:
    """A1 0.4 x 98.13 + 0.6 x 97.50 = 97.752; A3 0.4 x 77.50 + 0.6 x 92 = 86.20; town A (97.75 + 86.20) / 2 = 91.975."""
    found = {one.organisation.code: one for one in Standing.objects.filter(ranking__round=by_tiers)}

    assert {code: str(found[code].score) for code in ("A1", "A3", "A")} == {"A1": "97.75", "A3": "86.20", "A": "91.98"}
    assert (found["B1"].score, found["B1"].reason) == (None, "tier_missing")
    assert (found["B"].score, found["B"].reason) == (None, "no_scored_point")
    text = page(client, county, "county_admin", by_tiers)
    assert "第1名，97.75分" in text
    assert "(98.00 + 97.00) ÷ 2 = 97.50" in text
    assert "内部逐个观摩 98.13 × 40% + 全县示范观摩 97.50 × 60% = 97.752 ≈ 97.75" in text
    assert found["A1"].tiers[1]["round"] in text


def test_weights_are_printed_with_the_ranking(county: Scene, by_tiers: Round) -> None:
    printed = rule_lines(ranking_lists(by_tiers, today=date(2026, 12, 31))[0])

    assert any("层级加权：内部逐个观摩40%、全县示范观摩60%" in line for line in printed)
    assert any("再按同样办法取小数" in line for line in printed)


def test_weights_are_chosen_on_the_form_and_shown_in_words(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    typed = choices(
        tier="county_demonstration", organiser="", targets=[str(county["A1"].uuid)], scoring="usual",
        group_county="50", group_township="50", tier_internal="40",
    )  # fmt: skip

    preview = words(desk.post("/rounds/new/", **typed, preview="1").content.decode())
    desk.post("/rounds/new/", **typed)

    assert "县级评委50%、乡镇（街道）评委50%" in preview
    assert "内部逐个观摩40%、全县示范观摩60%" in preview
    round = Round.objects.get()
    assert round.official_rule["groups"] == {"county": "50", "township": "50"}
    assert round.official_rule["tiers"] == {"county_demonstration": "60", "internal": "40"}
    assert 'name="tier_internal" value="40"' in desk.text(f"/rounds/{round.uuid}/rules/")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"group_township": "60"}, "group_county", "加起来要等于100%，现在是60%"),
        ({"tier_internal": "60", "tier_cross": "40"}, "tier_internal", "要小于100%"),
        ({"group_township": "-1"}, "group_township", "大于或等于"),
    ],
)
def test_weights_that_do_not_fit_are_refused_and_kept(
    county: Scene, changes: dict[str, str], field: str, sentence: str
) -> None:
    typed = choices(tier="county_demonstration", organiser="", targets=[str(county["A1"].uuid)], scoring="usual")

    answer = Desk(county, "county_admin").post("/rounds/new/", **{**typed, **changes})

    assert sentence in "".join(answer.context["form"].errors[field])
    assert f'value="{changes[field]}"' in answer.content.decode() if field in changes else True
    assert "<details open>" in answer.content.decode()
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    "tiers", [{"internal": 40, "county_demonstration": 60}, {"cross": 100}], ids=["a later tier", "without itself"]
)
def test_internal_round_cannot_weigh_a_later_tier(county: Scene, tiers: dict[str, int]) -> None:
    with pytest.raises(RuleInvalid):
        draft_round(county, tier=Tier.INTERNAL, official=OfficialRule(tiers=weights_of(tiers)))


def test_who_could_not_be_ranked_is_named_before_the_round_begins(county: Scene, by_tiers: Round) -> None:
    """The internal round gave A1 and A3 a score; B1 had none."""
    round = draft_county_round(county, Tier.COUNTY_DEMONSTRATION, ["A1", "B1"], official=BY_TIER)

    text = Desk(county, "county_admin").text(f"/rounds/{round.uuid}/")

    assert "还缺少其他层级得分的有1个组织：B1村党支部。结束打分时仍然没有的，不能排名。" in text
