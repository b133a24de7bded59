"""Coverage of the cycle (S0-2-c) and the progress of the current rounds (S0-4.2-b)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.record_finding import record_finding
from guanmo.stages.rectification.enums import FindingType, RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rounds.domain.finish_visit import close_visit, excuse_visit
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.enums import Part
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round, running_round, score, visit_to
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk


def finish(county: Scene, round: Round, code: str) -> None:
    visit = visit_to(round, code)
    record_visit(visit, {part: Notes("情况清楚", True) for part in Part}, by=county.person("a_secretary"))
    close_visit(visit, by=county.person("a_secretary"))


def figures(page: Any) -> list[tuple[str, int, int, Decimal | None]]:
    return [(row.coverage.township.short_name, row.coverage.visited, row.coverage.due, row.share) for row in page.rows]


@pytest.mark.requirement("S0-2-c")
def test_county_sees_visited_of_due_and_every_organisation_not_yet_visited(county: Scene) -> None:
    round = running_round(county)
    for code in ("A1", "AE"):
        finish(county, round, code)
    record_visit(visit_to(round, "A2"), {Part.LOOK: Notes("刚到", False)}, by=county.person("a_secretary"))
    excuse_visit(visit_to(round, "AS"), reason="正在注销", by=county.person("a_secretary"))
    desk = Desk(county, "county_admin")

    page = desk.get("/coverage/", year="2026").context["page"]

    assert figures(page) == [("A镇", 2, 5, Decimal("40")), ("B镇", 0, 1, Decimal("0"))]
    assert (page.total.coverage.visited, page.total.coverage.due, page.total.share) == (2, 6, Decimal("33.3"))
    assert [(one.township.short_name, [u.organisation.code for u in one.unvisited]) for one in page.unvisited] == [
        ("A镇", ["A2", "A3", "AS"]),
        ("B镇", ["B1"]),
    ]
    text = desk.text("/coverage/", year="2026")
    for name in ("A2村党支部", "A3社区党支部", "A镇样例协会党支部", "B1村党支部"):
        assert f"<li>{name}" in text
    assert "免观摩：正在注销" in text
    assert "33.3%" in text


@pytest.mark.requirement("S0-2-c")
def test_visit_counts_for_its_own_cycle_only_and_once(county: Scene) -> None:
    finish(county, running_round(county), "A1")
    desk = Desk(county, "county_admin")

    assert figures(desk.get("/coverage/", year="2026").context["page"])[0] == ("A镇", 1, 5, Decimal("20"))
    assert figures(desk.get("/coverage/", year="2025").context["page"])[0] == ("A镇", 0, 5, Decimal("0"))


@pytest.mark.requirement("S0-2-c")
def test_nothing_due_is_unknown_and_not_zero(county: Scene) -> None:
    Organisation.objects.filter(code="B1").update(kind="agency")
    desk = Desk(county, "b_officer")

    page = desk.get("/coverage/", year="2026").context["page"]

    assert figures(page) == [("B镇", 0, 0, None)]
    assert page.kpis[0].value is None
    assert "0%" not in desk.text("/coverage/", year="2026")
    assert "还没有应观摩的组织" in desk.text("/coverage/", year="2026")


@pytest.mark.requirement("S0-2-c")
def test_township_sees_itself_and_dissolved_organisations_are_not_due(county: Scene) -> None:
    Organisation.objects.filter(code="AS").update(dissolved_on=timezone.localdate() - timedelta(days=1))

    page = Desk(county, "a_officer").get("/coverage/", year=str(timezone.localdate().year)).context["page"]

    assert figures(page) == [("A镇", 0, 4, Decimal("0"))]


@pytest.mark.parametrize("name", ["a_member", "a1_secretary", "county_head"])
def test_coverage_and_progress_open_for_every_role(county: Scene, name: str) -> None:
    desk = Desk(county, name)

    assert "A1村党支部" in desk.text("/coverage/", year="nonsense")
    assert "还没有排定的内部观摩" in desk.text("/coverage/progress/")


def test_village_secretary_sees_only_the_own_organisation_in_coverage(county: Scene) -> None:
    page = Desk(county, "a1_secretary").get("/coverage/", year="2026").context["page"]

    assert [u.organisation.code for one in page.unvisited for u in one.unvisited] == ["A1"]


@pytest.mark.requirement("S0-4.2-b")
def test_one_page_shows_visited_scored_findings_and_open_rectifications_of_each_organisation(county: Scene) -> None:
    round = running_round(county)
    officer = county.person("a_officer")
    score(county, visit_to(round, "A1"), "a_deputy")
    score(county, visit_to(round, "A1"), "a_member")
    finish(county, round, "A2")
    for number, kind in enumerate([FindingType.GAP, FindingType.GAP, FindingType.HIGHLIGHT]):
        record_finding(visit_to(round, "A1"), finding_type=kind, text=f"发现{number}", by=officer)
    due = timezone.localdate() + timedelta(days=9)
    for finding in visit_to(round, "A1").findings.filter(finding_type=FindingType.GAP):
        enter_row(finding, Columns("台账不全", "补齐", due, "A1村书记"), by=officer)
    row = LedgerRow.objects.order_by("pk")[0]
    LedgerRow.objects.filter(pk=row.pk).update(state=RowState.SIGNED_OFF, signed_off_on=timezone.localdate())

    [one] = Desk(county, "a_officer").get("/coverage/progress/").context["page"]

    shown = {
        r.visit.organisation.code: (str(r.visit.get_state_display()), r.received, r.expected, r.findings, r.open_rows)
        for r in one.rows
    }
    # Eight people take part; the two of A1 and the secretary of A2 stand back at home.
    assert shown["A1"] == ("已观摩", 2, 6, 3, 1)
    assert shown["A2"] == ("已完成", 0, 7, 0, 0)
    assert shown["AE"] == ("待观摩", 0, 8, 0, 0)
    text = Desk(county, "a_officer").text("/coverage/progress/")
    assert "2 / 6" in text
    assert "未销号整改" in text


@pytest.mark.requirement("S0-4.2-b")
def test_organisation_without_a_sheet_is_visited_but_not_scored(county: Scene) -> None:
    round = running_round(county)
    round.visits.filter(organisation__code="AS").update(sheet=None)

    [one] = Desk(county, "a_officer").get("/coverage/progress/").context["page"]

    assert {r.visit.organisation.code: r.expected for r in one.rows}["AS"] is None
    assert "不打分" in Desk(county, "a_officer").text("/coverage/progress/")


def test_foreign_township_sees_no_progress(county: Scene) -> None:
    running_round(county)

    assert list(Desk(county, "b_officer").get("/coverage/progress/").context["page"]) == []
    assert len(Desk(county, "county_admin").get("/coverage/progress/").context["page"]) == 1


def test_draft_is_not_the_current_round(county: Scene) -> None:
    draft_round(county)

    assert list(Desk(county, "a_officer").get("/coverage/progress/").context["page"]) == []


def test_number_of_queries_does_not_grow_with_organisations(county: Scene, counted: Counted) -> None:
    round = running_round(county)
    desk = Desk(county, "county_admin")
    paths = ("/coverage/", "/coverage/progress/")
    many = [counted(lambda path=path: desk.text(path)) for path in paths]
    round.visits.exclude(organisation__code="A1").delete()
    Organisation.objects.filter(code__in=["A2", "A3", "AE", "AS"]).update(dissolved_on=timezone.localdate())

    assert [counted(lambda path=path: desk.text(path)) for path in paths] == many
