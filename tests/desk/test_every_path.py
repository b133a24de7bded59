"""No page goes around who may see what: every path asks for a login, and shows nothing to an account without a post.

The paths are read from the URL configuration, so a new page is tested without a line here. Each meets a real object,
which the control shows: somebody in the county gets an answer there.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from docx import Document as Docx

from guanmo.audit import denials
from guanmo.audit.models import Entry
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.notify import notify
from guanmo.stages.documents.domain.file_paper import PaperFacts, file_paper
from guanmo.stages.documents.domain.keep_template import keep_template
from guanmo.stages.documents.enums import Kind as DocumentKind
from guanmo.stages.documents.enums import PaperKind
from guanmo.stages.documents.models import Document, DocumentTemplate, FiledPaper, Job, JobFile
from guanmo.stages.organisations.domain.cover import Coverage, register_unit
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.domain.hold_contact_point import open_contact_point
from guanmo.stages.organisations.domain.keep_grid import GridPlan, open_grid
from guanmo.stages.organisations.domain.keep_line import BodyPlan, set_up_body
from guanmo.stages.organisations.domain.keep_partnership import Side, open_partnership
from guanmo.stages.organisations.enums import BodyKind, GrantedRole, Kind, PartnershipKind, UnitKind
from guanmo.stages.organisations.models import RoleGrant, User
from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.domain.keep_record import Entry as Written
from guanmo.stages.records.domain.keep_record import file_record, keep_draft
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import EvidenceFile, RecordType
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.weak_case import open_weak_case
from guanmo.stages.rectification.enums import Basis
from guanmo.stages.rectification.models import Attachment, RandomLookBack, SelfCheck, WeakCase
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import FilingAnswer, Objection, ObjectionFile, Standing
from guanmo.stages.rounds.domain.form_team import form_team
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.domain.promote import promote
from guanmo.stages.rounds.enums import InspectionType, Tier
from guanmo.stages.rounds.models import Inspection, LearningReport, Practice, Praise, Round, Team, Visit
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot, BallotVersion, HeldBallot, PaperEntry
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.importers.real import real_sheets
from tests.county import Scene, ballot, visit_to
from tests.desk.members.people import kept
from tests.desk.records.ledgers import pdf
from tests.desk.rounds.pages import county_round
from tests.desk.shown import chinese_in, every_text
from tests.stages.rectification.way import entered, finding, picture, upload
from tests.stages.results.scene import classified_round

SHELL = {"field:duties", "field:worker", "field:manifest", "field:sheet", "field:correction"}
"""The page of the judges' phones, the same for everybody; the API behind it decides who gets what."""
OFFICE = {"openid_connect_login", "openid_connect_callback"}
"""Answered where the office has a login of its own; tests/desk/account has it."""
LOGIN = {"account_login", "mfa_authenticate", "mfa_login_webauthn"} | OFFICE
OPEN = LOGIN | {"set_language", "ui:large_type", "ui:language", "ui:css", "ui:js", "join", "leave"} | SHELL
"""What needs no login: it shows nothing of the county."""
GIVEN = {
    "section": 1,
    "number": 1,
    "format": "docx",
    "year": 2026,
    "name": "village",
    "token": "none",
    "held": 0,
    "ballot": 0,
    "praise": 0,
    "code": "theme_party_day",
    "library": "practices",
    "regulation": "branch",
    "pk": 0,
    "version": 1,
    "provider_id": "office",
    "edition": "none",
}
OF_RECORDS = tuple(
    f"desk:{one}-"
    for one in (
        "burden", "care", "designations", "developments", "dues", "evidence", "floating", "indicators", "ledgers", "life",
        "members", "moves", "pairing", "posts", "record", "records", "registrations", "reserves", "restricted", "rosters",
        "trainings", "transfers",
    )
)  # fmt: skip
"""Pages of what the records prove."""
KNOWN_TO_NOBODY = {"desk:organisations-preview", "desk:organisations-confirmation", "desk:organisations-errors"} | {
    f"desk:rosters-{page}" for page in ("preview", "confirmation", "errors")
}
"""Uploads belong to one session; tests/desk/organisations and tests/desk/members have them."""
OWN = {"account_logout", "account-session-end", "account-sessions-end", "mfa_edit_webauthn", "mfa_remove_webauthn"}
"""What everybody does with the own account; tests/desk/account has them."""
PEOPLE = ("county_admin", "county_head", "a_secretary", "a_deputy", "a1_secretary")


