"""Drafting a round on the page: who may, which rules, what is refused, and that nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round
from tests.desk.rounds.pages import Desk

QUARTER = Quarter.of(timezone.localdate())
CHOICES = {
    "period": str(QUARTER),
    "title": "",
    "starts_on": str(QUARTER.first_day),
    "deadline": str(QUARTER.last_day),
    "method": "trimmed_mean",
    "drop": "1",
    "places": "2",
    "by": "score",
    "score_advanced": "90",
    "score_backward": "60",
    "share_advanced": "30",
    "share_backward": "10",
}


def choices(**changes: Any) -> dict[str, Any]:
    return {**CHOICES, **changes}


def test_township_drafts_its_own_internal_round(county: Scene) -> None:
    answer = Desk(county, "a_officer").post("/rounds/new/", **choices())

    round = Round.objects.get()
    assert (round.tier, round.organiser.code, round.period) == ("internal", "A", str(QUARTER))
    assert round.official_rule == {"method": "trimmed_mean", "drop": 1, "places": 2, "rounding": "half_up"}
    assert round.class_rule == {"by": "score", "advanced": "90", "backward": "60"}
    assert round.scoring is True
    assert answer.redirect_chain == [(f"/rounds/{round.uuid}/", 302)]


def test_choices_are_shown_in_words_before_anything_is_stored(county: Scene) -> None:
    answer = Desk(county, "a_officer").post("/rounds/new/", **choices(preview="1", by="share"))

    text = answer.content.decode()
    assert "去掉最高分和最低分后的平均分（最高、最低各去掉1份），保留2位小数" in text
    assert "名次前30%为先进，后10%为落后，其余为达标" in text
    assert Round.objects.count() == 0


@pytest.mark.requirement("S0-1-c")
@pytest.mark.parametrize(("tier", "scoring"), [("internal", True), ("cross", False), ("county_demonstration", True)])
def test_county_gives_every_round_exactly_one_of_three_tiers(county: Scene, tier: str, scoring: bool) -> None:
    targets = [] if tier == "internal" else [str(county["A1"].uuid), str(county["AE"].uuid)]
    organiser = str(county["A"].uuid) if tier == "internal" else ""

    answer = Desk(county, "county_admin").post(
        "/rounds/new/", **choices(tier=tier, organiser=organiser, targets=targets, scoring="usual")
    )

    round = Round.objects.get()
    visited = {visit.organisation.code for visit in round.visits.all()}
    assert (round.tier, round.scoring) == (tier, scoring)
    assert visited == ({"A1", "A2", "A3", "AE", "AS"} if tier == "internal" else {"A1", "AE"})
    assert str(Tier(tier).label) in answer.content.decode()


@pytest.mark.requirement("S0-1-c")
@pytest.mark.parametrize("tier", ["", "both", "internal,cross"])
def test_round_without_exactly_one_tier_is_refused(county: Scene, tier: str) -> None:
    answer = Desk(county, "county_admin").post(
        "/rounds/new/", **choices(tier=tier, organiser=str(county["A"].uuid), title="一季度观摩", scoring="usual")
    )

    assert answer.context["form"].errors["tier"]
    assert 'value="一季度观摩"' in answer.content.decode()
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"deadline": str(date(2020, 1, 1))}, "deadline", "完成期限不能早于开始日期。"),
        ({"drop": ""}, "drop", "请填写最高、最低各去掉几份，至少1份。"),
        ({"score_backward": ""}, "score_backward", "请填写这一条线。"),
        ({"score_advanced": "50"}, "score_advanced", "先进的分数线不能低于落后的分数线。"),
        ({"score_advanced": "101"}, "score_advanced", "请填写0到100之间的数。"),
        ({"by": "share", "share_advanced": "95"}, "share_advanced", "先进和落后的比例加起来不能超过100%。"),
    ],
)
def test_rule_that_cannot_be_used_is_refused_and_kept(
    county: Scene, changes: dict[str, str], field: str, sentence: str
) -> None:
    answer = Desk(county, "a_officer").post("/rounds/new/", **choices(title="样例轮次", **changes))

    assert answer.context["form"].errors[field] == [sentence]
    assert 'value="样例轮次"' in answer.content.decode()
    assert Round.objects.count() == 0


def test_second_internal_round_in_a_quarter_is_refused_and_kept(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    desk.post("/rounds/new/", **choices())

    answer = desk.post("/rounds/new/", **choices(title="又一轮"))

    assert answer.context["form"].non_field_errors() == ["这个季度的内部观摩已经建立，请打开已有的一轮继续。"]
    assert 'value="又一轮"' in answer.content.decode()
    assert Round.objects.count() == 1


def test_county_round_without_a_target_is_refused(county: Scene) -> None:
    answer = Desk(county, "county_admin").post("/rounds/new/", **choices(tier="cross", organiser="", scoring="usual"))

    assert answer.context["form"].errors["targets"] == ["请至少选择一个观摩对象。"]
    assert Round.objects.count() == 0


def test_county_must_name_the_township_of_an_internal_round(county: Scene) -> None:
    answer = Desk(county, "county_admin").post(
        "/rounds/new/", **choices(tier="internal", organiser="", scoring="usual")
    )

    assert answer.context["form"].errors["organiser"] == ["请选择开展内部观摩的乡镇（街道）。"]


@pytest.mark.requirement("S0-3.2-a")
def test_township_cannot_draft_for_another_township_or_tier(county: Scene) -> None:
    Desk(county, "b_officer").post("/rounds/new/", **choices(tier="cross", organiser=str(county["A"].uuid)))

    assert [(round.tier, round.organiser.code) for round in Round.objects.all()] == [("internal", "B")]


@pytest.mark.parametrize("name", ["a1_secretary", "a_member", "county_head"])
def test_who_runs_no_round_finds_no_form(county: Scene, name: str) -> None:
    desk = Desk(county, name)

    assert desk.get("/rounds/new/").status_code == 404
    assert desk.post("/rounds/new/", **choices()).status_code == 404
    assert Round.objects.count() == 0


def test_draft_is_changed_on_the_page(county: Scene) -> None:
    round = draft_round(county)
    path = f"/rounds/{round.uuid}/rules/"
    desk = Desk(county, "a_officer")
    assert 'value="2026-12-20"' in desk.text(path)

    desk.post(path, **choices(period="2026-Q4", starts_on="2026-11-01", deadline="2026-12-25", method="median"))

    round.refresh_from_db()
    assert (round.deadline, round.official_rule["method"]) == (date(2026, 12, 25), "median")


def test_county_changes_whom_a_draft_visits(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    desk.post("/rounds/new/", **choices(tier="cross", scoring="usual", targets=[str(county["A1"].uuid)]))
    round = Round.objects.get()

    desk.post(
        f"/rounds/{round.uuid}/rules/",
        **choices(scoring="yes", targets=[str(county["A2"].uuid), str(county["B1"].uuid)]),
    )

    round.refresh_from_db()
    assert round.scoring is True
    assert {visit.organisation.code for visit in round.visits.all()} == {"A2", "B1"}


def test_classes_by_both_and_by_veto_are_chosen_and_shown_in_words(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    typed = choices(by="both", vetoes="2")

    text = desk.post("/rounds/new/", **typed, preview="1").content.decode()
    desk.post("/rounds/new/", **typed)

    assert "90分及以上、名次又在前30%的为先进，低于60分、名次又在后10%的为落后" in text
    assert "并列的都归较好一类" in text
    assert "有2份评分表一票否决的，不论得分都为落后" in text
    round = Round.objects.get()
    assert round.class_rule == {
        "by": "both", "advanced": "90", "backward": "60",
        "advanced_share": "0.3", "backward_share": "0.1", "vetoes": 2,
    }  # fmt: skip
    shown = desk.text(f"/rounds/{round.uuid}/rules/")
    assert 'name="share_advanced" value="30.0"' in shown
    assert 'name="vetoes" value="2"' in shown
