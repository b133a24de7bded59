"""A round of town A that has been scored and ranked, for the tests of results and documents.

The sheets: village A1 98.50 and 97.75 (mean 98.125, rounded half up 98.13), A2 98.13 once, community A3 85.00 and 70.00
(77.50), company AE 95.00 once; association AS got no sheet.
"""

import json
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.models import Ranking, Standing
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.finish_visit import close_visit
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, Part, Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from tests.ballot_cases import sheet_of
from tests.county import SCORES, Scene, ballot, finish_visits, running_round, score, visit_to
from tests.snapshot import remembered

BY_MEAN = OfficialRule()


@remembered
def scored_round(county: Scene, **changes: Any) -> Round:
    """A running round with all sheets in and all visits closed."""
    round = running_round(county, **changes)
    score(
        county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.00", "届满未换届"), "三.3": ("0.50", "党费台账缺1个月")}
    )
    score(county, visit_to(round, "A1"), "a_member", {"一.2": ("2.25", "班子缺1人")})
    score(county, visit_to(round, "A2"), "a_deputy", {"五.1": ("1.87", "标语没有更新")})
    score(county, visit_to(round, "A3"), "a_deputy", fifteen_points())
    score(county, visit_to(round, "A3"), "a_member", thirty_points())
    score(county, visit_to(round, "AE"), "a_member", {"一.3": ("5.00", "没有台账")})
    finish_visits(county, round)
    return round


def fifteen_points() -> dict[str, tuple[str, str]]:
    """Fifteen points off five items of the village sheet."""
    return {
        "一.1": ("3.00", "标识不统一"),
        "一.2": ("3.00", "没有按期换届"),
        "一.6": ("4.00", "远程教育站点没有使用"),
        "二.1": ("4.00", "没有学习记录"),
        "五.1": ("1.00", "宣传栏没有更新"),
    }


def thirty_points() -> dict[str, tuple[str, str]]:
    """Thirty points off nine items of the village sheet."""
    return {
        **fifteen_points(),
        "二.4": ("4.00", "没有示范点"),
        "二.5": ("4.00", "没有网格党支部"),
        "四.1": ("4.00", "没有经费"),
        "五.2": ("3.00", "没有场所"),
    }


@remembered
def ranked_round(county: Scene, **changes: Any) -> Round:
    """The round ranked by its secretary; classes are not confirmed yet."""
    round = scored_round(county, **changes)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


Lost = tuple[tuple[int, ...], ...]
JUDGES = ("a_deputy", "a_member", "a_officer", "a_secretary")
MORE_VILLAGES = tuple(f"A{number}" for number in range(4, 12))
LOST = (
    (1, 3, 2, 5),
    (9, 14, 10, 13),
    (4, 5, 7, 9),
    (17, 18, 15, 22),
    (0, 2, 1, 3),
    (11, 13, 12, 18),
    (6, 9, 8, 9),
    (21, 20, 24, 26),
)
"""Points that each of the eight villages loses with each of the four judges."""


@remembered
def broad_round(county: Scene, vetoed: tuple[tuple[str, str], ...] = (), lost: Lost = LOST, **changes: Any) -> Round:
    """A running round of eight more villages, each scored by the same four judges; ``vetoed`` are (village, judge)."""
    for code in MORE_VILLAGES:
        county.add(code, f"{code}村党支部", Kind.VILLAGE, Form.BRANCH, "A")
    _publish_sheet_with_a_veto()
    round = running_round(county, **changes)
    for code, theirs in zip(MORE_VILLAGES, lost, strict=True):
        visit = visit_to(round, code)
        for judge, points in zip(JUDGES, theirs, strict=True):
            document = json.loads(ballot(visit, {"一.1": (f"{points}.00", "不全")} if points else {}))
            if (code, judge) in vetoed:
                document["items"][1]["deductions"] = [{"rule": 0, "count": 1, "points": "40.00", "reason": "台账造假"}]
            submit_ballot(json.dumps(document), by=county.person(judge))
    return round


