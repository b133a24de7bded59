"""Grids: party organisations in an area with a goal and an owner, and nothing about residents."""

from typing import Any

import pytest

from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import Grid, GridMember
from tests.county import Scene
from tests.desk.rounds.pages import Desk

PATH = "/grids/"


def page(desk: Desk) -> Any:
    return desk.get(PATH).context["page"]


def rows(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in page(desk).tables[number].rows]


def grid(desk: Desk, county: Scene, code: str, members: list[str], **changes: str) -> Any:
    form = {"name": "东片网格", "goal": "邻里和睦", "owner": "样片长", "started_on": "2026-01-10", **changes}
    chosen = [str(county[one].uuid) for one in members]
    return desk.post(f"/organisations/{county[code].uuid}/grids/new/", members=chosen, **form)


@pytest.mark.requirement("S4-25b", "S4-25g")
def test_villages_without_a_grid_are_listed_and_the_tree_gives_the_denominator(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    assert [kpi.value for kpi in page(desk).kpis] == [0, "0% (0/3)", 3]

    grid(desk, county, "A1", ["A1", "AE"])

    assert [kpi.value for kpi in page(desk).kpis] == [1, "33% (1/3)", 2]
    assert [row[0] for row in rows(desk, 0)] == ["A2村党支部", "A3社区党支部"]
    assert rows(desk, 1)[0][:5] == ["东片网格", "A1村党支部", "邻里和睦", "样片长", "A1村党支部、A镇样例公司党支部"]
    # County-wide the denominator is four, whatever number a document of another level names.
    assert page(Desk(county, "county_admin")).kpis[1].value == "25% (1/4)"


@pytest.mark.requirement("S4-25c")
@pytest.mark.parametrize("missing", ["goal", "owner", "name"])
def test_grid_needs_a_goal_and_an_owner(county: Scene, missing: str) -> None:
    answer = grid(Desk(county, "a_officer"), county, "A1", ["A1"], **{missing: ""})

    assert list(answer.context["form"].errors) == [missing]
    assert not Grid.objects.exists()


@pytest.mark.requirement("S4-25b")
def test_who_works_in_a_grid_is_dated_and_nothing_about_residents_has_a_field(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    branch = create_organisation(
        code="G1", name="东片网格党支部", short_name="东片支部", kind=Kind.GRID_BRANCH, form=Form.BRANCH, parent=county["A1"], by=None
    )  # fmt: skip
    grid(desk, county, "A1", ["A1", branch.code])
    made = Grid.objects.get()

    desk.post(f"/grids/{made.uuid}/", on="2026-05-01", members=[str(branch.uuid)])

    facts = dict(desk.get(f"/grids/{made.uuid}/").context["page"].facts)
    assert facts["A1村党支部"] == "2026-01-10至2026-05-01"
    assert facts["东片网格党支部"] == "2026-01-10起"
    assert rows(desk, 1)[0][4] == "东片支部"
    asked = set(desk.get(f"/organisations/{county['A1'].uuid}/grids/new/").context["form"].fields)
    assert asked == {"name", "goal", "owner", "started_on", "members"}


def test_grid_is_opened_below_villages_once_and_ended_by_its_keepers(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    assert "网格建在村、社区之下" in grid(desk, county, "AE", ["AE"]).content.decode()
    grid(desk, county, "A1", ["A1"])
    assert "已经有叫“东片网格”的网格" in grid(desk, county, "A1", ["A1"]).content.decode()
    made = Grid.objects.get()

    for person in ("a2_secretary", "b_officer"):
        assert Desk(county, person).post(f"/grids/{made.uuid}/end/", on="2026-06-01").status_code == 404
    assert "结束日期早于开始日期" in desk.post(f"/grids/{made.uuid}/end/", on="2026-01-09").content.decode()
    desk.post(f"/grids/{made.uuid}/end/", on="2026-06-01")

    assert rows(desk, 1) == []
    assert str(GridMember.objects.get().ended_on) == "2026-06-01"
