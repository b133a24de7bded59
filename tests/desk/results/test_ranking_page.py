"""The ranking page: two lists, five sections, classes, rule and digest; who may see it; the same rows as .xlsx."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.results.models import Ranking
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.results.scene import classified_round, county_round, ranked_round, scored_round

pytestmark = pytest.mark.django_db


def page(client: Client, county: Scene, person: str, round: Round, query: str = "") -> str:
    client.force_login(county.person(person))
    response = client.get(reverse("desk:results-list", args=[round.uuid]) + query)
    assert response.status_code == 200
    return response.content.decode()


def table(html: str, name: str) -> list[list[str]]:
    """The rows of one list as they are read: the words of each cell."""
    found = re.search(rf'id="list-{name}".*?</section>', html, re.DOTALL)
    if found is None:
        return []
    rows = re.findall(r"<tr>(.*?)</tr>", found[0], re.DOTALL)[1:]
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.requirement("S0-3.1-j")
@pytest.mark.requirement("S0-2-a")
def test_two_lists_with_ranks_and_five_section_scores(client: Client, county: Scene) -> None:
    html = page(client, county, "a_secretary", ranked_round(county))

    # 98.125 is 98.13; 一: 25 - (1.00 + 2.25) / 2 = 23.375; 三: 20 - 0.50 / 2 = 19.75
    assert table(html, "village") == [
        ["1", "A1村党支部", "98.13", "", "23.38", "30.00", "19.75", "15.00", "10.00", "2", "2", "拟定：先进", ""],
        ["1", "A2村党支部", "98.13", "", "25.00", "30.00", "20.00", "15.00", "8.13", "1", "1", "拟定：先进", ""],
        ["3", "A3社区党支部", "77.50", "", "15.00", "22.00", "20.00", "13.00", "7.50", "2", "1", "拟定：落后", ""],
    ]
    assert [row[:3] + row[-1:] for row in table(html, "two_new")] == [
        ["1", "A镇样例公司党支部", "95.00", ""],
        ["—", "A镇样例协会党支部", "—", "没有收到评分表，不排名"],
    ]
    heads = re.findall(r'<th scope="col" class="num">(.*?)</th>', html)
    assert heads[1:6] == ["党建基础", "组织建设", "党员管理", "活动开展", "工作保障"]


@pytest.mark.requirement("S0-1-e")
def test_every_ranked_organisation_has_one_of_three_classes_by_the_rounds_thresholds(
    client: Client, county: Scene
) -> None:
    html = page(client, county, "a_secretary", classified_round(county))

    shown = {row[1]: row[11] for name in ("village", "two_new") for row in table(html, name)}

    assert shown == {
        "A1村党支部": "先进", "A2村党支部": "先进", "A3社区党支部": "落后", "A镇样例公司党支部": "先进",
        "A镇样例协会党支部": "—",
    }  # fmt: skip
    assert "90分及以上为先进，低于80分为落后，其余为达标" in html


def test_page_says_by_which_rule_and_shows_the_digest(client: Client, county: Scene) -> None:
    round = ranked_round(county)

    html = page(client, county, "a_secretary", round)

    assert "平均分，保留2位小数，四舍五入；得分相同名次并列，后面的名次空出" in html
    assert "其余同志下村防汛" in html
    assert Ranking.objects.get(round=round).digest in html


@pytest.mark.requirement("S0-3.1-k")
def test_lists_are_filtered_by_class_on_the_screen_and_in_the_export(client: Client, county: Scene) -> None:
    round = classified_round(county)

    html = page(client, county, "a_secretary", round, "?class=backward")

    assert [row[1] for row in table(html, "village")] == ["A3社区党支部"]
    assert table(html, "two_new") == []
    export = client.get(reverse("desk:results-export", args=[round.uuid, "village"]) + "?class=backward")
    assert names_in(export) == ["A3社区党支部"]
    everything = client.get(reverse("desk:results-export", args=[round.uuid, "village"]))
    assert names_in(everything) == ["A1村党支部", "A2村党支部", "A3社区党支部"]
    assert (
        client.get(reverse("desk:results-export", args=[round.uuid, "two_new"]) + "?class=backward").status_code == 404
    )


def names_in(response: Any) -> list[str]:
    assert response.status_code == 200
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if "党组织名称" in row)
    column = rows[head].index("党组织名称")
    return [str(row[column]) for row in rows[head + 1 :] if isinstance(row[0], float | int) or row[0] == "—"]


@pytest.mark.requirement("S0-3.3-i")
def test_townships_are_ranked_by_the_mean_of_their_points(client: Client, county: Scene) -> None:
    html = page(client, county, "county_admin", county_round(county))

    townships = [(row[0], row[1], row[2], row[-1]) for row in table(html, "township")]

    assert townships == [
        ("1", "A镇", "94.75", "示范点2个，内部观摩0/5个，整改销号0/0项"),
        ("2", "B镇", "87.50", "示范点1个，内部观摩0/1个，整改销号0/0项"),
        ("—", "T镇", "—", "示范点0个，内部观摩0/0个，整改销号0/0项；没有得分的示范点，不排名"),
    ]
    assert "乡镇（街道）得分为其示范点得分（取小数后）的平均分" in html


def test_round_without_ranking_shows_no_list(client: Client, county: Scene) -> None:
    assert "排名还没有公布" in page(client, county, "a_secretary", scored_round(county))


def test_before_filing_only_leaders_see_the_ranking_and_afterwards_the_visited(client: Client, county: Scene) -> None:
    round = classified_round(county)
    export = reverse("desk:results-export", args=[round.uuid, "village"])

    assert "98.13" not in page(client, county, "a_member", round)
    assert client.get(export).status_code == 404
    file_with_county(round, by=county.person("a_secretary"))

    assert "98.13" in page(client, county, "a_member", round)
    assert "98.13" in page(client, county, "a1_secretary", round)
    assert client.get(export).status_code == 200


@pytest.mark.parametrize("name", ["results-list", "results-classify"])
def test_foreign_township_finds_nothing(client: Client, county: Scene, name: str) -> None:
    round = ranked_round(county)
    url = reverse(f"desk:{name}", args=[round.uuid])

    client.force_login(county.person("b_secretary"))
    assert client.get(url).status_code == 404
    client.force_login(county.person("a_secretary"))
    assert client.get(url).status_code == 200


def test_queries_do_not_grow_with_the_rows(client: Client, county: Scene, django_assert_max_num_queries: Any) -> None:
    round = ranked_round(county)
    client.force_login(county.person("a_secretary"))
    with django_assert_max_num_queries(13):  # five organisations in two lists
        client.get(reverse("desk:results-list", args=[round.uuid]))


def test_buttons_follow_state_and_right(client: Client, county: Scene) -> None:
    round = ranked_round(county)

    assert "确定分类" in page(client, county, "a_secretary", round)
    assert "报送备案" not in re.sub(r"<nav.*?</nav>", "", page(client, county, "a_secretary", round), flags=re.DOTALL)
    officer = page(client, county, "a_officer", round)
    assert reverse("desk:results-classify", args=[round.uuid]) not in officer
    assert Round.objects.get(pk=round.pk).state == RoundState.RANKED