def _publish_sheet_with_a_veto() -> None:
    rule = {"kind": "veto", "points": None, "cap": None, "text": "弄虚作假的一票否决"}
    sections = [
        {"no": "一", "items": [{"no": 1, "points": "60.00", "rules": []}]},
        {"no": "二", "items": [{"no": 1, "points": "40.00", "rules": [rule]}]},
    ]
    content = sheet_of({"total": "100.00", "sections": sections})
    publish_sheet(
        draft_sheet(content, code="village", kinds=[Kind.VILLAGE, Kind.COMMUNITY], by=None), confirmed=True, by=None
    )


def closed(county: Scene, round: Round) -> Round:
    """The round with all visits closed, and ranked."""
    finish_visits(county, round)
    close_scoring(round, reason="只评八个村", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


@remembered
def classified_round(county: Scene, **changes: Any) -> Round:
    """The round with the proposed classes confirmed."""
    round = ranked_round(county, **changes)
    confirm_classes(round, {}, by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


def standing_of(round: Round, code: str) -> Standing:
    """The standing of one organisation by its code."""
    return Standing.objects.get(ranking=Ranking.objects.get(round=round), organisation__code=code)


@remembered
def county_round(county: Scene, official: OfficialRule = BY_MEAN) -> Round:
    """A county round ranked by the department: points A1, A3 and B1; town T has no point.

    A1 98 and 97 (97.50), A3 92: town A 94.75. B1 90 and 85: town B 87.50.
    """
    round, admin = running_county_round(county, official), county.person("county_admin")
    score(county, visit_to(round, "A1"), "b_secretary", {"一.1": ("2.00", "标识不统一")})
    score(county, visit_to(round, "A1"), "b_deputy", {"一.1": ("3.00", "没有标识")})
    score(
        county, visit_to(round, "A3"), "b_secretary", {"二.1": ("4.00", "没有学习记录"), "四.1": ("4.00", "没有计划")}
    )
    ten = {"一.1": ("3.00", "没有标识"), "一.2": ("3.00", "没有换届"), "二.1": ("4.00", "没有学习记录")}
    score(county, visit_to(round, "B1"), "a_secretary", ten)
    score(county, visit_to(round, "B1"), "a_deputy", fifteen_points())
    finish_all(round, by=admin)
    close_scoring(round, reason="B镇副书记因病没有打A3", by=admin)
    return Round.objects.get(pk=round.pk)


@remembered
def running_county_round(county: Scene, official: OfficialRule = BY_MEAN) -> Round:
    """The department's round to the points A1, A3 and B1, in which scoring goes on."""
    county.add("T", "T镇", Kind.TOWN, Form.COMMITTEE, "C")
    admin = county.person("county_admin")
    proposal = Proposal(
        Tier.COUNTY_DEMONSTRATION, county["C"], Quarter(2026, 4), date(2026, 11, 1), date(2026, 12, 20),
        official, SCORES,
    )  # fmt: skip
    round = create_round(proposal, targets=[county["A1"], county["A3"], county["B1"]], by=admin)
    schedule_round(round, by=admin)
    open_round(round, override_reason="本年不开展交叉观摩", by=admin)
    return round


def finish_all(round: Round, *, by: User) -> None:
    for visit in round.visits.select_related("round__organiser", "organisation"):
        record_visit(visit, {part: Notes(f"{part.label}：情况清楚", True) for part in Part}, by=by)
        close_visit(visit, by=by)
    for participant in round.participants.all():
        record_attendance(participant, Attendance.ATTENDED, by=by)


def end_the_window() -> None:
    """Let the ranking lie weeks back: it is append-only, so only the database itself can be told."""
    at = timezone.now() - timedelta(days=30)
    with connection.cursor() as cursor:
        value = at.replace(tzinfo=None) if connection.vendor == "sqlite" else at
        cursor.execute("UPDATE results_ranking SET at = %s", [value])