def patterns(resolver: Any = None, space: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Each path by its full name, with the names of its arguments."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}", frozenset(one.pattern.converters)


PATHS = {name: kinds for name, kinds in patterns() if not name.startswith("field-api:")}
"""Pages. The API of the phones answers 401 in its own form: tests/field/test_api.py."""


def nowhere(name: str) -> str:
    """The path with arguments that lead to nothing."""
    return reverse(name, kwargs={one: GIVEN.get(one, uuid4()) for one in PATHS[name]})


def test_there_are_paths_of_every_floor() -> None:
    assert {"desk:overview", "desk:rounds-detail", "field:duties", "account_logout"} | OPEN <= PATHS.keys()


@pytest.mark.django_db
def test_every_path_but_the_open_ones_asks_for_a_login(client: Client) -> None:
    asked = {
        name
        for name in PATHS
        for answer in (client.get(nowhere(name)), client.post(nowhere(name)))
        if answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
    }
    assert PATHS.keys() - asked == OPEN


@pytest.fixture
def objects(county: Scene, settings: Any, tmp_path: Any) -> dict[str, str]:
    settings.MEDIA_ROOT = tmp_path
    return real_objects(county)


def real_objects(county: Scene) -> dict[str, str]:
    """A path to a real object for every name, from a round that has been filed and whose first row is submitted."""
    round = classified_round(county)
    filing = file_with_county(round, by=county.person("a_secretary"))
    FilingAnswer.objects.create(filing=filing, answer=Answer.ACCEPTED, by=county.person("county_admin"))
    row = entered(county)
    notice = notify(round, county["A1"], by=county.person("a_officer"))
    files = [upload("照片.jpg", picture())]
    submit_rectification(row, done="已补选", files=files, by=county.person("a1_secretary"))
    real = real_sheets()[0]
    draft = draft_sheet(real.sheet, code=real.code, kinds=[Kind(kind) for kind in real.kinds], by=None)
    visit = visit_to(round, "A1")
    team = _reported(county)
    ids = {
        "cross": team.round.uuid,
        "teams": team.uuid,
        "inspections": _sampled(county).uuid,
        "organisations": county["A1"].uuid,
        "offices": county["A"].uuid,
        **kept(county),
        "sheets": draft.uuid,
        "rounds": round.uuid,
        "visits": visit.uuid,
        "filings": filing.uuid,
        "findings": finding("A1", "一.2").uuid,
        "self-checks": _checked(county).uuid,
        "weak-organisations": _weak(county).uuid,
        "practices": _promoted(county, visit).uuid,
        "praises": Praise.objects.create(visit=visit, text="又一个好做法", by=county.person("a_secretary")).pk,
        "look-backs": _listed(county).uuid,
        "objections": (objection := _objected(county, visit)).uuid,
        "objection-files": objection.files.get().uuid,
        "ledger": row.uuid,
        "attachments": Attachment.objects.get().uuid,
        "notices": notice.uuid,
        "templates": _brought(county).uuid,
        "papers": _filed(county).uuid,
        "jobs": _worked(round, county).uuid,
        "documents": Document.objects.filter(number=notice.number).get().uuid,
        "ballots": BallotVersion.objects.filter(ballot__visit=visit).order_by("pk")[0].pk,
        "held": _held(county, visit),
        "paper": _typed_in(county, visit).uuid,
        "ballot": _in_conflict(visit),
        "grants": _given(county).uuid,
        **_recorded(county),
        **_set_up(county),
    }
    return {name: _path(name, ids, county) for name in PATHS}


def _checked(county: Scene) -> SelfCheck:
    """A self-check of A1 without problems."""
    a1, by = county["A1"], county.person("a1_secretary")
    return check_oneself(a1, checked_on=date(2026, 4, 20), summary="逐项查了", problems=[], by=by)


def _weak(county: Scene) -> WeakCase:
    """The case of a weak organisation, just opened."""
    by = county.person("a_officer")
    return open_weak_case(county["A1"], batch="第一批", basis=Basis.OTHER, reason="班子不齐", by=by)


def _promoted(county: Scene, visit: Visit) -> Practice:
    """A practice in the library."""
    by = county.person("a_secretary")
    return promote(Praise.objects.create(visit=visit, text="好做法", by=by), title="好做法", text="好做法", by=by)


def _listed(county: Scene) -> RandomLookBack:
    """A list for a random look-back, not drawn from yet."""
    return RandomLookBack.objects.create(
        organiser=county["A"], population=[], size=1, digest="0" * 64, by=county.person("a_officer")
    )


def _objected(county: Scene, visit: Visit) -> Objection:
    """An objection of A1 with a file."""
    objection = Objection.objects.create(
        standing=Standing.objects.get(visit=visit), text="扣得不对", by=county.person("a1_secretary")
    )
    file = ObjectionFile(objection=objection, name="照片.jpg", media_type="image/jpeg", digest="0" * 64)
    file.file.save("a.jpg", ContentFile(b"x"), save=True)
    return objection


def _held(county: Scene, visit: Visit) -> int:
    """A sheet that came after the close."""
    with pytest.raises(BallotRefused):
        submit_ballot(ballot(visit), by=county.person("a_deputy"))
    return HeldBallot.objects.get().pk


def _typed_in(county: Scene, visit: Visit) -> PaperEntry:
    """A sheet on paper that nobody confirmed before the close."""
    judge = visit.round.participants.get(user__username="a_deputy")
    return PaperEntry.objects.create(
        visit=visit, participant=judge, payload=ballot(visit), entered_by=county.person("a_officer")
    )


def _reported(county: Scene) -> Team:
    """A team of a cross round that has filed its learning report."""
    by = county.person("county_admin")
    round = county_round(county, Tier.CROSS, ["A1", "B1"])
    team = form_team(round, county["A"], leader=county.person("a_deputy"), members=[], by=by)
    LearningReport.objects.create(team=team, ideas="思路", experience="经验", gaps="差距", by=team.leader)
    return team


def _given(county: Scene) -> RoleGrant:
    """An auditor, named by the head of the department."""
    user = User.objects.create_user("auditor", name="样审")
    gift = Gift(GrantedRole.AUDITOR, county["C"], timezone.localdate(), None, "部务会议定")
    return give_role(user, gift, by=county.person("county_head"))


def _recorded(county: Scene) -> dict[str, Any]:
    """A record of a theme party day with a paper."""
    load_ledgers(shipped_ledgers(), kept_from=date(2026, 1, 1), by=None)
    by, type = county.person("a1_secretary"), RecordType.objects.get(code="theme_party_day")
    entry = Written(date(2026, 1, 5), {"theme": "学习", "content": "学习", "present": 3}, files={"plan": [pdf()]})
    record = keep_draft(type, county["A1"], entry, by=by)
    goals = [{"goal": "每月学习", "owner": "样甲"}]
    archive = Written(date(2026, 1, 8), {"title": "争创先进", "goals": goals}, period="2026")
    opened = keep_draft(RecordType.objects.get(code="goal_archive"), county["A1"], archive, by=by)
    file_record(opened, by=by)
    paired = Written(date(2026, 1, 9), {"partner": "县医院", "goals": "义诊"}, files={"plan": [pdf("方案.pdf", "b")]})
    plan = keep_draft(RecordType.objects.get(code="pairing_plan"), county["A1"], paired, by=by)
    file_record(plan, by=by)
    return {
        "records": record.uuid,
        "goal-archives": opened.uuid,
        "pairing-books": plan.uuid,
        "evidence": EvidenceFile.objects.earliest("pk").uuid,
    }


def _set_up(county: Scene) -> dict[str, Any]:
    """A unit, a grid, a contact point and a pairing of A1."""
    a1, by, day = county["A1"], county.person("a_officer"), date(2026, 2, 1)
    unit = register_unit("样例超市", UnitKind.NEW_ECONOMIC, located_in=a1, on=day, coverage=Coverage(day), by=by)
    side, pairing = Side("样乙", county["A2"]), PartnershipKind.PAIRING
    return {
        "coverage-units": unit.uuid,
        "grids": open_grid(GridPlan("东片网格", "邻里和睦", "样片长", day), [a1], organisation=a1, by=by).uuid,
        "contact-points": open_contact_point(county.person("a_member"), a1, on=day, by=by).uuid,
        "lines": set_up_body(BodyPlan(BodyKind.ORGANS, "样例县直机关工委", county["C"], None, day), by=None).uuid,
        "led-organisations": county["AE"].uuid,
        "partnerships": open_partnership(pairing, side, organisation=a1, person="样甲", on=day, by=by).uuid,
    }


def _sampled(county: Scene) -> Inspection:
    """A random sample of which the list is frozen."""
    plan = InspectionPlan(county["A"], InspectionType.RANDOM_SAMPLE, "抽查", date(2026, 7, 2), sizes={Kind.VILLAGE: 1})
    return record_inspection(plan, by=county.person("a_officer"))


def _worked(round: Round, county: Scene) -> Job:
    """A piece of long work that is over, with its file."""
    facts: dict[str, Any] = {"kind": "papers", "state": "finished", "round": round, "total": 1}
    job = Job.objects.create(**facts, unit=county["A"], by=county.person("a_secretary"))
    JobFile.objects.create(job=job, name="评分表.zip", media_type="application/zip", content=b"PK")
    return job


def _filed(county: Scene) -> FiledPaper:
    """A report that a village filed."""
    upload_of = upload("报告.jpg", picture())
    facts = PaperFacts(PaperKind.WRITTEN_REPORT, "半年报告", date(2026, 7, 1))
    return file_paper(county["A1"], facts, upload_of, by=county.person("a1_secretary"))


def _brought(county: Scene) -> DocumentTemplate:
    """A form that the township brought for its notices."""
    form = Docx()
    form.add_paragraph("{{ number }}")
    form.save(saved := BytesIO())
    by = county.person("a_officer")
    return keep_template(DocumentKind.NOTICE, county["A"], name="通知单.docx", content=saved.getvalue(), by=by)


def _in_conflict(visit: Visit) -> int:
    Ballot.objects.filter(visit=visit).update(in_conflict=True)
    return Ballot.objects.filter(visit=visit).order_by("pk")[0].pk


def _path(name: str, ids: dict[str, Any], county: Scene) -> str:
    of_cross = any(part in nowhere(name)[6:] for part in ("/teams/", "/visit-plan/"))
    first = "cross" if of_cross else nowhere(name).split("/")[1]
    values = {**GIVEN, "uuid": ids.get(first), "visit": ids["visits"], "id": ids["ballots"]}
    values |= (
        {one: ids[one] for one in ("held", "ballot")}
        | {"praise": ids["praises"]}
        | {"judge": county.person("a_deputy").uuid}
    )
    values |= {"organisation": county["A1"].uuid, "holder": county.person("a1_secretary").uuid}
    return reverse(name, kwargs={one: values[one] for one in PATHS[name]})


@pytest.mark.django_db
def test_account_without_a_post_is_shut_out(county: Scene, client: Client) -> None:
    client.force_login(User.objects.create_user("nobody", name="无职", password=None))

    assert client.get("/")["Location"] == "/login/?next=/"


@pytest.mark.any_database
@pytest.mark.django_db
def test_account_without_a_role_gets_nothing(county: Scene, objects: dict[str, str], client: Client) -> None:
    client.force_login(county.seat_without_a_role())
    lines = acts()
    shown = {}
    for name in PATHS.keys() - OPEN - OWN:
        page = client.get(objects[name])
        if PATHS[name]:
            shown[name] = page.status_code not in (404, 405)
        elif page.status_code == 200:
            text = page.content.decode()
            shown[name] = any(one.short_name in text for one in county.organisations.values() if one.code != "C")

    assert {name for name, something in shown.items() if something} == set()
    assert acts() == lines


def acts() -> int:
    """How many lines say that something was done; a denial says that it was not."""
    return Entry.objects.exclude(act__startswith="denied.").count()


@pytest.mark.any_database
@pytest.mark.django_db
def test_account_without_a_role_does_nothing(
    county: Scene, objects: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(denials, "MOST", len(PATHS))  # nobody asks for so much in a minute
    client.force_login(county.seat_without_a_role())
    before = (acts(), HeldBallot.objects.count())
    answers = {name: client.post(objects[name]).status_code for name in PATHS.keys() - OPEN - OWN}

    assert {name for name, status in answers.items() if PATHS[name] and status not in (404, 405)} == set()
    assert (acts(), HeldBallot.objects.count()) == before
    denied = Entry.objects.filter(act="denied.not_visible", by__username="nobody")
    assert denied.count() == list(answers.values()).count(404)


@pytest.mark.django_db
def test_control_somebody_in_the_county_is_answered_at_each_path(objects: dict[str, str]) -> None:
    """In English, so that the same answers show that the pages of records hold no Chinese but data."""
    answered, left, data = set(KNOWN_TO_NOBODY), {}, set(every_text())
    for person in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(username=person))
        client.post(reverse("ui:language"), {"language": "en", "next": "/"})
        for name in [name for name in PATHS if PATHS[name] and name not in answered]:
            page = client.get(objects[name])
            answered |= {name} if page.status_code != 404 else set()
            if page.status_code == 200 and name.startswith(OF_RECORDS) and "html" in page["Content-Type"]:
                left[name] = chinese_in(page.content.decode(), data)

    assert {name for name, arguments in PATHS.items() if arguments} - answered - OWN - OFFICE == set()
    assert {name: words for name, words in left.items() if words} == {}
    assert len(left) > 30
