"""The pages of indicators: what a village is told, what is missing since when, items against organisations, who sees what."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.indicators.models import IndicatorDefinition
from tests.county import Scene
from tests.desk.indicators.facts import Fact, lost, member, record, reserve, spent
from tests.desk.records.ledgers import logged_in

TODAY = date(2026, 11, 15)
DAY = {"theme": "学习", "content": "记录", "present": 9}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def write(scene: Scene, *facts: Fact) -> None:
    for fact in facts:
        fact(scene)


def get(client: Client, name: str, *args: Any, **query: str) -> Any:
    return client.get(reverse(f"desk:indicators-{name}", args=args), query, follow=True)


def missing(client: Client, **query: str) -> list[Any]:
    """Each gap of the list with its periods in words."""
    return [line for group in get(client, "missing", **query).context["groups"] for line in group.lines]


def test_a_village_reads_what_is_missing_by_which_clause_and_goes_to_the_form(scene: Scene) -> None:
    write(scene, *(record("theme_party_day", on, papers="plan photo", **DAY) for on in ("2026-08-03", "2026-10-03")))
    page = get(logged_in(scene, "a1_secretary"), "list")
    (card,) = page.context["page"].missed
    assert (card.reading.asked.code, card.missed, card.state) == ("theme_party_day", ["9月"], "达标")
    assert "村（社区）得分表四.1" in page.content.decode()
    form = logged_in(scene, "a1_secretary").get(card.mend.url)
    assert (form.status_code, form.context["type"].code) == (200, "theme_party_day")
    above = get(logged_in(scene, "county_head"), "organisation", scene["A1"].uuid)
    assert above.context["page"].missed[0].mend is None  # not the head's to mend


def test_what_is_missing_stands_open_and_what_is_settled_is_folded(scene: Scene) -> None:
    """On a phone nobody should scroll past a hundred kept rules to find the one that is not."""
    write(
        scene,
        record("party_group", "2026-09-09", agenda="一"),
        *(record("general_meeting", on, agenda="一") for on in ("2026-01-09", "2026-05-09", "2026-09-09")),
    )
    html = get(logged_in(scene, "a1_secretary"), "list").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    folded = "".join(re.findall(r"<details.*?</details>", main, re.DOTALL))
    open_ = re.sub(r"<details.*?</details>", "", main, flags=re.DOTALL)
    assert ("党小组会每月召开" in open_, "党小组会每月召开" in folded) == (True, False)
    for settled in ("党员大会每季度召开", "支委会每月召开"):  # kept; without data
        assert (settled in open_, settled in folded) == (False, True)
    assert "<details open" not in main


def test_what_is_missing_says_who_what_and_since_when(scene: Scene) -> None:
    write(
        scene, record("party_group", "2026-07-09", agenda="一"), record("party_group", "2026-07-09", "B1", agenda="一")
    )
    client = logged_in(scene, "county_admin")
    lines = [(gap.organisation.code, gap.asked.code, words, gap.since) for gap, words in missing(client)]
    since = date(2026, 9, 1)
    deputies = [(at, "seats_filled", ["11月"], date(2026, 11, 1)) for at in ("A2", "A3", "B1")]
    kept = [(at, "party_group", ["8月", "9月", "10月"], since) for at in ("A1", "B1")]
    assert sorted(lines) == sorted([*kept, *deputies])  # only A1 has a deputy
    township = missing(client, township=str(scene["B"].uuid))
    assert {gap.organisation.code for gap, _words in township} == {"B1"}
    unknown = [gap for gap, _words in missing(client, state="unknown")]
    assert unknown
    assert "party_group" not in {
        one.asked.code for one in unknown if one.organisation.code == "A2" and one.state == "missed"
    }
    assert {gap.organisation.code for gap, _words in missing(logged_in(scene, "a_secretary"))} == {"A1", "A2", "A3"}


@pytest.mark.requirement("S4-3a")
def test_modes_of_study_that_an_organisation_did_not_use_are_listed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of five were used; the year is over."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2027, 1, 5))
    used = (
        record("study_session", "2026-03-03", kind="special_study", topic="讲话", mode=mode)
        for mode in ("school", "paired")
    )
    write(scene, *used)
    lines = missing(logged_in(scene, "county_admin"))
    unused = {gap.asked.code for gap, _words in lines if gap.asked.code.startswith("study_mode_")}
    assert unused == {"study_mode_seminar", "study_mode_practice", "study_mode_leaders"}
    assert {gap.organisation.code for gap, _words in lines if gap.asked.code.startswith("study_mode_")} == {"A1"}


WOMEN = [
    record("female_cadres", "2026-03-03", at, head=head, reserve=there)
    for at, head, there in (("A1", False, False), ("A2", True, False), ("A3", False, True), ("B1", False, False))
]
POOR = [
    *(
        record("organisation_mark", "2026-01-09", "D", target=f"@{at}", mark="poor_village", basis="文件")
        for at in ("A1", "A2")
    ),
    *(
        record("campaign_activity", "2026-05-01", at, campaign=campaign, theme="实干", content="走访", result="好")
        for at, campaign in (("A1", "practice"), ("A2", "work_style"), ("A3", "practice"))
    ),
]


@pytest.mark.parametrize(
    ("code", "facts", "listed"),
    [
        pytest.param("female_reserve", WOMEN, ["A1", "B1"], marks=pytest.mark.requirement("S4-12l")),
        pytest.param("work_style_year", POOR, ["A1"], marks=pytest.mark.requirement("S4-19c")),
    ],
)
def test_villages_that_lack_what_is_asked_are_listed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, code: str, facts: list[Fact], listed: list[str]
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2027, 1, 5))
    write(scene, *facts)
    lines = missing(logged_in(scene, "county_admin"))
    assert sorted({gap.organisation.code for gap, _words in lines if gap.asked.code == code}) == listed


@pytest.mark.requirement("S4-10g")
def test_leaders_who_missed_either_kind_of_meeting_are_seen_by_name(scene: Scene) -> None:
    people = ("a_secretary", "a_deputy", "a_member", "a_officer")
    lived = [("leadership", one) for one in people[:3]] + [("branch", one) for one in people[1:]]
    write(scene, *(record("dual_life", "2026-03-03", "A", leader=f"@{one}", kind=kind) for kind, one in lived))
    rows = get(logged_in(scene, "county_admin"), "proof", scene["A"].uuid, "dual_life").context["rows"]
    assert {one.row.label: one.top for one in rows} == {
        "a_secretary": "0", "a_deputy": "1", "a_member": "1", "a_officer": "0",
    }  # fmt: skip


@pytest.mark.requirement("S1-E-1.2-a")
def test_trainings_that_a_secretary_missed_are_reached_from_the_value(scene: Scene) -> None:
    said = [("2026-03-03", "春训", "present"), ("2026-05-05", "夏训", "excused"), ("2026-10-10", "秋训", "absent")]
    write(
        scene,
        *(record("secretary_called", on, "A", called="@AE", training=what, attendance=how) for on, what, how in said),
    )
    client = logged_in(scene, "county_admin")
    page = get(client, "proof", scene["AE"].uuid, "secretary_called")
    pages = {line.row.day: client.get(line.url).content.decode() for line in page.context["rows"][1:]}
    for on, what, how in said:
        assert what in pages[on]
        assert ("无故缺席" in pages[on]) is (how == "absent")


@pytest.mark.requirement("S4-30e")
def test_the_income_of_villages_is_shown_over_the_years_with_its_document(scene: Scene) -> None:
    """The running year, of which nobody has said anything, is not known: it is no fall to nothing."""
    said = [("2025-02-01", "2024", "9000.00"), ("2026-01-20", "2025", "12000.50")]
    write(
        scene,
        *(record("collective_income", on, period=year, amount=yuan, papers="source") for on, year, yuan in said),
        record("collective_income", "2026-05-01", "B1", period="2025", amount="0.50"),
    )
    client = logged_in(scene, "county_admin")
    history = get(client, "detail", "collective_income_sum").context["history"]
    assert [(period, line.total) for period, _words, line in history][-3:] == [
        ("2024", "9,000.00元"), ("2025", "12,001.00元"), ("2026", "—"),
    ]  # fmt: skip
    (line,) = get(client, "proof", scene["A1"].uuid, "collective_income_sum", period="2025").context["rows"]
    record_page = client.get(line.url).content.decode()
    assert "12,000.50" in record_page or "12000.50" in record_page
    assert "来源文件" in record_page


def test_items_stand_against_organisations(scene: Scene) -> None:
    write(
        scene, record("party_group", "2026-09-09", agenda="一"), record("party_group", "2026-10-09", "A2", agenda="一")
    )
    maps = get(logged_in(scene, "a_secretary"), "map").context["maps"]
    village, two_new = maps
    place = [key for key, _text in village.items].index("二.2")
    cells = {organisation.code: row[place].words for organisation, row in village.rows}
    assert cells == {"A1": "二.2 未达标", "A2": "二.2 达标", "A3": "二.2 没有数据"}
    assert [organisation.code for organisation, _row in two_new.rows] == ["AE", "AS"]


def test_names_behind_lost_contact_stay_with_the_organisation_and_its_superiors(scene: Scene) -> None:
    write(scene, member("某甲"), lost("某甲", "2026-10-01"))
    for person in ("a1_secretary", "a_secretary", "county_admin"):
        page = get(logged_in(scene, person), "proof", scene["A1"].uuid, "lost_contact").content.decode()
        assert "1人" in page
        assert "某甲" not in page  # the name stands on the restricted page alone
    assert get(logged_in(scene, "b_secretary"), "proof", scene["A1"].uuid, "lost_contact").status_code == 404


def test_a_value_of_an_organisation_leads_to_the_records_of_which_it_is_made(scene: Scene) -> None:
    """Money in yuan, the records by their days, and no day for an organisation whose beginning nobody entered."""
    write(
        scene,
        *(record("work_funds", on, budgeted=yuan) for on, yuan in (("2025-03-01", "800.00"), ("2026-03-01", "799.00"))),
    )
    client = logged_in(scene, "county_admin")
    page = get(client, "proof", scene["A1"].uuid, "funds_growth")
    lines = [(line.row.day, line.top, line.bottom) for line in page.context["rows"]]
    assert lines == [("", "799.00元", "800.00元"), ("2026-03-01", "", ""), ("2025-03-01", "", "")]
    for line, yuan in zip(page.context["rows"][1:], ("799.00", "800.00"), strict=True):
        assert yuan in client.get(line.url).content.decode()
    assert (page.context["sum"].top, page.context["sum"].bottom) == ("799.00元", "800.00元")


def test_names_behind_a_value_of_an_organisation_are_not_read_by_peers(scene: Scene) -> None:
    said = {"target": "@A1", "mark": "poor_village", "basis": "文件"}
    write(scene, record("organisation_mark", "2026-01-09", "D", **said), member("某甲", joined="2026-02-02"))
    shown = {
        person: "某甲"
        in get(logged_in(scene, person), "proof", scene["A1"].uuid, "poor_village_members").content.decode()
        for person in ("a1_secretary", "county_admin", "county_head", "a2_secretary")
    }
    assert shown == {"a1_secretary": True, "county_admin": True, "county_head": False, "a2_secretary": False}


@pytest.mark.parametrize(
    ("fact", "code", "words"),
    [(member("某甲"), "roster_complete", "某甲"), (spent("10.00", "2026-05-05"), "dues_to_primary", "买书")],
)
def test_names_of_members_and_what_dues_were_spent_for_are_not_read_by_peers(
    scene: Scene, fact: Fact, code: str, words: str
) -> None:
    write(scene, fact)
    shown = {
        person: words in get(logged_in(scene, person), "proof", scene["A1"].uuid, code).content.decode()
        for person in ("a1_secretary", "a_officer", "county_admin", "county_head", "a_member", "a2_secretary")
    }
    assert shown == {
        "a1_secretary": True,
        "a_officer": True,
        "county_admin": True,
        "county_head": False,
        "a_member": False,
        "a2_secretary": False,
    }


def test_names_of_reserve_cadres_are_read_by_their_own_organisation_alone(scene: Scene) -> None:
    write(scene, reserve(1))
    shown = {
        person: "样后备" in get(logged_in(scene, person), "proof", scene["A1"].uuid, "reserve_cadres").content.decode()
        for person in ("a1_secretary", "a_secretary", "county_admin")
    }
    assert shown == {"a1_secretary": True, "a_secretary": False, "county_admin": False}


def test_only_the_county_changes_a_target_and_says_why(scene: Scene) -> None:
    filled = {"target": "2", "tolerance": "0", "reason": "每月两次"}
    url = reverse("desk:indicators-edit", args=["party_group"])
    assert logged_in(scene, "a_secretary").post(url, filled).status_code == 404
    client = logged_in(scene, "county_admin")
    assert client.post(url, {**filled, "reason": ""}).status_code == 200
    assert IndicatorDefinition.objects.count() == 0
    write(scene, record("party_group", "2026-10-09", agenda="一"))
    assert get(client, "proof", scene["A1"].uuid, "party_group", period="2026-10").context["card"].state == "达标"
    assert client.post(url, filled).status_code == 302
    assert get(client, "proof", scene["A1"].uuid, "party_group", period="2026-10").context["card"].state == "未达标"
    client.post(url, {**filled, "retired": "on"})
    assert get(client, "detail", "party_group").status_code == 404


def test_all_values_take_one_statement_for_each_indicator(scene: Scene, django_assert_max_num_queries: Any) -> None:
    """However many organisations: with more villages not one query more."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = logged_in(scene, "county_admin")
    get(client, "list")
    with CaptureQueriesContext(connection) as before:
        get(client, "list")
    for number in range(5):
        scene.add(f"A9{number}", f"新村{number}", "village", "branch", "A")  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as after:
        get(client, "list")
    assert len(after) == len(before)
