"""A small made-up county for tests: one department, two towns, three villages, one community, two two-new organisations.

People are named by what they are. ``Scene`` holds what a test needs; nothing happens beyond what its functions say.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import CharField

from guanmo.lib.period import Quarter
from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.method.aggregation import OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.finish_visit import close_visit
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, Part, Tier
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.importers.real import real_sheets
from guanmo.stages.sheets.models import ScoreSheet
from tests.snapshot import remembered

FROM = date(2025, 1, 1)
SCORES = ClassRule("score", Decimal("90"), Decimal("80"))

# Tests ask for the same people and places twenty thousand times.
_by_code = ReadyQuery(lambda: Organisation.objects.filter(code=Given("code", CharField())))
_by_name = ReadyQuery(lambda: User.objects.filter(username=Given("name", CharField())))


@dataclass
class Scene:
    """The county, its organisations by code and its people by name."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    sheets: dict[str, ScoreSheet] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Organisation:
        (found,) = _by_code(code=code)
        return found

    def person(self, name: str) -> User:
        """The person read afresh, as a new request would."""
        (found,) = _by_name(name=name)
        return found

    def add(self, code: str, name: str, kind: Kind, form: Form, parent: str | None) -> None:
        self.organisations[code] = create_organisation(
            code=code,
            name=name,
            short_name=name,
            kind=kind,
            form=form,
            parent=self[parent] if parent else None,
            by=None,
        )

    def seat(self, username: str, code: str, duty: Duty) -> User:
        """A person with the password ``guanmo`` in a post."""
        user = User.objects.filter(username=username).first() or User.objects.create_user(
            username, name=username, password="guanmo"
        )
        appoint(organisation=self[code], duty=duty, user=user, started_on=FROM, by=None)
        self.people[username] = user
        return user

    def seat_without_a_role(self, username: str = "nobody") -> User:
        """A person whose post gives no role (roles.md 7): may come in, and sees nothing. Without a post nobody comes in."""
        return self.seat(username, "C", Duty.LEADERSHIP_MEMBER)


@remembered
def build_county(*, sheets: bool = True) -> Scene:
    """The county with its posts filled and both real sheets published, or without a single sheet."""
    scene = Scene()
    scene.add("C", "样例县", Kind.COUNTY, Form.COMMITTEE, None)
    scene.add("D", "样例县委组织部", Kind.ORGANISATION_DEPARTMENT, Form.DEPARTMENT, "C")
    for town, villages in (("A", ("A1", "A2", "A3")), ("B", ("B1",))):
        scene.add(town, f"{town}镇", Kind.TOWN, Form.COMMITTEE, "C")
        for village in villages:
            community = village == "A3"
            kind = Kind.COMMUNITY if community else Kind.VILLAGE
            scene.add(village, f"{village}{'社区' if community else '村'}党支部", kind, Form.BRANCH, town)
    scene.add("AE", "A镇样例公司党支部", Kind.NEW_ECONOMIC, Form.BRANCH, "A")
    scene.add("AS", "A镇样例协会党支部", Kind.NEW_SOCIAL, Form.BRANCH, "A")
    _fill_posts(scene)
    for real in real_sheets() if sheets else ():
        sheet = draft_sheet(real.sheet, code=real.code, kinds=[Kind(k) for k in real.kinds], by=None)
        scene.sheets[real.code] = publish_sheet(sheet, confirmed=True, by=None)
    return scene


def _fill_posts(scene: Scene) -> None:
    scene.seat("county_head", "D", Duty.DEPARTMENT_HEAD)
    scene.seat("county_admin", "D", Duty.DEPARTMENT_OFFICER)
    for town in ("A", "B"):
        low = town.lower()
        scene.seat(f"{low}_secretary", town, Duty.SECRETARY)
        scene.seat(f"{low}_deputy", town, Duty.DEPUTY_SECRETARY)
        scene.seat(f"{low}_member", town, Duty.LEADERSHIP_MEMBER)
        scene.seat(f"{low}_officer", town, Duty.ORGANISATION_MEMBER)
    for code in ("A1", "A2", "A3", "B1"):
        scene.seat(f"{code.lower()}_secretary", code, Duty.SECRETARY)
    scene.seat("a1_deputy", "A1", Duty.FULL_TIME_DEPUTY_SECRETARY)
    scene.seat("ae_secretary", "AE", Duty.SECRETARY)


def draft_round(scene: Scene, **changes: Any) -> Round:
    """A drafted internal round of town A for 2026-Q4."""
    proposal = {
        "tier": Tier.INTERNAL,
        "organiser": scene["A"],
        "period": Quarter(2026, 4),
        "starts_on": date(2026, 11, 1),
        "deadline": date(2026, 12, 20),
        "official": OfficialRule(),
        "classes": SCORES,
    }
    return create_round(Proposal(**{**proposal, **changes}), by=scene.person("a_secretary"))


@remembered
def running_round(scene: Scene, **changes: Any) -> Round:
    """A round of town A that has been scheduled and opened by its secretary."""
    round = draft_round(scene, **changes)
    schedule_round(round, by=scene.person("a_secretary"))
    open_round(round, by=scene.person("a_secretary"))
    return round


def ballot(
    visit: Visit,
    deductions: Mapping[str, tuple[str, str]] | None = None,
    *,
    id: str | None = None,
    previous: str | None = None,
    reason: str = "",
    leave_out: Sequence[str] = (),
) -> str:
    """A ballot document: every applicable item judged, ``deductions`` = item key → (points, reason)."""
    assert visit.sheet is not None
    keys = [f"{section.no}.{item.no}" for section, item in visit.sheet.content.items]
    keys = [key for key in keys if key not in visit.not_applicable and key not in leave_out]
    taken = deductions or {}
    items = [{"item": key, "deductions": [_deduction(*taken[key])] if key in taken else []} for key in keys]
    items += [{"item": key, "deductions": [_deduction(*taken[key])]} for key in taken if key not in keys]
    document = {
        "api": "ballot1",
        "id": id or str(uuid4()),
        "visit": str(visit.uuid),
        "sheet": str(visit.sheet.uuid),
        "previous": previous,
        "reason": reason,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False)


def _deduction(points: str, reason: str) -> dict[str, Any]:
    return {"rule": None, "count": None, "points": points, "reason": reason}


def score(
    scene: Scene, visit: Visit, judge: str, deductions: Mapping[str, tuple[str, str]] | None = None
) -> BallotVersion:
    """One judge submits one ballot."""
    return submit_ballot(ballot(visit, deductions), by=scene.person(judge))


def visit_to(round: Round, code: str) -> Visit:
    """The round's visit to one organisation."""
    return Visit.objects.select_related("round", "organisation", "sheet").get(round=round, organisation__code=code)


def finish_visits(scene: Scene, round: Round) -> None:
    """Write all four parts of every visit, close it, and record everybody as present."""
    secretary = scene.person("a_secretary")
    for visit in round.visits.select_related("round__organiser", "organisation"):
        record_visit(visit, {part: Notes(f"{part.label}：情况清楚", True) for part in Part}, by=secretary)
        close_visit(visit, by=secretary)
    for participant in round.participants.all():
        record_attendance(participant, Attendance.ATTENDED, by=secretary)
