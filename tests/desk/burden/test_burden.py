"""The burden meter: fields, files, visits and duplicates by organisation and quarter, with clause and asker."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from guanmo.stages.records.models import RecordType
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.models import Visit
from tests.county import Scene, running_round
from tests.desk.records.ledgers import logged_in, write
from tests.desk.rounds.pages import Desk

PATH = "/burden/"
# A month's record asks three things (the day, the place, the water) and one paper.
WATCH = {
    "title": "防汛值班", "group": "work", "clause": "县防汛通知第2条", "kinds": ["village"], "every": "month", "least": "1",
    "kept_from": "2026-09-01", "title-0": "值班地点", "kind-0": "text", "required-0": "on", "title-1": "水情",
    "kind-1": "text", "required-1": "on", "title-2": "备注", "kind-2": "text", "papers": "值班表",
}  # fmt: skip
# A quarter's report asks two things (the day, the number).
REPORT = {
    "title": "汛期季报", "group": "reports", "clause": "县防汛通知第5条", "kinds": ["village", "community"], "every": "quarter",
    "least": "1", "kept_from": "2026-01-01", "title-0": "防汛值班次数", "kind-0": "number", "required-0": "on",
}  # fmt: skip


def describe(scene: Scene, form: dict[str, Any], **changes: Any) -> Any:
    return logged_in(scene, "county_admin").post(reverse("desk:ledgers-create"), {**form, **changes})


def page(desk: Desk, path: str = PATH, **query: str) -> Any:
    return desk.get(path, **query).context["page"]


def figures(one: Any) -> list[object]:
    return [kpi.value for kpi in one.kpis]


def rows(one: Any, title: str) -> list[list[str]]:
    [table] = [table for table in one.tables if table.title == title]
    return [[str(cell.text) for cell in row] for row in table.rows]


def own(county: Scene, code: str) -> str:
    return f"/organisations/{county[code].uuid}/burden/"


def inspect(county: Scene, code: str, day: date, title: str = "专项督查") -> None:
    plan = InspectionPlan(county["C"], InspectionType.SUPERVISION, title, day, [county[code]])
    record_inspection(plan, by=county.person("county_admin"))


def test_what_falls_due_in_a_quarter_is_counted_by_organisation(asked: Scene) -> None:
    describe(asked, REPORT)
    describe(asked, WATCH)
    secretary = Desk(asked, "a1_secretary")

    # A village in the fourth quarter: three months with 3 fields and 1 file each, one report with 2 fields.
    assert figures(page(secretary, own(asked, "A1")))[:3] == [11, 3, 0]
    # In the third quarter the watch was kept in September only.
    assert figures(page(secretary, own(asked, "A1"), quarter="2026-Q3"))[:3] == [5, 1, 0]
    # A community is asked for the report alone, a company for nothing.
    assert figures(page(Desk(asked, "a3_secretary"), own(asked, "A3")))[:3] == [2, 0, 0]
    assert figures(page(Desk(asked, "ae_secretary"), own(asked, "AE")))[:3] == [0, 0, 0]
    # The county: (11 + 11 + 2 + 11) fields over four organisations; 3 files for three of them.
    assert figures(page(Desk(asked, "county_admin")))[:3] == ["8.8", "2.2", "0"]
    # The township: (11 + 11 + 2) over three.
    assert figures(page(Desk(asked, "a_officer")))[:3] == ["8", "2", "0"]


def test_each_demand_shows_its_clause_its_cost_and_who_asks(asked: Scene) -> None:
    describe(asked, REPORT)
    describe(asked, WATCH)
    running_round(asked)

    found = page(Desk(asked, "county_admin"))

    assert rows(found, "花得最多的要求") == [
        ["防汛值班", "县防汛通知第2条", "县委组织部自设", "每月1次", "3", "27", "9"],
        ["汛期季报", "县防汛通知第5条", "县委组织部自设", "每季度1次", "4", "8", "—"],
    ]
    # The round of town A visits three villages and two two-new organisations.
    assert rows(found, "谁要得多") == [["县委组织部自设", "35", "9", "—"], ["A镇", "—", "—", "5"]]
    text = Desk(asked, "a1_secretary").text(own(asked, "A1"))
    assert [words for words in ("县防汛通知第2条", "县防汛通知第5条", "A镇") if words not in text] == []


def test_what_is_asked_although_it_is_held_and_what_was_written_twice_are_duplicates(asked: Scene) -> None:
    describe(asked, REPORT)
    desk = Desk(asked, "county_admin")
    assert figures(page(desk))[3] == 0

    describe(asked, WATCH)  # from now on the number of watches follows from its own ledger

    # Once a quarter for each of four organisations.
    assert figures(page(desk))[3] == 4
    assert rows(page(desk), "重复") == [["汛期季报", "要求填“防汛值班次数”，系统里已经有了，在“防汛值班”里", "4个组织"]]
    describe(asked, WATCH, title="志愿服务队", papers="", **{"title-0": "做了什么", "title-1": "去了几个人"})
    client, day = logged_in(asked, "a1_secretary"), "2026-11-03"
    for title, first, second in (("防汛值班", "值班地点", "水情"), ("志愿服务队", "做了什么", "去了几个人")):
        type = RecordType.objects.get(title=title)
        names = {one.title: one.name for one in type.ledger.fields}
        write(client, asked, "A1", type.code, {names[first]: "东堤 巡查", names[second]: "正常", "held_on": day})

    assert figures(page(desk))[3] == 5
    assert ["东堤巡查", "同一天同一件事，在两种台账里都写了", "A1村党支部，2026-11-03"] in rows(page(desk), "重复")
    assert figures(page(Desk(asked, "a2_secretary"), own(asked, "A2")))[3] == 1


@pytest.mark.parametrize(("second", "merged"), [(date(2026, 12, 21), True), (date(2026, 12, 22), False)])
def test_visits_within_twenty_days_are_proposed_as_one(asked: Scene, second: date, merged: bool) -> None:
    inspect(asked, "B1", date(2026, 12, 1), "县督查")
    inspect(asked, "B1", second, "巡回检查")

    found = rows(page(Desk(asked, "county_admin")), "可以合并的观摩和检查")

    days = f"12月{second.day}日"
    proposal = [["B1村党支部", f"县督查（12月1日）；巡回检查（{days}）", f"合并到{days}"]]
    assert found == (proposal if merged else [])
    assert rows(page(Desk(asked, "b_officer")), "可以合并的观摩和检查") == found
    assert rows(page(Desk(asked, "a_officer")), "可以合并的观摩和检查") == []


def test_round_and_inspection_meet_on_the_day_of_the_inspection_and_what_was_made_is_left_alone(asked: Scene) -> None:
    round = running_round(asked)
    inspect(asked, "A1", date(2026, 12, 2))
    inspect(asked, "A2", date(2026, 11, 10))  # over: nothing to merge any more

    found = rows(page(Desk(asked, "a_officer")), "可以合并的观摩和检查")
    assert found == [["A1村党支部", f"{round.title}（11月15日至12月20日）；专项督查（12月2日）", "合并到12月2日"]]
    assert figures(page(Desk(asked, "a1_secretary"), own(asked, "A1")))[2] == 2

    Visit.objects.filter(round=round, organisation=asked["A1"]).update(visited_on=date(2026, 11, 12))
    assert rows(page(Desk(asked, "a_officer")), "可以合并的观摩和检查") == []


def test_who_reads_what(asked: Scene) -> None:
    describe(asked, WATCH)

    assert Desk(asked, "a1_secretary").get(PATH).status_code == 404
    assert Desk(asked, "a2_secretary").get(own(asked, "A1")).status_code == 404
    assert Desk(asked, "b_officer").get(own(asked, "A1")).status_code == 404
    text = Desk(asked, "a1_secretary").text("/records/")
    assert "本季度要这个组织做什么" in text
    assert own(asked, "A1") in text
