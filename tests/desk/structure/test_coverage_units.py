"""Two-new units and schools: registered once where they lie, covered by an organisation or a guide, and who owes one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import CoverageStatement, CoverageUnit
from tests.county import Scene
from tests.desk.rounds.pages import Desk

PATH = "/coverage-units/"


def page(desk: Desk) -> Any:
    return desk.get(PATH).context["page"]


def table(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in page(desk).tables[number].rows]


def figures(desk: Desk) -> list[object]:
    return [kpi.value for kpi in page(desk).kpis]


def register(desk: Desk, county: Scene, name: str, place: str = "A1", **changes: Any) -> Any:
    organisation = changes.pop("organisation", "")
    form = {"name": name, "kind": "new_economic", "located_in": str(county[place].uuid), "on": "2026-02-01", **changes}
    if organisation:
        form["organisation"] = str(county[organisation].uuid)
    return desk.post(f"/organisations/{county[place].uuid}/coverage-units/new/", **form)


def state(desk: Desk, name: str, county: Scene, **form: Any) -> Any:
    if "organisation" in form:
        form["organisation"] = str(county[form["organisation"]].uuid)
    unit = CoverageUnit.objects.get(name=name)
    return desk.post(f"/coverage-units/{unit.uuid}/", **{"on": "2026-03-01", **form})


@pytest.mark.requirement("S1-V-2.7-a", "S1-V-2.7-c", "S4-11b")
def test_two_ratios_are_counted_apart_and_who_owes_an_organisation_is_named(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    # The company and the association stand in the tree with their branches: two units, both with an organisation.
    assert figures(desk) == ["100% (2/2)", "100% (2/2)", 0]

    register(desk, county, "样例加工厂", full_members="3")
    register(desk, county, "样例超市", full_members="2", guide="样指导")
    register(desk, county, "样例车行")

    assert figures(desk) == ["40% (2/5)", "60% (3/5)", 1]
    assert table(desk, 0) == [["样例加工厂", "A1村党支部", "3"]]
    assert table(desk, 1) == [["样例加工厂", "A1村党支部", "3"], ["样例车行", "A1村党支部", "人数还没有摸清"]]

    state(desk, "样例加工厂", county, full_members="3", mode="separate", organisation="AE")
    state(desk, "样例超市", county, full_members="3", guide="样指导")

    # The branch now belongs to the factory: it is not counted a second time.
    assert figures(desk) == ["50% (2/4)", "75% (3/4)", 1]
    assert table(desk, 0) == [["样例超市", "A1村党支部", "3"]]


@pytest.mark.requirement("S3-2.2-a", "S3-2.2-b")
def test_separate_comes_first_another_way_needs_its_reason_and_counts_as_covered(county: Scene) -> None:
    desk = Desk(county, "a_officer")

    refused = register(desk, county, "样例网店", mode="joint", organisation="AE")
    assert "单独组建优先。不单独组建的，请写明原因。" in refused.content.decode()
    assert not CoverageUnit.objects.exists()
    register(desk, county, "样例网店", mode="joint", organisation="AE", reason="只有一名党员")
    register(
        desk,
        county,
        "样例果园",
        mode="village_enterprise",
        organisation="A1",
        reason="没有正式党员",
        approved_by="A镇党委",
    )

    assert figures(desk)[0] == "100% (3/3)"
    assert table(desk, 3) == [["单独组建", "0"], ["联合组建", "1"], ["村企联建", "1"], ["没有登记组建方式", "1"]]
    words = {row[0]: row[3] for row in table(desk, 5)}
    assert words["样例果园"] == "村企联建，A1村党支部，没有正式党员，A镇党委批准"
    assert words["A镇样例协会党支部"] == "没有登记组建方式"


def test_way_without_an_organisation_is_refused_and_nothing_is_half_written(county: Scene) -> None:
    answer = register(Desk(county, "a_officer"), county, "样例网店", mode="separate")

    assert "请同时选定组建方式和党组织" in answer.content.decode()
    assert not CoverageUnit.objects.exists()


@pytest.mark.requirement("S3-2.2-c")
def test_towns_and_country_are_counted_apart(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    register(desk, county, "样例超市", "A3", guide="样指导")
    register(desk, county, "样例加工厂", "A1")

    assert table(desk, 2) == [
        ["城镇（街道、社区）", "1", "0% (0/1)", "100% (1/1)"],
        ["农村（乡镇、村）", "3", "66% (2/3)", "66% (2/3)"],
    ]


@pytest.mark.requirement("S4-23b")
def test_sectors_come_down_to_none_that_owes_an_organisation(county: Scene) -> None:
    """Three full members owe one; two do not; of uncounted ones it is not known."""
    desk = Desk(county, "a_officer")
    register(desk, county, "样例加工厂", full_members="3")
    register(desk, county, "样例协会", kind="new_social", full_members="2")
    register(desk, county, "样例小学", "A", kind="school")

    assert table(desk, 6) == [
        ["新经济组织", "2", "1", "0"],
        ["新社会组织", "2", "0", "0"],
        ["学校", "1", "0", "1"],
    ]
    state(desk, "样例加工厂", county, full_members="3", mode="separate", organisation="AE")
    assert [row[2] for row in table(desk, 6)] == ["0", "0", "0"]


@pytest.mark.requirement("S2-2.1.2")
def test_each_committee_reads_the_coverage_of_its_area_and_how_it_grew(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ratios for the township with its villages, for each village, and at the ends of the last four quarters."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 15))
    officer, admin = Desk(county, "a_officer"), Desk(county, "county_admin")
    register(officer, county, "样例超市", on="2026-02-01")
    register(officer, county, "样例加工厂", on="2026-07-01", guide="样指导")
    state(officer, "样例超市", county, on="2026-10-01", guide="样指导")

    assert table(officer, 7) == [
        ["A镇", "4", "50% (2/4)", "100% (4/4)"],
        ["A1村党支部", "2", "0% (0/2)", "100% (2/2)"],
    ]
    assert table(officer, 8) == [
        ["2025-12-31", "2", "100% (2/2)", "100% (2/2)"],
        ["2026-03-31", "3", "66% (2/3)", "66% (2/3)"],
        ["2026-06-30", "3", "66% (2/3)", "66% (2/3)"],
        ["2026-09-30", "4", "50% (2/4)", "75% (3/4)"],
        ["2026-11-15", "4", "50% (2/4)", "100% (4/4)"],
    ]
    assert table(officer, 9) == [  # organisations, then work; before February nobody had registered a unit in A1
        ["A镇", "100% · 100%", "66% · 66%", "66% · 66%", "50% · 75%", "50% · 100%"],
        ["A1村党支部", "— · —", "0% · 0%", "0% · 0%", "0% · 50%", "0% · 100%"],
    ]
    assert table(admin, 7)[0][0] == "A镇"
    assert table(Desk(county, "b_officer"), 7) == []


@pytest.mark.requirement("S4-9c")
def test_school_with_three_full_members_owes_an_organisation(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    for name, members in (("样例一小", "3"), ("样例二小", "2"), ("样例三小", "")):
        register(desk, county, name, "A", kind="school", full_members=members)

    assert table(desk, 4) == [["样例一小", "A镇", "3"]]
    assert page(desk).tables[4].note == "够条件的学校组织覆盖0% (0/1)"
    school = create_organisation(
        code="SCH", name="样例一小党支部", short_name="一小", kind=Kind.SCHOOL, form=Form.BRANCH, parent=county["A"], by=None
    )  # fmt: skip
    state(desk, "样例一小", county, full_members="3", mode="separate", organisation=school.code)

    assert table(desk, 4) == []
    assert page(desk).tables[4].note == "够条件的学校组织覆盖100% (1/1)"
    assert figures(desk)[0] == "100% (2/2)"  # schools are no two-new units


def test_each_change_is_kept_with_its_day_and_a_closed_unit_counts_no_more(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    register(desk, county, "样例超市", guide="样甲")
    state(desk, "样例超市", county, guide="样乙", full_members="1")
    unit = CoverageUnit.objects.get()

    facts = desk.get(f"/coverage-units/{unit.uuid}/").context["page"].facts
    assert facts == [("2026-02-01", "党建指导员样甲"), ("2026-03-01", "党建指导员样乙")]
    desk.post(f"/coverage-units/{unit.uuid}/closing/", on="2026-04-01")

    assert [row[0] for row in table(desk, 5)] == []
    assert CoverageStatement.objects.count() == 2
    assert state(desk, "样例超市", county, guide="样丙").status_code == 404


def test_who_registers_where(county: Scene) -> None:
    register(Desk(county, "a1_secretary"), county, "样例超市")
    unit = CoverageUnit.objects.get()

    again = register(Desk(county, "a_officer"), county, "样例超市")
    ahead = register(Desk(county, "a_officer"), county, "样例车行", on=str(timezone.localdate() + timedelta(days=1)))

    assert "已经登记过，不用再登记一次" in again.content.decode()
    assert "日期不能晚于今天" in ahead.content.decode()
    for person in ("a2_secretary", "b_officer"):
        desk = Desk(county, person)
        assert desk.get(f"/coverage-units/{unit.uuid}/").status_code == 404
        assert register(desk, county, "样例车行").status_code == 404
        assert "样例超市" not in desk.text(PATH)
    assert CoverageUnit.objects.get().registered_on == date(2026, 2, 1)


@pytest.mark.requirement("S4-28i")
def test_unit_without_another_authority_stands_where_its_address_is(county: Scene) -> None:
    desk = Desk(county, "a_officer")

    answer = register(desk, county, "样例超市", located_in="")

    assert list(answer.context["form"].errors) == ["located_in"]
    assert not CoverageUnit.objects.exists()
    register(desk, county, "样例超市", "A3")
    register(desk, county, "样例物流园", "A")
    assert {row[0]: row[1] for row in table(desk, 1)} == {"样例超市": "A3社区党支部", "样例物流园": "A镇"}
