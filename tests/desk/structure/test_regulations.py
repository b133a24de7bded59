"""The register of regulations: exact titles, since when, what rests on them, where a document cites one wrongly."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.models import Regulation
from tests.county import Scene
from tests.desk.rounds.pages import Desk

pytestmark = pytest.mark.django_db

LIST = "/regulations/"
BRANCH = "《中国共产党支部工作条例（试行）》"


def rows(desk: Desk) -> dict[str, list[Any]]:
    """The register by title: issuer, from, until, what rests on it, who checked it; other citations, what is wrong in them."""
    register, citations = (
        {str(first.words): [str(cell.words) for cell in rest] for first, *rest in table.rows}
        for table in desk.get(LIST).context["page"].tables
    )
    return {title: [*rest, *citations.get(title, ["—", "—"])] for title, rest in register.items()}


def facts(**changes: str) -> dict[str, str]:
    right = {"title": "中国共产党支部工作条例（试行）", "issuer": "中共中央", "valid_from": "2018-10-28"}
    return {**right, "valid_to": "", "cited_as": "", "note": "", **changes}


@pytest.mark.requirement("S4-23d")
def test_register_has_exact_titles_and_says_where_a_document_cites_one_wrongly(county: Scene) -> None:
    found = rows(Desk(county, "a1_secretary"))
    title = "《中国共产党党和国家机关基层组织工作条例》"
    assert "《中国共产党党和国家基层组织工作条例》" in found[title][5]  # as the plan of 2020 prints it
    assert "漏了“机关”" in found[title][6]
    assert found[BRANCH][:3] == ["中共中央", "2018-10-28", "—"]
    assert {one[4] for one in found.values()} == {"待核对"}


@pytest.mark.requirement("S4-23d")
def test_limits_stages_and_checks_name_the_regulation_on_which_they_rest(county: Scene) -> None:
    admin = Desk(county, "county_admin")
    assert "其他党总支、党支部每届几年" in rows(admin)[BRANCH][3]
    terms, members = admin.get("/leadership/limits/"), admin.get("/members/limits/")
    assert terms.context["form"].fields["branch_term_years"].help_text == f"依据{BRANCH}"
    probation = members.context["form"].fields["probation_months"].help_text
    assert probation == "依据《中国共产党发展党员工作细则》"
    (wrong, *_others) = admin.get("/setting/").context["page"].tables
    assert "依据《中国共产党章程》" in wrong.note

    yesterday = timezone.localdate() - timedelta(days=1)
    admin.post("/regulations/branch/", **facts(valid_to=str(yesterday)))

    text = admin.get("/leadership/limits/").context["form"].fields["branch_term_years"].help_text
    assert text == f"依据{BRANCH}（已废止，请核对）"


def test_county_checks_corrects_and_adds(county: Scene) -> None:
    admin = Desk(county, "county_admin")
    admin.post("/regulations/branch/", **facts(note="某文件少了“试行”"))
    assert rows(admin)[BRANCH][6] == "某文件少了“试行”"
    assert rows(admin)[BRANCH][4].startswith("county_admin")
    assert Regulation.objects.count() == 1

    new = facts(title="《中国共产党普通高等学校基层组织工作条例》", valid_from="")
    admin.post("/regulations/new/", **new)

    assert rows(admin)["《中国共产党普通高等学校基层组织工作条例》"][:2] == ["中共中央", "—"]
    assert "已经登记过了" in admin.post("/regulations/new/", **new).content.decode()
    backwards = admin.post("/regulations/branch/", **facts(valid_to="2018-01-01"))
    assert "废止日期要晚于施行日期" in backwards.content.decode()
    assert Regulation.objects.count() == 2


def test_only_the_department_checks_and_everybody_reads(county: Scene) -> None:
    secretary = Desk(county, "a_secretary")
    assert secretary.get(LIST).status_code == 200
    assert secretary.get(LIST).context["page"].actions == ()
    for path in ("/regulations/new/", "/regulations/branch/"):
        assert secretary.get(path).status_code == 404
    assert Desk(county, "county_admin").get("/regulations/nothing/").status_code == 404
