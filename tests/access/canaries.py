"""A county in which the private texts of each organisation carry a word of its own, and who may read which.

Villages A1 and A2 were visited in a round of town A that is classified, filed and told; B1 is scored in a round of town B
that still runs; Z1 belongs to another county. Readers are written by hand from what the county's documents say of each office.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.notify import notify
from guanmo.procedures.publish_round import publish_bulletin, publish_ledger, publish_receipt, receipts_due
from guanmo.stages.documents.domain.file_paper import PaperFacts, file_paper
from guanmo.stages.documents.enums import PaperKind
from guanmo.stages.members.domain.designate import Reserve, enter_reserve_cadre
from guanmo.stages.members.domain.develop import Application, open_development
from guanmo.stages.members.domain.dues import DuesMovement, enter_dues_movement
from guanmo.stages.members.domain.float_member import Absence, register_floating
from guanmo.stages.members.enums import DuesEntryKind, Education, FloatingCategory, RecommendingBody, Sex
from guanmo.stages.organisations.domain.cover import Coverage, register_unit
from guanmo.stages.organisations.domain.keep_grid import GridPlan, open_grid
from guanmo.stages.organisations.enums import UnitKind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.domain.keep_record import Entry, file_record, keep_draft
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import RecordType
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from guanmo.stages.rectification.domain.criticise import criticise
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.find_on_inspection import find_on_inspection
from guanmo.stages.rectification.domain.record_finding import record_finding
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.weak_case import open_weak_case
from guanmo.stages.rectification.enums import Basis, FindingType, Source
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.models import Objection, ObjectionFile, Standing
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.finish_visit import close_visit
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.record_visit import Notes, praise, record_visit
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, InspectionType, Part
from guanmo.stages.rounds.models import Round, Visit
from tests.access.scene import round_of
from tests.county import Scene, running_round, score, visit_to
from tests.desk.members.people import a_member
from tests.desk.records.ledgers import pdf
from tests.stages.rectification.way import in_days, picture, upload

DAY = date(2026, 3, 1)
TOWN_STAFF = {"a": "a_secretary a_officer a_deputy", "b": "b_secretary b_officer b_deputy", "z": "z_secretary"}
"""By the first letter of the town."""
KEEPERS = {
    "A1": "a1_secretary a1_recorder a1_deputy",
    "A2": "a2_secretary",
    "B1": "b1_secretary",
    "Z1": "z1_secretary",
}
"""Whose texts carry a word, and who works there."""
COUNTY = {**dict.fromkeys("ab", "county_head county_admin"), "z": "z_head z_admin"}
"""By the first letter of the town; each county reads its own."""
WITH_THE_TOWN = {"a": "a_member inspector", "b": "b_member", "z": ""}
"""Who reads of the organisations and not of their members: the township's other leaders, and who was sent to inspect there."""
GUIDED = {"A1": "guide"}
IN_ROUND = {"a": "a_member a1_secretary a2_secretary dissolved guest", "b": "b_member other_guest", "z": ""}
"""Who took part in the round of the town."""
READERS = {
    "member applicant contactperson voucher check weak criticism": "county staff own",
    "objection proof matter measure done attached": "county staff own",
    "reserve": "own",
    "contact": "",
    "draft evidence": "staff own",
    "record unit grid paper": "county staff team own",
    "note praise": "county staff team own part",
    "finding aside inspected": "county staff team",
}
WORD = re.compile(r"雀([A-Z]\d)([a-z]+)雀")
Found = tuple[str, str]
"""The organisation's code, and the kind of its text."""


def word(code: str, kind: str) -> str:
    """The word of one organisation for one kind of text."""
    return f"雀{code}{kind}雀"


def town_of(code: str) -> str:
    """The first letter of the accounts in the town above an organisation."""
    return code[0].lower()


def words_in(text: str) -> set[Found]:
    """The words in a text, also where lines were broken in them."""
    return set(WORD.findall(re.sub(r"\s+", "", text))) if "雀" in text else set()


