"""Facts by which indicators are tested: each is a function of the county that writes one thing, straight into the tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from guanmo.stages.members.enums import MemberType, OfficeStatus
from guanmo.stages.members.models import (
    AssignedPost,
    CareAct,
    CareNeed,
    CommunityRegistration,
    CultivationEntry,
    CultivationMeasure,
    Designation,
    Development,
    DuesEntry,
    DuesPayment,
    Floating,
    FloatingContact,
    Member,
    PostPublication,
    ReserveCadre,
    RestrictedCase,
    RestrictedStep,
    RosterVerification,
    ServiceActivity,
    Training,
    TrainingAttendance,
    Transfer,
    TransferStep,
)
from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.organisations.models import (
    Appointment,
    AppointmentFact,
    CoverageStatement,
    CoverageUnit,
    Grid,
    GridMember,
    Partnership,
    PartnershipRule,
    PartnershipSide,
)
from guanmo.stages.records.domain.keep_record import Entry, derived
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import EvidenceFile, Record, RecordEvidence, RecordInspection, RecordType
from tests.county import Scene

Fact = Callable[[Scene], None]
ADULT = {"sex": "male", "birth_year": 1980, "education": "senior"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def record(
    code: str, on: str, at: str = "A1", *, papers: str = "", period: str = "", entered: str = "", **values: Any
) -> Fact:
    """A filed record; ``@name`` stands for the uuid of a person or organisation; ``papers`` are roles."""

    def write(scene: Scene) -> None:
        type = RecordType.objects.get(code=code)
        said = {name: _named(scene, value) for name, value in values.items()}
        entry = Entry(day(on), said, period)
        made = Record.objects.create(
            type=type, organisation=scene[at], held_on=entry.held_on, values=said, **derived(type.ledger, entry)
        )
        for role in papers.split():
            file = EvidenceFile.objects.create(
                organisation=scene[at], digest=f"{made.pk}{role}", name=role, media_type="application/pdf", size=1
            )
            RecordEvidence.objects.create(record=made, file=file, role=role)
        made.state = RecordState.LOCKED
        made.at = datetime.fromisoformat(f"{entered}T12:00:00+08:00") if entered else made.at
        made.save()

    return write


def _named(scene: Scene, value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    known = value[1:]
    return str(scene.people[known].uuid if known in scene.people else scene[known].uuid)


def member(name: str, at: str = "A1", joined: str = "2001-07-01", account: str = "", **changes: Any) -> Fact:
    def write(scene: Scene) -> None:
        facts = {"membership": "full", "type": MemberType.RURAL, "office_status": OfficeStatus.WITHOUT_OFFICE, **ADULT}
        Member.objects.create(
            code=name, name=name, organisation=scene[at], joined_on=day(joined),
            account=scene.person(account) if account else None, **{**facts, **changes},
        )  # fmt: skip

    return write


def paid(name: str, month: str, state: str = "paid") -> Fact:
    def write(_scene: Scene) -> None:
        one, amount = Member.objects.get(name=name), Decimal(5 if state == "paid" else 0)
        on = day(f"{month}-09")
        DuesPayment.objects.create(
            member=one, organisation=one.organisation, month=day(f"{month}-01"), state=state, amount=amount, paid_on=on
        )

    return write


def training(
    title: str, on: str, days: int = 3, hours: str = "12", *, rotation: bool = True, state: str = "held", at: str = "A"
) -> Fact:
    def write(scene: Scene) -> None:
        Training.objects.create(
            organiser=scene[at], title=title, starts_on=day(on), days=days, hours=hours, rotation=rotation, state=state
        )

    return write


def attended(title: str, *people: str, hours: str = "12") -> Fact:
    def write(_scene: Scene) -> None:
        for name in people:
            TrainingAttendance.objects.create(
                training=Training.objects.get(title=title), member=Member.objects.get(name=name), hours=hours
            )

    return write


def reserve(
    number: int, born: int = 1995, education: str = "college", at: str = "A1", entered: str = "2026-01-05"
) -> Fact:
    def write(scene: Scene) -> None:
        for _ in range(number):
            ReserveCadre.objects.create(
                organisation=scene[at],
                name="样后备",
                birth_year=born,
                education=education,
                mentor="样师",
                entered_on=day(entered),
            )

    return write


def designated(function: str, at: str = "A1", number: int = 1, **changes: Any) -> Fact:
    def write(scene: Scene) -> None:
        for _ in range(number):
            Designation.objects.create(
                organisation=scene[at], function=function, name="样某", started_on=day("2026-02-01"), **changes
            )

    return write


def lost(name: str, noted: str, found: str = "") -> Fact:
    def write(_scene: Scene) -> None:
        one = Member.objects.get(name=name)
        case = RestrictedCase.objects.create(member=one, organisation=one.organisation, kind="lost_contact")
        RestrictedStep.objects.create(case=case, target="noted", on=day(noted))
        if found:
            RestrictedStep.objects.create(case=case, source="noted", target="found", on=day(found))

    return write


def floating(name: str, host: str = "") -> Fact:
    def write(_scene: Scene) -> None:
        Floating.objects.create(
            member=Member.objects.get(name=name),
            category="graduate",
            contact_person="样人",
            started_on=day("2026-01-02"),
            host_name=host,
        )

    return write


def applied(on: str, at: str = "A1") -> Fact:
    def write(scene: Scene) -> None:
        Development.objects.create(
            organisation=scene[at], name="样申请", sex="male", birth_year=1999, education="college", recommended_by="nobody",
            contact_person="样人", applied_on=day(on), since=day(on),
        )  # fmt: skip

    return write


def developing(state: str, at: str) -> Fact:
    """A development case in a stage."""

    def write(scene: Scene) -> None:
        applied("2026-02-01", at)(scene)
        newest = Development.objects.latest("pk")
        Development.objects.filter(pk=newest.pk).update(state=state)

    return write


def left(name: str, on: str) -> Fact:
    """The person holds the post until this day."""

    def write(scene: Scene) -> None:
        Appointment.objects.filter(user=scene.person(name)).update(ended_on=day(on))

    return write


def noted(name: str, kind: str, word: str, on: str = "2026-02-02") -> Fact:
    """A fact about the post that a person holds."""

    def write(scene: Scene) -> None:
        held = Appointment.objects.get(user=scene.person(name))
        AppointmentFact.objects.create(appointment=held, kind=kind, word=word, on=day(on), body="样例县委组织部")

    return write


def spent(yuan: str, on: str, at: str = "A1", kind: str = "spent") -> Fact:
    def write(scene: Scene) -> None:
        DuesEntry.objects.create(
            organisation=scene[at], kind=kind, amount=yuan, on=day(on), purpose="买书", voucher="1", approver="样书记"
        )

    return write


def registered(name: str, *served: str, at: str = "A3") -> Fact:
    """An in-service member registered with a community, and the days of service."""

    def write(scene: Scene) -> None:
        one = Member.objects.get(name=name)
        made = CommunityRegistration.objects.create(member=one, community=scene[at], registered_on=day("2026-02-01"))
        for on in served:
            ServiceActivity.objects.create(registration=made, on=day(on), kind="volunteer", hours=2)

    return write


def organisation(code: str, kind: Kind, under: str, form: Form = Form.BRANCH) -> Fact:
    def write(scene: Scene) -> None:
        scene.add(code, f"{code}支部", kind, form, under)

    return write


def seated(name: str, at: str, duty: Duty = Duty.SECRETARY) -> Fact:
    """A person in a post, with an account."""

    def write(scene: Scene) -> None:
        scene.seat(name, at, duty)

    return write


@dataclass(frozen=True)
class Side:
    """Facts, and what the page then says: the state and the value in words."""

    state: str
    value: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Case:
    """One requirement and indicator on one organisation's page; ``background`` is there on every side.

    The background alone must be unknown unless ``bare`` says otherwise.
    """

    id: str
    code: str
    at: str
    period: str
    sides: tuple[Side, ...]
    background: tuple[Fact, ...] = ()
    today: date = date(2026, 11, 15)
    bare: str = "没有数据"
    also: tuple[str, ...] = field(default=())


def inspected(period: str, group: str = "life", on: str = "2026-11-01", at: str = "A1") -> Fact:
    """The superior called in the ledgers of one group for one period."""

    def write(scene: Scene) -> None:
        RecordInspection.objects.create(
            organisation=scene[at], group=group, period=period, inspected_on=day(on), seen=3,
            inspected_by=scene["A"], by=scene.person("a_officer"),
        )  # fmt: skip

    return write


def checked(on: str, at: str = "A1") -> Fact:
    """Somebody went through the roster and found it right."""

    def write(scene: Scene) -> None:
        RosterVerification.objects.create(organisation=scene[at], on=day(on), count=1)

    return write


def posted(name: str, kind: str = "duty", started: str = "2026-02-01", ended: str = "") -> Fact:
    def write(_scene: Scene) -> None:
        one = Member.objects.get(name=name)
        AssignedPost.objects.create(
            member=one, organisation=one.organisation, kind=kind, title="政策宣传岗", duties="宣讲",
            started_on=day(started), ended_on=day(ended) if ended else None,
        )  # fmt: skip

    return write


def needs_care(name: str, on: str = "2026-02-01", ended: str = "") -> Fact:
    def write(_scene: Scene) -> None:
        one, until = Member.objects.get(name=name), day(ended) if ended else None
        CareNeed.objects.create(member=one, category="sudden_hardship", started_on=day(on), ended_on=until)

    return write


def cared(name: str, on: str) -> Fact:
    def write(_scene: Scene) -> None:
        CareAct.objects.create(need=CareNeed.objects.get(member__name=name), kind="visit", on=day(on))

    return write


def contacted(name: str, on: str) -> Fact:
    def write(_scene: Scene) -> None:
        FloatingContact.objects.create(floating=Floating.objects.get(member__name=name), on=day(on))

    return write


def cultivated(*days: str) -> Fact:
    """An entry for each day: of the first case, of the second, and so on."""

    def write(_scene: Scene) -> None:
        for case, on in zip(Development.objects.order_by("pk"), days, strict=False):
            CultivationEntry.objects.create(development=case, kind="education", on=day(on), title="培训班")

    return write


def measured(*days: str) -> Fact:
    """A measure for each day: of the first reserve cadre, of the second, and so on."""

    def write(_scene: Scene) -> None:
        for cadre, on in zip(ReserveCadre.objects.order_by("pk"), days, strict=False):
            CultivationMeasure.objects.create(cadre=cadre, on=day(on), title="跟班学习")

    return write


def moving(name: str, requested: str, target: str = "AE", done: str = "") -> Fact:
    """A transfer into an organisation of the county."""

    def write(scene: Scene) -> None:
        one = Member.objects.get(name=name)
        made = Transfer.objects.create(
            member=one, source=one.organisation, target=scene[target], requested_on=day(requested)
        )
        if done:
            TransferStep.objects.create(transfer=made, source="sent", target="received", on=day(done))

    return write


def published(on: str, at: str = "A1") -> Fact:
    """The list of posts with duties was made public."""

    def write(scene: Scene) -> None:
        PostPublication.objects.create(organisation=scene[at], on=day(on), place="公开栏", posts=[])

    return write


def partnership(kind: str, at: str, *, sides: int = 1, rules: int = 1, ended: str = "", partner: str = "") -> Fact:
    """With ``partner``, an organisation of the county, as a side too."""

    def write(scene: Scene) -> None:
        made = Partnership.objects.create(
            kind=kind, organisation=scene[at], person="样某", started_on=day("2026-02-01"), ended_on=day(ended) if ended else None
        )  # fmt: skip
        for number in range(sides):
            PartnershipSide.objects.create(
                partnership=made, name=f"单位{number}", person="样某", started_on=day("2026-02-01")
            )
        if partner:
            PartnershipSide.objects.create(
                partnership=made, organisation=scene[partner], person="样某", started_on=day("2026-02-01")
            )
        for number in range(rules):
            PartnershipRule.objects.create(partnership=made, title=f"机制{number}", on=day("2026-02-01"))

    return write


def grid(name: str, *members: str, at: str = "A3") -> Fact:
    def write(scene: Scene) -> None:
        made = Grid.objects.create(
            organisation=scene[at], name=name, goal="整洁", owner="样某", started_on=day("2026-02-01")
        )
        for one in members:
            GridMember.objects.create(grid=made, organisation=scene[one], started_on=day("2026-02-01"))

    return write


def unit(name: str, *said: dict[str, Any], kind: str = "new_economic", at: str = "A1", closed: str = "") -> Fact:
    """A registered unit, and what was stated of it, one statement after the other."""

    def write(scene: Scene) -> None:
        made = CoverageUnit.objects.create(
            name=name, kind=kind, located_in=scene[at], registered_on=day("2026-01-05"), closed_on=day(closed) if closed else None
        )  # fmt: skip
        for number, one in enumerate(said):
            plain = {**one, **({"organisation": scene[one["organisation"]]} if "organisation" in one else {})}
            CoverageStatement.objects.create(unit=made, **{"on": day("2026-02-01") + timedelta(days=number), **plain})

    return write
