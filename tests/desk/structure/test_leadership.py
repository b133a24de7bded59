"""Who leads, where a seat is empty, which election is due, how secretaries came to their posts, and who reads reviews."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, AppointmentFact, SecretaryChange
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, write
from tests.desk.rounds.pages import Desk

PATH = "/leadership/"


def table(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in desk.get(PATH).context["page"].tables[number].rows]


def due(desk: Desk) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in table(desk, 0)}


def note(desk: Desk, county: Scene, code: str, person: str, what: str, **changes: str) -> Any:
    path = f"/organisations/{county[code].uuid}/holders/{county.person(person).uuid}/facts/"
    return desk.post(path, what=what, on="2026-03-01", body="样例县委组织部", **changes)


def elected(scene: Scene, code: str, person: str, on: str, action: str = "file", **steps: str) -> None:
    """An election file as the organisation writes it."""
    data = {"term": "第五届", "held_on": on, **steps}
    write(logged_in(scene, person), scene, code, "election_file", data, action=action)


@pytest.mark.requirement("S1-V-1.2-a", "S2-2.1.3-a")
def test_empty_seats_are_those_that_the_kind_of_organisation_asks_for(county: Scene) -> None:
    rows = {row[0]: row for row in table(Desk(county, "a_officer"), 1)}

    assert rows["A1村党支部"][1] == "a1_secretary，2025-01-01起"
    assert rows["A1村党支部"][2:4] == ["a1_deputy（专职副书记）", "配齐"]
    assert rows["A2村党支部"][3] == "副书记或专职副书记"
    assert rows["A镇样例协会党支部"][1:4] == ["空缺", "—", "书记"]
    assert rows["A镇"][3] == "配齐"
    assert "B镇" not in rows

    county.seat("a2_deputy", "A2", Duty.DEPUTY_SECRETARY)
    assert table(Desk(county, "a2_secretary"), 1)[0][3] == "配齐"


@pytest.mark.requirement("S1-V-1.2-b", "S1-E-2.5")
@pytest.mark.parametrize(
    ("code", "person", "on", "state"),
    [
        # A village's term lasts five years, a company branch's three; the day is 15 November 2026, notice is 180 days.
        ("A1", "a1_secretary", "2021-11-15", "届满未换届"),  # ended on 14 November
        ("A1", "a1_secretary", "2021-11-16", "快要届满"),  # ends today
        ("A1", "a1_secretary", "2022-05-15", "快要届满"),  # ends on 14 May 2027, 180 days from today
        ("A1", "a1_secretary", "2022-05-16", None),
        ("AE", "ae_secretary", "2023-11-15", "届满未换届"),
        ("AE", "ae_secretary", "2023-11-16", "快要届满"),
        ("AE", "ae_secretary", "2024-05-16", None),
    ],
)
def test_end_of_term_follows_from_the_election_file(
    scene: Scene, code: str, person: str, on: str, state: str | None
) -> None:
    desk = Desk(scene, "a_officer")
    assert desk.get(PATH).context["page"].tables[0].rows == []  # unknown is not overdue

    elected(scene, code, person, on, **{"step-election-on": on})

    found = due(desk).get(scene[code].name)
    assert (found and found[0]) == state
    if found:
        years = 5 if code == "A1" else 3
        assert found[1:] == [on, str(date(int(on[:4]) + years, *map(int, on[5:].split("-"))) - timedelta(days=1))]


@pytest.mark.requirement("S1-V-1.2-b")
def test_postponement_and_a_begun_election_show_and_the_next_election_ends_both(scene: Scene) -> None:
    desk, own = Desk(scene, "a_officer"), logged_in(scene, "a1_secretary")
    elected(scene, "A1", "a1_secretary", "2021-11-01", **{"step-election-on": "2021-11-01"})
    assert due(desk)["A1村党支部"][0] == "届满未换届"

    write(own, scene, "A1", "term_postponement", {"until": "2026-12-31", "held_on": "2026-10-20"})
    assert due(desk)["A1村党支部"] == ["已批准延期", "2021-11-01", "2026-12-31"]

    elected(scene, "A1", "a1_secretary", "2026-11-01", action="draft", **{"step-request-on": "2026-11-01"})
    assert due(desk)["A1村党支部"][0] == "正在换届"

    elected(scene, "A1", "a1_secretary", "2026-11-10", **{"step-election-on": "2026-11-10"})
    assert "A1村党支部" not in due(desk)


def test_terms_are_the_countys_to_set(scene: Scene) -> None:
    elected(scene, "A1", "a1_secretary", "2023-06-01", **{"step-election-on": "2023-06-01"})
    assert not due(Desk(scene, "a_officer"))
    desk = Desk(scene, "county_admin")
    values = {"village_term_years": 3, "committee_term_years": 5, "branch_term_years": 3, "notice_days": 180}
    numbers = {"members_to_establish": 3, "general_branch_members": 50, "committee_members": 100}

    desk.post("/leadership/limits/", **values, **numbers)

    assert due(Desk(scene, "a_officer"))["A1村党支部"][0] == "届满未换届"
    assert Desk(scene, "a_officer").get("/leadership/limits/").status_code == 404


@pytest.mark.requirement("S4-14d")
def test_village_secretary_without_one_of_three_procedures_is_listed(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    assert ["A1村党支部", "a1_secretary", "还没有", "还没有", "还没有"] in table(desk, 2)

    note(desk, county, "A1", "a1_secretary", "qualification_review:passed")
    note(desk, county, "A1", "a1_secretary", "term_audit:done")
    row = next(row for row in table(desk, 2) if row[1] == "a1_secretary")
    assert row[2:] == ["通过，2026-03-01，样例县委组织部", "已做，2026-03-01，样例县委组织部", "还没有"]
    note(desk, county, "A1", "a1_secretary", "filing:done")

    assert [row[1] for row in table(desk, 2)] == ["a2_secretary", "a3_secretary"]


def totals(desk: Desk) -> dict[str, str]:
    return {row[0]: row[1] for row in table(desk, 5)}


@pytest.mark.requirement("S3-1.1-f", "S1-E-1.1-b")
def test_how_leaders_were_chosen_and_the_shares_of_cross_appointment(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    villages, two_new = "村（社区）班子成员在村“两委”交叉任职", "“两新”党组织班子和管理层交叉任职"
    assert (totals(desk)[villages], totals(desk)[two_new]) == ("—", "—")

    note(desk, county, "A1", "a1_secretary", "selection:two_recommend_one_elect")
    note(desk, county, "A1", "a1_secretary", "cross_post:both_committees")
    note(desk, county, "A1", "a1_deputy", "cross_post:none")
    note(desk, county, "A2", "a2_secretary", "cross_post:both_committees")
    note(desk, county, "AE", "ae_secretary", "cross_post:management")

    assert (totals(desk)[villages], totals(desk)[two_new]) == ("66% (2/3)", "100% (1/1)")
    row = next(row for row in table(desk, 3) if row[0] == "a1_secretary")
    assert (row[2], row[4]) == ("两推一选", "村“两委”都任职")


@pytest.mark.requirement("S4-13a")
def test_secretary_from_outside_the_sectors_list_is_marked(county: Scene) -> None:
    desk = Desk(county, "a_officer")

    note(desk, county, "AE", "ae_secretary", "source:school_backbone")
    assert table(desk, 3)[0][3] == "优秀教师、辅导员（不在本领域选拔范围）"

    note(desk, county, "AE", "ae_secretary", "source:senior_manager")
    assert table(desk, 3)[0][3] == "高级管理人员"


@pytest.mark.requirement("S4-7g")
def test_township_leader_who_is_secretary_of_a_community(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    assert table(desk, 4) == []
    Appointment.objects.filter(user__username="a3_secretary").update(ended_on=date(2025, 6, 30))
    Appointment.objects.create(
        post=county["A3"].posts.get(duty=Duty.SECRETARY), user=county.person("a_member"), started_on=date(2025, 7, 1)
    )

    assert table(desk, 4) == [["a_member", "A镇班子成员", "A3社区党支部", "2025-07-01"]]


@pytest.mark.requirement("S4-29h")
def test_county_notes_who_does_nothing_but_organisation_work_in_a_township(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    note(desk, county, "A", "a_officer", "full_time:full_time")

    page = desk.get(PATH).context["page"].tables[-1]
    assert [[str(cell.text) for cell in row] for row in page.rows] == [
        ["A镇", "a_officer", "组织委员", "专职"],
        ["B镇", "b_officer", "组织委员", "还没有登记"],
    ]
    assert str(page.note) == "专职占100% (1/1)"


@pytest.mark.requirement("S4-14b")
def test_later_posts_of_secretaries_are_counted_by_kind(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    note(desk, county, "A1", "a1_secretary", "later_post:civil_servant")
    note(desk, county, "B1", "b1_secretary", "later_post:civil_servant")
    note(desk, county, "A2", "a2_secretary", "later_post:township_leadership")

    assert table(desk, 5)[2:] == [
        ["书记后来任职：公务员", "2"],
        ["书记后来任职：事业编制", "0"],
        ["书记后来任职：乡镇（街道）领导班子", "1"],
    ]


@pytest.mark.requirement("S4-12a")
def test_review_is_written_and_read_by_the_township_secretary_and_the_county_alone(county: Scene) -> None:
    above = Desk(county, "a_secretary")
    assert ["A1村党支部", "a1_secretary", "还没有", "—", "—"] in table(above, 6)

    note(above, county, "A1", "a1_secretary", "review:to_improve")

    row = ["A1村党支部", "a1_secretary", "需要提高", "2026-03-01", "样例县委组织部"]
    assert row in table(above, 6)
    assert row in table(Desk(county, "county_admin"), 6)
    for person in ("a_officer", "a_member", "a1_secretary", "b_secretary"):
        assert "需要提高" not in Desk(county, person).text(PATH), person
    answer = note(Desk(county, "a_officer"), county, "A1", "a1_secretary", "review:competent")
    assert "what" in answer.context["form"].errors
    assert AppointmentFact.objects.count() == 1


@pytest.mark.requirement("S4-12b", "S4-27e")
def test_change_of_secretary_ends_the_post_and_keeps_one_word_for_few(county: Scene) -> None:
    path = f"/organisations/{county['A1'].uuid}/holders/{county.person('a1_secretary').uuid}/change/"
    form = {"on": "2026-05-01", "reason": "law", "decided_by": str(county["A"].uuid)}
    above = Desk(county, "a_secretary")

    for person in ("a_officer", "a1_secretary", "b_secretary"):
        assert Desk(county, person).post(path, **form).status_code == 404
    above.post(path, **form)

    assert Appointment.objects.get(user__username="a1_secretary").ended_on == date(2026, 4, 30)
    assert table(above, 7) == [["A1村党支部", "a1_secretary", "2026-05-01", "A镇", "违法违纪"]]
    assert "违法违纪" not in Desk(county, "a_officer").text(PATH)
    assert {one.name for one in SecretaryChange._meta.fields} == {
        "id", "appointment", "on", "decided_by", "reason", "by", "at",
    }  # fmt: skip
    assert above.post(path, **form).status_code == 404  # nobody holds the post any more


@pytest.mark.requirement("S4-5d")
def test_change_of_secretary_rests_on_a_self_check_and_few_read_that(county: Scene) -> None:
    by = county.person("a1_secretary")
    check = check_oneself(county["A1"], checked_on=date(2026, 4, 20), summary="逐项查了", problems=[], by=by)
    foreign = check_oneself(
        county["A2"], checked_on=date(2026, 4, 21), summary="查了", problems=[], by=county.person("a2_secretary")
    )
    path = f"/organisations/{county['A1'].uuid}/holders/{by.uuid}/change/"
    form = {"on": "2026-05-01", "reason": "duty", "decided_by": str(county["A"].uuid)}
    above, shown = Desk(county, "a_secretary"), f"/self-checks/{check.uuid}/"
    assert above.post(path, **form, self_check=str(foreign.uuid)).context["form"].errors.keys() == {"self_check"}

    above.post(path, **form, self_check=str(check.uuid))

    assert "依据这次自查调整了书记" in above.text(shown)
    assert "2026年5月1日" in above.text(shown)
    for person in ("a_officer", "a1_deputy"):
        assert "依据这次自查调整了书记" not in Desk(county, person).text(shown)


def test_fact_that_lies_ahead_is_refused_and_own_organisation_keeps_none(county: Scene) -> None:
    ahead = str(timezone.localdate() + timedelta(days=1))
    desk = Desk(county, "a_officer")
    path = f"/organisations/{county['A1'].uuid}/holders/{county.person('a1_secretary').uuid}/facts/"

    answer = desk.post(path, what="filing:done", on=ahead, body="样例县委组织部")

    assert "日期不能晚于今天" in answer.content.decode()
    assert note(Desk(county, "a1_secretary"), county, "A1", "a1_secretary", "filing:done").status_code == 404
    assert not AppointmentFact.objects.exists()