def readers_of(code: str, kind: str) -> set[str]:
    """The accounts that may read this."""
    town = town_of(code)
    groups = {
        "county": COUNTY[town],
        "staff": TOWN_STAFF[town],
        "own": KEEPERS[code],
        "team": f"{WITH_THE_TOWN[town]} {GUIDED.get(code, '')}",
        "part": IN_ROUND[town],
    }
    allowed = {name for group in _audience(code, kind).split() for name in groups[group].split()}
    return allowed | ({"member"} if (code, kind) == ("A1", "member") else set())


def _audience(code: str, kind: str) -> str:
    """While a round runs its deductions are for those who run it; once it is over for the organisation and those above."""
    if kind == "deduction":
        return "staff" if town_of(code) == "b" else "county staff own"
    return next(audience for kinds, audience in READERS.items() if kind in kinds.split())


def plant(county: Scene) -> None:
    """Let every organisation keep, receive and answer texts that carry its words. The people must be there."""
    load_ledgers(shipped_ledgers(), kept_from=date(2026, 1, 1), by=None)
    for code in KEEPERS:
        plant_one(county, code)
    _round_over(county, running_round(county), ("A1", "A2"))
    score_one(county, round_of(county["B"]), "B1")


def plant_one(county: Scene, code: str) -> None:
    """What one village keeps, and what its town keeps of it, outside the rounds."""
    _keep(county, code)
    _look_after(county, code)
    _inspect(county, code)


def _keep(county: Scene, code: str) -> None:
    """What an organisation keeps itself: members, ledgers, papers."""
    branch, by = county[code], county.person(f"{code.lower()}_secretary")
    member = a_member(county, code, word(code, "member"), word(code, "contact"))
    if code == "A1":
        member.account = county.person("member")
        member.save(update_fields=["account"])
    away = Absence(FloatingCategory.GRADUATE, DAY, word(code, "contactperson"))
    register_floating(a_member(county, code, f"流动{word(code, 'member')}"), away, by=by)
    applied = (word(code, "applicant"), Sex.FEMALE, 1996, Education.BACHELOR, DAY, RecommendingBody.NOBODY, "样一")
    open_development(Application(*applied), organisation=branch, by=by)
    spent = DuesMovement(DuesEntryKind.SPENT, Decimal(5), DAY, word(code, "voucher"), "2026-1", "样一")
    enter_dues_movement(spent, organisation=branch, by=by)
    enter_reserve_cadre(
        Reserve(word(code, "reserve"), 1998, Education.BACHELOR, "样书记", DAY), organisation=branch, by=by
    )
    _write_ledgers(branch, code, by)
    facts = PaperFacts(PaperKind.WRITTEN_REPORT, word(code, "paper"), DAY)
    file_paper(branch, facts, pdf("报告.pdf", word(code, "paper")), by=by)
    check_oneself(branch, checked_on=date(2026, 4, 20), summary=word(code, "check"), problems=[], by=by)


def _write_ledgers(branch: Organisation, code: str, by: User) -> None:
    """A draft with a paper, and a record that was filed."""
    type = RecordType.objects.get(code="theme_party_day")
    for month, kind in ((1, "draft"), (2, "record")):
        files = {"plan": [pdf(f"{word(code, 'evidence' if month == 1 else 'record')}.pdf", f"{code}{month}")]}
        values = {"theme": word(code, kind), "content": word(code, kind), "present": 3}
        record = keep_draft(type, branch, Entry(date(2026, month, 5), values, files=files), by=by)
        if kind == "record":
            file_record(record, by=by)


def _look_after(county: Scene, code: str) -> None:
    """What the town keeps of an organisation outside the rounds."""
    branch, by = county[code], county.person(f"{town_of(code)}_secretary")
    place = {"located_in": branch, "on": DAY, "coverage": Coverage(DAY), "by": by}
    register_unit(word(code, "unit"), UnitKind.NEW_ECONOMIC, **place)
    open_grid(
        GridPlan(word(code, "grid"), word(code, "grid"), word(code, "grid"), DAY), [branch], organisation=branch, by=by
    )
    open_weak_case(branch, batch="第一批", basis=Basis.OTHER, reason=word(code, "weak"), by=by)
    criticise(branch, text=word(code, "criticism"), columns=_columns(code), by=by)


def _columns(code: str) -> Columns:
    return Columns(word(code, "matter"), word(code, "measure"), in_days(30), "样书记")


