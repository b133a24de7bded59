"""The sheet of one visit: for its judge only, chosen by the kind of organisation, locked once it was submitted."""

import subprocess
from datetime import date

import pytest
from django.test import Client

from guanmo.stages.documents.composers.score_sheets import blank_sheet, filled_sheet
from guanmo.stages.documents.content import ScoreSheetContent
from guanmo.stages.documents.exporters import to_pdf
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotDeduction, BallotVersion
from guanmo.stages.scoring.queries import ballot_version_for
from guanmo.stages.sheets.domain.set_not_applicable import set_not_applicable
from guanmo.stages.sheets.models import Item
from tests.county import Scene, ballot, running_round, score, visit_to
from tests.field.judging import real_visit, ruled_visit

pytestmark = pytest.mark.django_db


def text_of(client: Client, scene: Scene, name: str, path: str) -> str:
    client.force_login(scene.person(name))
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def page_of(client: Client, scene: Scene, visit: Visit, name: str = "a_deputy") -> str:
    return text_of(client, scene, name, f"/field/{visit.uuid}/")


@pytest.mark.requirement("S0-A-b")
@pytest.mark.parametrize(
    ("code", "title", "items"),
    [
        ("A1", "村（社区）党建观摩、检查、测评得分表", 37),
        ("A3", "村（社区）党建观摩、检查、测评得分表", 37),
        ("AE", "“两新”组织党建观摩、检查、测评得分表", 20),
        ("AS", "“两新”组织党建观摩、检查、测评得分表", 20),
    ],
)
def test_sheet_follows_from_the_kind_of_organisation(
    client: Client, county: Scene, code: str, title: str, items: int
) -> None:
    page = page_of(client, county, real_visit(county, code))

    assert (page.count("data-item="), page.count("<select")) == (items, 0)
    assert title in page


def printed(content: ScoreSheetContent) -> str:
    """The text of the document's PDF, without spaces and line ends."""
    pdf = to_pdf(content)
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


@pytest.mark.requirement("S0-A-a")
def test_head_names_the_organisation_and_the_total_on_screen_and_in_print(client: Client, county: Scene) -> None:
    visit = real_visit(county)
    page = page_of(client, county, visit)
    assert '<p class="phone-place-name">A1村党支部</p>' in page
    assert "data-total>0</output>" in page

    version = score(county, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    locked = page_of(client, county, visit)
    assert '<p class="phone-place-name">A1村党支部</p>' in locked
    assert '<output class="phone-total-value">98.5</output>' in locked

    paper = printed(filled_sheet(ballot_version_for(county.person("a_deputy"), version.pk)))
    for fact in ("村（社区）党建观摩、检查、测评得分表", "A1村党支部", "98.50"):
        assert fact in paper[: paper.index("党建基础")], fact
    assert "班子缺1人" in paper
    empty = printed(blank_sheet(county.sheets["village"], visit=visit, today=date(2026, 11, 22)))
    assert "A1村党支部" in empty[: empty.index("党建基础")]


@pytest.mark.requirement("S1-V-1.2-d")
def test_point_on_adverse_reports_is_left_to_the_judge_and_keeps_no_name(client: Client, county: Scene) -> None:
    visit = real_visit(county)

    page = page_of(client, county, visit)

    assert page.count("由评委判断。最多在原因里写查实的件数；系统不登记反映人，也请不要写。") == 1
    version = score(county, visit, "a_deputy", {"一.2": ("1.00", "查实不良反映1件")})
    assert str(version.total) == "99.00"
    # Nothing beside the deduction, its count and its reason: there is no place for who reported.
    assert {field.name for field in BallotDeduction._meta.get_fields()} - {"findings", "finding"} == {
        "id", "version", "item", "rule", "count", "points", "reason",
    }  # fmt: skip


def test_notes_rules_and_reasons_of_an_item_are_on_the_page(client: Client, county: Scene) -> None:
    assert "注意不要为同一件事扣两次分" in page_of(client, county, real_visit(county, "AE"))


def test_rules_of_an_item_are_offered_by_count(client: Client, county: Scene) -> None:
    page = page_of(client, county, ruled_visit(county))

    assert page.count("data-rule=") == 3
    assert "每少1次扣0.5分，封顶2分" in page


def test_item_that_does_not_apply_is_shown_and_not_scored(client: Client, county: Scene) -> None:
    item = Item.objects.get(section__sheet=county.sheets["village"], section__no="五", no=2)
    set_not_applicable(item, Kind.VILLAGE, applies=False, by=county.person("county_admin"))

    page = page_of(client, county, real_visit(county))

    assert (page.count("data-item="), page.count("field-item--out"), page.count("不适用</span>")) == (36, 1, 1)


@pytest.mark.requirement("S0-3.1-i")
def test_submitted_sheet_is_locked_with_its_receipt(client: Client, county: Scene) -> None:
    visit = real_visit(county)
    version = score(county, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})

    page = page_of(client, county, visit)

    assert ("data-sheet" in page, "field/js/page.js" in page, "<input" in page.split("<main")[1]) == (
        False,
        False,
        False,
    )
    for fact in (version.digest[:8].upper(), "班子缺1人", "扣1.5分", "更正", "已锁定"):
        assert fact in page


