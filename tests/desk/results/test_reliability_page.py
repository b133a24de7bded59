"""The page that says how far a ranking can be relied on, and the card that takes an adjusted score apart."""

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import AdjustedScore, Adjustment, Standing
from guanmo.stages.rounds.models import Participant, Round
from tests.county import Scene, visit_to
from tests.desk.results.test_ranking_page import table, words
from tests.stages.results.scene import broad_round, closed, ranked_round, scored_round

pytestmark = pytest.mark.django_db


def page(client: Client, county: Scene, person: str, round: Round, status: int = 200) -> str:
    client.force_login(county.person(person))
    response = client.get(reverse("desk:results-reliability", args=[round.uuid]))
    assert response.status_code == status
    return response.content.decode()


def test_each_ranked_organisation_has_its_adjusted_score_with_range(client: Client, county: Scene) -> None:
    html = page(client, county, "a_secretary", closed(county, broad_round(county)))

    rows = {row[1]: row for row in table(html, "village")}
    assert list(rows) == [f"A{number}村党支部" for number in (8, 4, 6, 10, 5, 9, 7, 11)]
    for name, row in rows.items():
        kept = AdjustedScore.objects.get(standing__organisation__short_name=name)
        assert row[2:6] == [
            f"{kept.standing.score}",
            f"{kept.score}",
            f"{kept.low}–{kept.high}",
            f"{kept.rank_low}–{kept.rank_high}",
        ]
        assert kept.low < kept.score < kept.high
    assert "组织不足15个，范围只是大致的。" in html
    assert "平均每个组织有4.0份打分" in html
    assert "范围是相对于本名单的平均水平说的" in html
    reach = Adjustment.objects.get(ranking_list="village").level_reach
    assert f"全名单的水平本身还有±{reach}分的误差" in html


def test_list_with_too_few_double_visits_says_so(client: Client, county: Scene) -> None:
    """Five sheets, three villages, two judges: one score is left over to tell of chance."""
    html = page(client, county, "a_secretary", ranked_round(county))

    assert "没有校正分：重复看的太少，打分连不起来，分不清评委的宽严、组织的高低和偶然的差别。" in html
    assert [row[3:6] for row in table(html, "village")] == [["—", "—", "—"]] * 3


def test_tiers_say_who_can_be_told_apart(client: Client, county: Scene) -> None:
    html = page(client, county, "a_secretary", closed(county, broad_round(county)))

    kept = {
        one.standing.organisation.short_name: one
        for one in AdjustedScore.objects.select_related("standing__organisation")
    }
    card = html.split('id="tiers-village"')[1].split("</section>")[0]
    assert card.count('<th scope="row" class="nowrap">') == len({one.tier for one in kept.values()})
    for name, one in kept.items():
        assert f'{name} <span class="muted">{one.score}</span>' in card
        ranges = [
            f"{one.rank_low}–{one.rank_high}",
            f"{one.pairs_low}–{one.pairs_high}",
            f"{one.all_low}–{one.all_high}",
        ]
        row = card.split(f'<th scope="row">{name}</th>')[1].split("</tr>")[0]
        assert [cell.split("</td>")[0].rsplit(">")[-1] for cell in row.split("<td")[2:]] == ranges
    assert "tiers-two_new" not in html


def test_list_that_cannot_be_adjusted_says_why(client: Client, county: Scene) -> None:
    html = page(client, county, "a_secretary", ranked_round(county))

    assert "没有校正分：只有一个组织，评委的宽严无从比较。" in html
    assert [row[3:6] for row in table(html, "two_new")] == [["—", "—", "—"]]


def test_class_that_hangs_on_one_judge_or_item_is_marked_before_it_is_confirmed(client: Client, county: Scene) -> None:
    """A3 has 85.00 and 70.00, mean 77.50, backward below 80. Without the second judge 85.00. Without item 一.6, on which
    both took all 4 points: 85 / 96 = 88.54 and 70 / 96 = 72.92, mean 80.73. Both are qualified."""
    round = ranked_round(county)
    html = page(client, county, "a_secretary", round)
    classify = client.get(reverse("desk:results-classify", args=[round.uuid])).content.decode()

    standing = Standing.objects.get(organisation=county["A3"])
    flips = {(one["kind"], one["name"]): one["management_class"] for one in standing.flips}
    strict = Participant.objects.get(round=round, user=county.person("a_member"))
    mild = Participant.objects.get(round=round, user=county.person("a_deputy"))
    assert flips[("judge", str(strict.pk))] == "qualified"
    assert ("judge", str(mild.pk)) not in flips
    assert flips[("item", "一.6")] == "qualified"
    shown = {row[1]: row[-2] for row in table(html, "village")}
    assert shown["A3社区党支部"].startswith(
        f"不稳 用不同办法把本组织的打分重算{standing.variants}遍，有{len(flips)}遍类别会变"
    )
    assert shown["A1村党支部"] == "稳"
    assert shown["A2村党支部"].startswith("不稳 只有一份打分；")
    assert words(classify).count("不稳") == 3  # A3, and A2 and AE on one sheet each


