"""The right of reply through the pages: provisional → objection → somebody else checks again → counted again → final.

A1 of ``tests.stages.results.scene``: 98.50 (一.2 −1.00, 三.3 −0.50 by a_deputy) and 97.75 (一.2 −2.25 by a_member): mean
98.125, rounded 98.13; A2 has 98.13 from one sheet (五.1 −1.87). Both share rank 1. If the 1.00 on 一.2 falls, A1 has
99.50 and 97.75: mean 98.625, rounded 98.63, and is first alone.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.documents.models import Document
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.models import ChangedLine, Objection, ObjectionAnswer, Ranking, Standing
from guanmo.stages.results.queries import window_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotDeduction, BallotVersion
from tests.county import Scene, visit_to
from tests.desk.rounds.pages import Desk
from tests.desk.rounds.test_create import choices as drafted
from tests.stages.rectification.way import entered, picture, upload
from tests.stages.results.scene import end_the_window, ranked_round

pytestmark = pytest.mark.django_db


def provisional(county: Scene) -> Round:
    return ranked_round(county, objection_days=3)


def line(judge: str, item: str, code: str = "A1") -> BallotDeduction:
    section, no = item.split(".")
    return BallotDeduction.objects.get(
        version__ballot__participant__user__username=judge,
        version__ballot__visit__organisation__code=code,
        item__section__no=section,
        item__no=no,
    )


def contest(client: Client, county: Scene, round: Round, *lines: BallotDeduction, who: str = "a1_secretary") -> Any:
    client.force_login(county.person(who))
    words = {
        "lines": [one.pk for one in lines],
        "text": "换届材料在组织办，当天没有拿到",
        "attached": [upload("材料.jpg", picture())],
    }
    return client.post(reverse("desk:objections-create", args=[visit_to(round, "A1").uuid]), words)


def answer(client: Client, county: Scene, who: str, points: dict[int, str]) -> Any:
    client.force_login(county.person(who))
    objection = Objection.objects.get()
    words = {f"line-{pk}": value for pk, value in points.items()} | {"text": "查看了换届批复，日期没有过"}
    return client.post(reverse("desk:objections-detail", args=[objection.uuid]), words)


def scores() -> dict[str, tuple[str, int | None]]:
    held = Standing.objects.filter(ranking__replaced_by=None, score__isnull=False, ranking_list="village")
    return {one.organisation.code: (str(one.score), one.rank) for one in held}


def test_the_whole_way_of_an_objection(county: Scene, client: Client) -> None:
    round = provisional(county)
    first = scores()
    contested = line("a_deputy", "一.2")
    client.force_login(county.person("a1_secretary"))
    groups = {one.title: one.todos for one in client.get(reverse("desk:waiting")).context["groups"]}
    assert [one.url for one in groups["初步结果"]] == [
        reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])
    ]
    page = client.get(reverse("desk:results-standing", args=[visit_to(round, "A1").uuid]))
    assert "这是初步结果。" in page.content.decode()
    assert "届满未换届" in page.content.decode()
    assert contest(client, county, round, contested).status_code == 302

    client.force_login(county.person("a_secretary"))
    classify = reverse("desk:results-classify", args=[round.uuid])
    assert "异议期到" in client.post(classify, choices(client, classify)).content.decode()
    end_the_window()
    assert "还有1条异议没有答复" in client.post(classify, choices(client, classify)).content.decode()

    assert answer(client, county, "a_officer", {contested.pk: "0"}).status_code == 302
    given = ObjectionAnswer.objects.get()
    changed = ChangedLine.objects.values_list("deduction", "points", "answer__by__username")
    assert (given.outcome, [(pk, str(points), by) for pk, points, by in changed]) == (
        "accepted",
        [(contested.pk, "0.00", "a_officer")],
    )
    assert scores() == first == {"A1": ("98.13", 1), "A2": ("98.13", 1), "A3": ("77.50", 3)}

    client.force_login(county.person("a_secretary"))
    assert "请先按复核结果重新汇总排名" in client.post(classify, choices(client, classify)).content.decode()
    client.post(reverse("desk:results-recount", args=[round.uuid]))
    assert scores() == {"A1": ("98.63", 1), "A2": ("98.13", 2), "A3": ("77.50", 3)}
    assert client.post(classify, choices(client, classify)).status_code == 302
    assert Round.objects.get(pk=round.pk).state == "classified"


def choices(client: Client, page: str) -> dict[str, str]:
    """The form of the classes as it is shown."""
    form = client.get(page).context["form"]
    return {name: str(field.initial or "") for name, field in form.fields.items()}


def test_ballots_and_the_provisional_ranking_stay_as_they_were(county: Scene, client: Client) -> None:
    round = provisional(county)
    before = list(BallotVersion.objects.order_by("pk").values_list("pk", "digest", "total"))
    old = Ranking.objects.get()
    standings = list(old.standings.order_by("pk").values_list("organisation", "score", "rank"))
    contested = line("a_deputy", "一.2")
    contest(client, county, round, contested)
    answer(client, county, "a_officer", {contested.pk: "0.50"})
    end_the_window()
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:results-recount", args=[round.uuid]))
    assert list(BallotVersion.objects.order_by("pk").values_list("pk", "digest", "total")) == before
    assert list(old.standings.order_by("pk").values_list("organisation", "score", "rank")) == standings
    new = Ranking.objects.get(replaced_by=None)
    assert (new.replaces, new.digest == old.digest) == (old, False)
    assert ObjectionAnswer.objects.get().outcome == "partly"
    text = client.get(reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])).content.decode()
    assert "复核前扣1" in text


def test_who_took_the_points_off_does_not_check_again(county: Scene, client: Client) -> None:
    round = provisional(county)
    contested = line("a_deputy", "一.2")
    contest(client, county, round, contested)
    refused = answer(client, county, "a_deputy", {contested.pk: "1.00"})
    assert (
        "有异议的扣分里有您打的，请由其他人复核。" in refused.content.decode(),
        ObjectionAnswer.objects.count(),
    ) == (True, 0)
    assert answer(client, county, "a1_secretary", {contested.pk: "0"}).status_code == 404
    assert answer(client, county, "b_officer", {contested.pk: "0"}).status_code == 404
    assert answer(client, county, "county_admin", {contested.pk: "1.00"}).status_code == 302
    assert (ObjectionAnswer.objects.get().outcome, ChangedLine.objects.count()) == ("upheld", 0)
    assert answer(client, county, "a_officer", {contested.pk: "0"}).status_code == 404


@pytest.mark.parametrize("who", ["a2_secretary", "a_secretary", "county_admin"])
def test_only_the_organisation_itself_objects(county: Scene, client: Client, who: str) -> None:
    round = provisional(county)
    contest(client, county, round, line("a_deputy", "一.2"), who=who)
    assert Objection.objects.count() == 0


def test_lines_of_another_organisation_cannot_be_contested(county: Scene, client: Client) -> None:
    round = provisional(county)
    contest(client, county, round, line("a_deputy", "五.1", "A2"))
    assert Objection.objects.count() == 0


def test_objection_after_the_window_is_refused_and_keeps_the_words(county: Scene, client: Client) -> None:
    round = provisional(county)
    end_the_window()
    refused = contest(client, county, round, line("a_deputy", "一.2"))
    text = refused.content.decode()
    assert ("现在不在异议期内，不能提出异议。" in text, "换届材料在组织办" in text, Objection.objects.count()) == (
        True,
        True,
        0,
    )


@pytest.mark.parametrize(
    ("term", "days", "last"),
    [
        ("working", 3, "2026-11-25"),
        ("calendar", 3, "2026-11-23"),
        ("calendar", 2, "2026-11-23"),
        ("calendar", 5, "2026-11-25"),
    ],
)
def test_organiser_chooses_by_which_days_the_window_is_counted(county: Scene, term: str, days: int, last: str) -> None:
    """Ranked on a Friday: three working days end on Wednesday, three or two days of the calendar on Monday (顺延)."""
    Desk(county, "a_officer").post("/rounds/new/", **drafted(objection_days=str(days), objection_term=term))
    round = Round.objects.get()
    assert (round.objection_days, round.objection_term) == (days, term)
    window = window_of(Ranking(round=round, at=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    assert str(window and window.last) == last


def test_without_a_window_the_result_is_final_and_others_see_nothing_before_it_is_filed(
    county: Scene, client: Client
) -> None:
    round = ranked_round(county)
    contest(client, county, round, line("a_deputy", "一.2"))
    assert Objection.objects.count() == 0
    page = reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])
    assert client.get(page).status_code == 404


def test_provisional_result_of_others_is_not_shown(county: Scene, client: Client) -> None:
    round = provisional(county)
    client.force_login(county.person("a2_secretary"))
    statuses = [
        client.get(reverse("desk:results-standing", args=[visit_to(round, code).uuid])).status_code
        for code in ("A1", "A2")
    ]
    assert statuses == [404, 200]


def test_problem_of_which_nothing_is_left_is_set_aside(county: Scene, client: Client) -> None:
    round = provisional(county)
    both = [line("a_deputy", "一.2"), line("a_member", "一.2")]
    contest(client, county, round, *both)
    answer(client, county, "a_officer", {one.pk: "0" for one in both})
    finding = Finding.objects.get(organisation__code="A1", item=both[0].item)
    assert finding.set_aside == "复核后不再扣分"
    assert Finding.objects.filter(set_aside="", source="deduction", organisation__code="A1").count() == 1


def test_notice_prints_what_the_re_check_left(county: Scene, client: Client) -> None:
    """2.25 and 1.00 on 一.2: mean 1.63 of two; when the 1.00 falls, 2.25 of one, on the row and on the notice."""
    round = provisional(county)
    row = entered(county)
    contested = line("a_deputy", "一.2")
    assert str(row.finding.points) == "1.63"
    contest(client, county, round, contested)
    answer(client, county, "a_officer", {contested.pk: "0"})
    page = client.get(reverse("desk:ledger-row", args=[row.uuid])).content.decode()
    assert "2.25（1 人扣分）" in page
    assert "届满未换届" not in page.split("发现的问题")[1].split("</dd>")[0]
    client.post(reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid]))
    notice = Document.objects.get(kind="notice")
    html = client.get(reverse("desk:documents-file", args=[notice.uuid, "html"])).content.decode()
    assert "扣2.25分" in html
    assert "扣1.63分" not in html


@pytest.mark.parametrize("value", ["1.01", "-0.5", "很多"])
def test_re_check_only_takes_less_off(county: Scene, client: Client, value: str) -> None:
    round = provisional(county)
    contested = line("a_deputy", "一.2")
    contest(client, county, round, contested)
    assert answer(client, county, "a_officer", {contested.pk: value}).status_code == 200
    assert ObjectionAnswer.objects.count() == 0