def test_correction_starts_from_the_submitted_sheet_and_names_it_afterwards(client: Client, county: Scene) -> None:
    visit = real_visit(county)
    first = score(county, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})

    page = text_of(client, county, "a_deputy", f"/field/{visit.uuid}/correction/")
    assert ("data-correction" in page, str(first.pk) in page) == (True, True)

    submit_ballot(ballot(visit, previous=str(first.pk), reason="已见补选材料"), by=county.person("a_deputy"))
    locked = page_of(client, county, visit)
    assert f"更正了回执号 {first.digest[:8].upper()} 的评分表。原因：已见补选材料" in locked


def test_correction_without_a_ballot_or_after_the_close_leads_back(client: Client, county: Scene) -> None:
    round = running_round(county)
    visit = visit_to(round, "A1")
    path = f"/field/{visit.uuid}/correction/"
    client.force_login(county.person("a_deputy"))
    assert client.get(path).headers["Location"] == f"/field/{visit.uuid}/"

    score(county, visit, "a_deputy")
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    assert client.get(path).headers["Location"] == f"/field/{visit.uuid}/"
    assert "correction" not in page_of(client, county, visit)


def test_visit_that_is_not_scored_says_why(client: Client, county: Scene) -> None:
    round = running_round(county)
    own, excused = visit_to(round, "A1"), visit_to(round, "A2")
    Visit.objects.filter(pk=excused.pk).update(state="excused", excuse="样例")
    absent = Participant.objects.get(round=round, user__username="a_member")
    record_attendance(absent, Attendance.ABSENT, reason="外出学习", by=county.person("a_secretary"))

    assert "这是您本人所在的组织，请回避" in page_of(client, county, own, "a1_secretary")
    assert "这个组织本轮只观摩，不打分。" in page_of(client, county, excused)
    assert "您被登记为缺席本轮观摩" in page_of(client, county, own, "a_member")
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    assert "本轮打分已经结束" in page_of(client, county, own)


@pytest.mark.parametrize("stranger", ["b_secretary", "b1_secretary", "county_admin", "county_head"])
@pytest.mark.parametrize("tail", ["", "correction/"])
def test_sheet_of_a_foreign_visit_does_not_exist(client: Client, county: Scene, stranger: str, tail: str) -> None:
    visit = real_visit(county)
    bait = score(county, visit, "a_deputy", {"一.2": ("1.50", "诱饵")})
    client.force_login(county.person(stranger))

    assert client.get(f"/field/{visit.uuid}/{tail}").status_code == 404
    assert BallotVersion.objects.get() == bait


def test_another_judge_of_the_round_sees_an_empty_sheet(client: Client, county: Scene) -> None:
    visit = real_visit(county)
    bait = score(county, visit, "a_deputy", {"一.2": ("1.50", "诱饵原因")})

    for name in ("a_secretary", "a_member", "a2_secretary"):
        page = page_of(client, county, visit, name)
        assert ("诱饵原因" in page, str(bait.pk) in page, bait.digest[:8].upper() in page) == (False, False, False), (
            name
        )
