"""The pages of the tree and of one organisation: what each role sees, and that no page grows with its rows."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.domain.update_organisation import update_organisation
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import Organisation
from tests.county import Scene, running_round, score, visit_to

LIST, STRUCTURE = "/organisations/", "/organisations/structure/"


def page(scene: Scene, person: str, path: str) -> Any:
    client = Client()
    client.force_login(scene.person(person))
    return client.get(path)


def names(response: Any) -> list[str]:
    return [row.name for fold in response.context["tree"].folds for row in fold.rows]


def address(scene: Scene, code: str) -> str:
    return f"/organisations/{scene[code].uuid}/"


def grid(scene: Scene, code: str, parent: str) -> Organisation:
    name = f"{code}网格党支部"
    return create_organisation(
        code=code, name=name, kind=Kind.GRID_BRANCH, form=Form.BRANCH, parent=scene[parent], by=None
    )


def test_county_sees_each_township_with_its_counts(county: Scene) -> None:
    response = page(county, "county_admin", LIST)

    folds = {fold.title: dict(fold.counts) for fold in response.context["tree"].folds}
    assert folds == {
        "县直": {"其他组织": 2},
        "A镇": {"乡镇（街道）": 1, "村（社区）": 3, "“两新”组织": 2},
        "B镇": {"乡镇（街道）": 1, "村（社区）": 1},
    }


def test_township_sees_its_subtree_only(county: Scene) -> None:
    response = page(county, "a_officer", LIST)

    assert set(names(response)) == {
        "A镇", "A1村党支部", "A2村党支部", "A3社区党支部", "A镇样例公司党支部", "A镇样例协会党支部",
    }  # fmt: skip
    assert "B1村党支部" not in response.content.decode()


def test_village_secretary_sees_the_own_village_below_its_township(county: Scene) -> None:
    response = page(county, "a1_secretary", LIST)

    assert [fold.title for fold in response.context["tree"].folds] == ["A镇"]
    assert names(response) == ["A1村党支部"]


def test_user_without_a_role_is_told_what_to_do(county: Scene) -> None:
    county.seat_without_a_role()

    assert "请联系县委组织部" in page(county, "nobody", LIST).content.decode()


def test_list_is_filtered_by_kind_and_searched_by_name_and_code(county: Scene) -> None:
    assert names(page(county, "county_admin", LIST + "?kind=community")) == ["A3社区党支部"]
    assert names(page(county, "county_admin", LIST + "?q=协会")) == ["A镇样例协会党支部"]
    assert names(page(county, "county_admin", LIST + "?q=ae")) == ["A镇样例公司党支部"]
    assert names(page(county, "county_admin", LIST + "?q=B1&kind=village")) == ["B1村党支部"]
    assert "没有找到" in page(county, "county_admin", LIST + "?q=不存在").content.decode()
    assert len(names(page(county, "county_admin", LIST + "?kind=nonsense"))) == 10


def test_detail_shows_facts_superiors_and_holders(county: Scene) -> None:
    text = page(county, "a1_secretary", address(county, "A1")).content.decode()

    assert "样例县" in text
    assert "a1_secretary" in text
    assert "2025-01-01" in text
    assert address(county, "A") not in text  # the superior is named, its page is not the village's


def test_detail_of_a_foreign_organisation_does_not_exist(county: Scene) -> None:
    assert page(county, "a_officer", address(county, "A1")).status_code == 200
    assert page(county, "a_officer", address(county, "B1")).status_code == 404
    assert page(county, "a1_secretary", address(county, "A")).status_code == 404
    assert page(county, "a1_secretary", address(county, "A2")).status_code == 404


def test_detail_shows_visits_only_to_those_who_may_see_the_round(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy")

    assert len(page(county, "a_officer", address(county, "A1")).context["visits"]) == 1
    assert len(page(county, "county_admin", address(county, "A1")).context["visits"]) == 1


def queries_of(scene: Scene, path: str) -> int:
    client = Client()
    client.force_login(scene.person("county_admin"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", [LIST, LIST + "?kind=grid_branch", STRUCTURE, "A3"])
def test_number_of_queries_does_not_grow_with_the_rows(county: Scene, path: str) -> None:
    grid(county, "A31", "A3"), grid(county, "A91", "A")
    path = path if path.startswith("/") else address(county, path)
    few = queries_of(county, path)
    for code, parent in (("A32", "A3"), ("A33", "A3"), ("B11", "B1"), ("A92", "A"), ("B91", "B")):
        grid(county, code, parent)

    assert queries_of(county, path) == few <= 18


@pytest.mark.requirement("S1-V-1.3")
def test_branches_and_groups_that_stand_wrong_are_listed(county: Scene) -> None:
    right, outside = grid(county, "A31", "A3"), grid(county, "A91", "A")
    group = create_organisation(
        code="A911", name="无主楼院党小组", kind=Kind.COURTYARD_GROUP, form=Form.PARTY_GROUP, parent=outside, by=None
    )
    orphan = grid(county, "B11", "B1")
    update_organisation(county["B1"], {"dissolved_on": date(2025, 1, 1)}, by=None)

    response = page(county, "county_admin", STRUCTURE)

    found = {defect.organisation.code: defect.code for defect in response.context["defects"]}
    assert found == {outside.code: "outside_community", group.code: "outside_community", orphan.code: "parent_missing"}
    text = response.content.decode()
    assert "不在任何村（社区）党组织之下，请调整隶属关系。" in text
    assert "上级组织已撤销，请重新确定隶属关系。" in text
    assert right.name not in text
    assert [one.organisation.code for one in page(county, "b_officer", STRUCTURE).context["defects"]] == ["B11"]


def test_structure_without_defects_says_so(county: Scene) -> None:
    grid(county, "A31", "A3")

    assert "没有发现问题" in page(county, "a_officer", STRUCTURE).content.decode()