def filed(county: Scene) -> Round:
    """The broad round filed with the county."""
    round, secretary = closed(county, broad_round(county)), county.person("a_secretary")
    confirm_classes(round, {}, by=secretary)
    file_with_county(round, by=secretary)
    return Round.objects.get(pk=round.pk)


def test_judges_are_questioned_by_their_leader_alone(client: Client, county: Scene) -> None:
    round = filed(county)

    seen_by_leader = page(client, county, "a_secretary", round)
    seen_by_village = page(client, county, "a1_secretary", round)

    assert "评委打分的特点" in seen_by_leader
    assert county.person("a_member").name in seen_by_leader
    assert "评委打分的特点" not in seen_by_village
    assert county.person("a_member").name not in seen_by_village


def test_nobody_else_sees_it_before_it_is_published(client: Client, county: Scene) -> None:
    round = ranked_round(county)

    page(client, county, "a1_secretary", round, status=404)
    page(client, county, "b_secretary", round, status=404)


def test_round_without_a_ranking_has_no_such_page(client: Client, county: Scene) -> None:
    page(client, county, "a_secretary", scored_round(county), status=404)


def test_adjusted_score_is_taken_apart_on_the_page_of_its_standing(client: Client, county: Scene) -> None:
    round = closed(county, broad_round(county))
    client.force_login(county.person("a_secretary"))
    html = client.get(reverse("desk:results-standing", args=[visit_to(round, "A7").uuid])).content.decode()

    kept = AdjustedScore.objects.get(standing__organisation=county["A7"])
    card = html.split('aria-label="校正分怎么来的"')[1].split("</table>")[0]
    lines = [[words(cell) for cell in row.split("</td>")] for row in card.split("<tbody>")[1].split("</tr>")[:-1]]
    worth, shares, points = ([Decimal(row[at].rstrip("%")) for row in lines] for at in (1, 2, 3))
    assert len(lines) == len(kept.sheets) + 1
    assert sum(shares) == 100
    assert sum(points) == kept.score
    for row in range(len(kept.sheets)):
        assert abs(worth[row] * shares[row] / 100 - points[row]) <= Decimal("0.005")
    assert abs(worth[-1] * shares[-1] / 100 - points[-1]) < Decimal("0.05")  # with what rounding left over
    assert f"最可能的得分是<strong>{kept.score}分</strong>" in html
    assert f"各行加起来，正好是 {kept.score} 分" in html
    assert "全体的水平" in lines[-1][0]


def test_nobody_but_the_leader_can_tell_severity_from_the_parts_of_a_score(client: Client, county: Scene) -> None:
    """What a sheet is worth less what it gave is the judge's severity, the same on every page: it would name the judge."""
    round = filed(county)
    client.force_login(county.seat("a7_secretary", "A7", Duty.SECRETARY))
    html = client.get(reverse("desk:results-standing", args=[visit_to(round, "A7").uuid])).content.decode()

    kept = AdjustedScore.objects.get(standing__organisation=county["A7"])
    assert f"最可能的得分是<strong>{kept.score}分</strong>" in html
    assert "扣除宽严后" not in html
    assert not any(one["corrected"] in html for one in kept.sheets)


def test_adjustment_is_frozen_with_the_ranking(county: Scene) -> None:
    ranking = closed(county, broad_round(county)).rankings.get()

    kept = Adjustment.objects.get(ranking=ranking, ranking_list="village")
    assert (kept.refused, kept.parts, len(kept.judges)) == ("", 1, 4)
    kept.refused = "one_judge"
    with pytest.raises(TypeError):
        kept.save()


def test_tables_of_two_lists_have_names_of_their_own() -> None:
    """A screen reader jumps from region to region by name; a round of both lists has two tables of tiers."""
    members = [{"standing": {"organisation": {"short_name": "样村"}}, "adjusted": {}, "top": ""}]
    names = []
    for one in (List.VILLAGE, List.TWO_NEW):
        card = {"name": one, "tiers": [{"number": 1, "part": 1, "members": members}], "parts": 1}
        names += re.findall(
            r'role="region" aria-label="([^"]+)"', render_to_string("desk/results/tiers.html", {"card": card})
        )

    assert names == ["村（社区） · 能分出几档", "“两新”组织 · 能分出几档"]