def _inspect(county: Scene, code: str) -> None:
    town, by = county[code[0]], county.person(f"{town_of(code)}_secretary")
    plan = InspectionPlan(town, InspectionType.SUPERVISION, "专项检查", DAY, organisations=[county[code]])
    inspection = record_inspection(plan, by=by)
    find_on_inspection(
        inspection, county[code], finding_type=FindingType.SHORTCOMING, text=word(code, "inspected"), by=by
    )


def _taken(code: str) -> dict[str, tuple[str, str]]:
    return {"一.2": ("1.00", word(code, "deduction")), "三.3": ("0.50", word(code, "deduction"))}


def _round_over(county: Scene, round: Round, codes: Iterable[str]) -> None:
    """Town A's round: visited, scored, ranked, contested, classified, filed, and every organisation told."""
    lead = county.person("a_secretary")
    round.participants.create(user=county.person("guest"), organisation=county["C"], post="")
    for code in codes:
        _visit(county, visit_to(round, code), code)
    for visit in round.visits.select_related("round__organiser", "organisation"):
        record_visit(visit, {part: Notes("情况清楚", True) for part in Part if part not in _noted(visit)}, by=lead)
        close_visit(visit, by=lead)
    for participant in round.participants.all():
        record_attendance(participant, Attendance.ATTENDED, by=lead)
    close_scoring(round, reason="其余同志下村防汛", by=lead)
    confirm_classes(Round.objects.get(pk=round.pk), {}, by=lead)
    round = Round.objects.get(pk=round.pk)
    for code in codes:
        _contest(county, round, code)
        _put_right(county, round, code)
    publish_ledger(round, by=county.person("a_officer"))
    for standing in receipts_due(round, by=lead):
        publish_receipt(standing, by=lead)
    file_with_county(round, by=lead)
    publish_bulletin(round, by=lead)


def _noted(visit: Visit) -> set[str]:
    return set(visit.parts.values_list("part", flat=True))


def _visit(county: Scene, visit: Visit, code: str) -> None:
    lead, judge = county.person(f"{town_of(code)}_secretary"), county.person(f"{town_of(code)}_deputy")
    record_visit(visit, {part: Notes(word(code, "note"), True) for part in Part}, by=lead)
    praise(visit, text=word(code, "praise"), by=lead)
    score(county, visit, judge.username, _taken(code))
    record_finding(visit, finding_type=FindingType.SHORTCOMING, text=word(code, "finding"), by=judge)


def _contest(county: Scene, round: Round, code: str) -> None:
    standing = Standing.objects.get(visit__round=round, organisation__code=code)
    by = county.person(f"{code.lower()}_secretary")
    objection = Objection.objects.create(standing=standing, text=word(code, "objection"), by=by)
    file = ObjectionFile(
        objection=objection, name=f"{word(code, 'proof')}.jpg", media_type="image/jpeg", digest="0" * 64
    )
    file.file.save("a.jpg", ContentFile(picture()), save=True)


def _put_right(county: Scene, round: Round, code: str) -> None:
    """One problem gets its row, its notice and an answer with a file; one is set aside."""
    officer, village = county.person("a_officer"), county.person(f"{code.lower()}_secretary")
    offered = Finding.objects.filter(visit__round=round, organisation__code=code).exclude(source=Source.VISIT_NOTE)
    row = enter_row(offered.order_by("pk")[0], _columns(code), by=officer)
    notify(round, county[code], by=officer)
    files = [upload(f"{word(code, 'attached')}.jpg", picture())]
    submit_rectification(row, done=word(code, "done"), files=files, by=village)
    other = offered.order_by("pk")[1]
    other.set_aside = word(code, "aside")
    other.save(update_fields=["set_aside"])


def score_one(county: Scene, proposal: Proposal, code: str) -> None:
    """A round of town B, in which a sheet about one village has come in."""
    lead = county.person("b_secretary")
    round = create_round(proposal, by=lead)
    schedule_round(round, by=lead)
    open_round(round, by=lead)
    round.participants.create(user=county.person("other_guest"), organisation=county["C"], post="")
    _visit(county, visit_to(round, code), code)
