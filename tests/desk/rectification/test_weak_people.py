"""Who is sent to a weak organisation, who may take which step, and where its way goes on (workflows.md 6)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Duty, Form, GrantedRole, Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.rectification.domain.weak_case import plan_weak_case
from guanmo.stages.rectification.domain.weak_step import Taken, take_weak_step
from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.models import WeakCase, WeakStaff, WeakStep
from tests.county import Scene
from tests.desk.rectification.test_weak import act, moved, opened, rectifying, send, staffed, state_of, step
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db

BY_STEP = {
    "suspected identified": "town county",
    "suspected dismissed": "town county",
    "identified in_ledger": "town county",
    "in_ledger staffed": "town county",
    "staffed rectifying": "town county sent",
    "rectifying under_review": "town",
    "under_review transformed": "town county",
    "under_review rectifying": "town county",
    "under_review not_transformed": "town county",
    "not_transformed rectifying": "town county sent",
    "not_transformed escalated": "secretary county",
    "escalated rectifying": "secretary county",
    "transformed relapsed": "town county",
    "relapsed rectifying": "town county sent",
    "identified rebuilt": "secretary county",
    "in_ledger rebuilt": "secretary county",
    "staffed rebuilt": "secretary county",
    "rectifying rebuilt": "secretary county",
    "not_transformed rebuilt": "secretary county",
    "escalated rebuilt": "secretary county",
}
"""Who takes each step for a village, written from the table of workflow 6."""
PEOPLE = {
    "a_secretary": {"town", "secretary"},
    "a_officer": {"town"},
    "county_admin": {"county"},
    "first": {"sent"},
    "a1_secretary": set[str](),
    "a_member": set[str](),
    "county_head": set[str](),
    "b_secretary": set[str](),
    "line": set[str](),
}


def in_office(county: Scene, username: str, code: str, duty: Duty = Duty.LEADERSHIP_MEMBER) -> User:
    return county.seat(username, code, duty)


def with_people(county: Scene) -> None:
    """An agency of the county that sends somebody, and who leads the line of a firm."""
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    in_office(county, "first", "N")
    line = User.objects.create_user("line", name="line")
    give_role(line, Gift(GrantedRole.LINE_OFFICER, county["AE"], timezone.localdate(), None, "任命"), by=None)


def takes(county: Scene, case: WeakCase, who: str, target: str) -> bool:
    """Whether the step is taken when the person asks for it, past all pages; the case is put back."""
    taken = Taken(WeakState(target), in_days(0), "依据", in_days(90), "A镇党委")
    before = state_of(case).state
    try:
        take_weak_step(state_of(case), taken, by=county.person(who))
    except NotAllowed:
        return False
    moved(case, before)
    return True


@pytest.mark.parametrize("arrow", BY_STEP)
def test_each_step_is_taken_by_those_whom_the_workflow_names(county: Scene, client: Client, arrow: str) -> None:
    with_people(county)
    case = opened(client, county)
    send(client, case, "first")
    source, target = arrow.split()
    moved(case, source)

    may = {who for who in PEOPLE if takes(county, case, who, target)}

    assert may == {who for who, roles in PEOPLE.items() if roles & set(BY_STEP[arrow].split())}


@pytest.mark.parametrize(
    ("source", "target", "may"),
    [
        ("suspected", "identified", {"line", "county_admin"}),
        ("identified", "in_ledger", {"line", "county_admin"}),
        ("in_ledger", "staffed", {"a_secretary", "a_officer", "county_admin"}),
        ("rectifying", "under_review", {"a_secretary", "a_officer", "line"}),
        ("under_review", "transformed", {"a_secretary", "a_officer", "county_admin"}),
    ],
)
def test_in_a_line_its_authority_identifies(
    county: Scene, client: Client, source: str, target: str, may: set[str]
) -> None:
    with_people(county)
    case = opened(client, county, organisation=county["AE"].pk)
    send(client, case, "first")
    moved(case, source)

    assert {who for who in PEOPLE if takes(county, case, who, target)} == may


DECIDED = [
    ("suspected", "identified"),
    ("suspected", "dismissed"),
    ("identified", "in_ledger"),
    ("transformed", "relapsed"),
    ("under_review", "transformed"),
    ("under_review", "not_transformed"),
    ("not_transformed", "escalated"),
    ("rectifying", "rebuilt"),
]


@pytest.mark.parametrize(("source", "target"), DECIDED)
def test_township_decides_nothing_of_its_own_case(county: Scene, client: Client, source: str, target: str) -> None:
    with_people(county)
    case = moved(opened(client, county, "county_admin", organisation=county["A"].pk), source)

    assert {who for who in PEOPLE if takes(county, case, who, target)} == {"county_admin"}
    for who, offered in (("a_secretary", False), ("county_admin", True)):
        client.force_login(county.person(who))
        form = client.get(reverse("desk:weak-detail", args=[case.uuid])).context["forms"]["step"]
        assert (target in dict(form.fields["target"].choices)) is offered
    with pytest.raises(NotAllowed, match="由上级办理"):
        take_weak_step(case, Taken(WeakState(target), in_days(0), "依据", None, ""), by=county.person("a_secretary"))


def test_township_reports_of_itself(county: Scene, client: Client) -> None:
    case = moved(opened(client, county, "county_admin", organisation=county["A"].pk), "rectifying")

    assert takes(county, case, "a_secretary", "under_review")


@pytest.mark.parametrize("duty", [Duty.DEPUTY_SECRETARY, Duty.LEADERSHIP_MEMBER])
@pytest.mark.parametrize("target", ["identified", "dismissed"])
def test_who_leads_the_line_and_sits_in_the_organisation_decides_nothing_there(
    county: Scene, client: Client, duty: Duty, target: str
) -> None:
    """The line is the level above; who holds a post in the organisation beside it is the organisation's own."""
    with_people(county)
    case = opened(client, county, organisation=county["AE"].pk)
    assert takes(county, case, "line", target)

    in_office(county, "line", "AE", duty)

    assert not takes(county, case, "line", target)


def test_where_no_township_stands_above_the_county_reports(county: Scene, client: Client) -> None:
    with_people(county)
    case = opened(client, county, "county_admin", organisation=county["N"].pk)
    moved(case, "rectifying")

    assert takes(county, case, "county_admin", "under_review")


def test_page_offers_each_the_own_steps(county: Scene, client: Client) -> None:
    with_people(county)
    case = opened(client, county)
    send(client, case, "first")
    moved(case, "not_transformed")
    offered = {}
    for who in ("a_secretary", "a_officer", "first"):
        client.force_login(county.person(who))
        form = client.get(reverse("desk:weak-detail", args=[case.uuid])).context["forms"]["step"]
        offered[who] = {value for value, _label in form.fields["target"].choices}

    assert offered == {
        "a_secretary": {"rectifying", "escalated", "rebuilt"},
        "a_officer": {"rectifying"},
        "first": {"rectifying"},
    }


def test_who_was_sent_sees_the_case_writes_the_plan_and_begins(county: Scene, client: Client) -> None:
    with_people(county)
    case = opened(client, county)
    step(client, case, "identified")
    send(client, case, "first")
    moved(case, "staffed")
    client.force_login(county.person("first"))

    assert client.get(reverse("desk:weak-list")).context["cases"][0][0] == case
    act(client, case, "plan", plan="一个月恢复三会一课")
    step(client, case, "rectifying", due_date=str(in_days(60)))

    assert (state_of(case).state, state_of(case).plan) == ("rectifying", "一个月恢复三会一课")
    send(client, case, "county_admin")  # whom else to send is not theirs
    assert WeakStaff.objects.count() == 1


def sent_in_time(county: Scene, client: Client) -> WeakCase:
    """A case that waits for those who were sent; ``first`` arrived ten days ago."""
    with_people(county)
    case = opened(client, county)
    step(client, case, "identified")
    send(client, case, "first", day=in_days(-10))
    return moved(case, "staffed")


def reads(county: Scene, client: Client, case: WeakCase, who: str) -> tuple[int, int]:
    """What the page of the case and the list answer."""
    client.force_login(county.person(who))
    pages = (reverse("desk:weak-detail", args=[case.uuid]), reverse("desk:weak-list"))
    one, listed = (client.get(page).status_code for page in pages)
    return one, listed


def ends(who: str) -> None:
    Appointment.objects.filter(user__username=who).update(ended_on=in_days(-1))


def test_with_the_last_post_in_the_unit_that_sent_being_sent_ends(county: Scene, client: Client) -> None:
    case = sent_in_time(county, client)
    assert (reads(county, client, case, "first"), takes(county, case, "first", "rectifying")) == ((200, 200), True)
    in_office(county, "first", "N", Duty.DEPUTY_SECRETARY)
    Appointment.objects.filter(user__username="first", post__duty=Duty.LEADERSHIP_MEMBER).update(ended_on=in_days(-1))
    assert (reads(county, client, case, "first"), takes(county, case, "first", "rectifying")) == ((200, 200), True)

    ends("first")
    in_office(county, "first", "C")  # elsewhere is not the unit that sent

    assert (reads(county, client, case, "first"), takes(county, case, "first", "rectifying")) == ((404, 404), False)


def test_a_role_given_in_the_unit_that_sent_is_enough(county: Scene, client: Client) -> None:
    case = sent_in_time(county, client)
    ends("first")
    gift = Gift(GrantedRole.GUIDE, county["N"], timezone.localdate(), None, "留任")
    give_role(county.person("first"), gift, by=None)

    assert (reads(county, client, case, "first"), takes(county, case, "first", "rectifying")) == ((200, 200), True)


def test_closed_account_acts_nowhere(county: Scene, client: Client) -> None:
    case = sent_in_time(county, client)
    User.objects.filter(username="first").update(is_active=False)

    assert not takes(county, case, "first", "rectifying")


@pytest.mark.parametrize(
    ("role", "day", "acts"),
    [
        ("first_secretary", 0, False),
        ("first_secretary", 1, True),  # has not arrived
        ("first_secretary", -20, True),  # was there before
        ("guide", 0, True),
    ],
)
def test_who_is_sent_later_as_the_same_replaces(county: Scene, client: Client, role: str, day: int, acts: bool) -> None:
    case = sent_in_time(county, client)
    in_office(county, "second", "N")
    client.force_login(county.person("a_secretary"))
    send(client, case, "second", role, in_days(day))

    assert takes(county, case, "first", "rectifying") is acts
    assert reads(county, client, case, "first") == (200, 200)
    send_again(county, client, case)
    assert takes(county, case, "first", "rectifying")


def send_again(county: Scene, client: Client, case: WeakCase) -> None:
    client.force_login(county.person("a_secretary"))
    send(client, case, "first")


@pytest.mark.parametrize("state", ["transformed", "rebuilt", "dismissed"])
def test_once_the_case_is_over_who_was_sent_reads_alone(county: Scene, client: Client, state: str) -> None:
    case = moved(sent_in_time(county, client), state)

    assert reads(county, client, case, "first") == (200, 200)
    page = client.get(reverse("desk:weak-detail", args=[case.uuid]))
    assert (page.context["plans"], page.context["forms"]["step"].has_steps) == (False, False)
    with pytest.raises(NotAllowed):
        plan_weak_case(state_of(case), plan="另一个方案", by=county.person("first"))
    plan_weak_case(moved(case, "staffed"), plan="另一个方案", by=county.person("first"))


def test_control_who_was_not_sent_finds_no_case(county: Scene, client: Client) -> None:
    with_people(county)
    case = opened(client, county)
    client.force_login(county.person("first"))

    assert client.get(reverse("desk:weak-detail", args=[case.uuid])).status_code == 404
    assert client.get(reverse("desk:weak-list")).status_code == 404


@pytest.mark.requirement("S4-24c", "S4-24d")
def test_sent_are_people_in_office_with_their_unit(county: Scene, client: Client) -> None:
    with_people(county)
    in_office(county, "county_secretary", "C", Duty.SECRETARY)
    case = opened(client, county)

    for who, role in (
        ("first", "first_secretary"),
        ("a_officer", "guide"),
        ("county_secretary", "county_secretary"),
        ("a_deputy", "township_secretary"),
    ):
        send(client, case, who, role)

    kept = [(one.role, one.person.username, one.home_unit.code) for one in WeakStaff.objects.all()]
    assert kept == [
        ("first_secretary", "first", "N"),
        ("guide", "a_officer", "A"),
        ("county_secretary", "county_secretary", "C"),
        ("township_secretary", "a_deputy", "A"),
    ]
    shown = client.get(reverse("desk:weak-detail", args=[case.uuid])).content.decode()
    assert "样例县农业局党支部" in shown


@pytest.mark.parametrize(
    ("who", "role", "sentence"),
    [
        ("a_officer", "township_secretary", "a_officer现在不是本乡镇（街道）的书记、副书记"),
        ("county_admin", "county_secretary", "county_admin现在不是县委书记、副书记"),
        ("a_secretary", "county_secretary", "a_secretary现在不是县委书记、副书记"),
    ],
)
def test_attached_are_secretaries_alone(county: Scene, client: Client, who: str, role: str, sentence: str) -> None:
    case = opened(client, county)

    assert sentence in send(client, case, who, role)
    assert not WeakStaff.objects.exists()


@pytest.mark.parametrize("who", ["a1_secretary", "a2_secretary", "ae_secretary", "b_officer", "gone", "closed"])
def test_nobody_else_is_sent(county: Scene, client: Client, who: str) -> None:
    in_office(county, "gone", "A")
    Appointment.objects.filter(user__username="gone").update(ended_on=in_days(-1))
    in_office(county, "closed", "A")
    User.objects.filter(username="closed").update(is_active=False)
    case = opened(client, county)

    send(client, case, who)

    assert not WeakStaff.objects.exists()


def test_attached_secretaries_alone_are_not_who_was_sent(county: Scene, client: Client) -> None:
    case = opened(client, county)
    send(client, case, "a_secretary", "township_secretary")
    moved(case, "in_ledger")

    assert "请先登记选派的第一书记或者党建指导员。" in step(client, case, "staffed")
    staffed(client, case)
    step(client, case, "staffed")
    assert state_of(case).state == "staffed"


def test_whose_account_was_closed_counts_no_more(county: Scene, client: Client) -> None:
    case = opened(client, county)
    send(client, case, "county_admin")
    User.objects.filter(username="county_admin").update(is_active=False)
    moved(case, "in_ledger")

    assert "请先登记选派的第一书记或者党建指导员。" in step(client, case, "staffed")
    assert "账号已停用" in client.get(reverse("desk:weak-detail", args=[case.uuid])).content.decode()


@pytest.mark.parametrize("target", ["transformed", "not_transformed", "rectifying"])
def test_who_reported_judges_nothing_of_it(county: Scene, client: Client, target: str) -> None:
    case = rectifying(client, county)
    step(client, case, "under_review")

    refused = step(client, case, target, due_date=str(in_days(30)))

    assert ("整顿情况是您报的，请由其他人验收。" in refused, state_of(case).state) == (True, "under_review")
    client.force_login(county.person("a_deputy"))
    step(client, case, target, due_date=str(in_days(30)))
    assert state_of(case).state == target


def test_relapse_beside_an_open_case_is_one_sentence(county: Scene, client: Client) -> None:
    first = moved(opened(client, county), "transformed")
    second = opened(client, county, batch="2026年第二批")
    steps = WeakStep.objects.count()

    refused = step(client, first, "relapsed")

    assert "A1村党支部已经另有一件在整顿，不能再登记反弹。请在那一件里办理。" in refused
    assert (state_of(first).state, state_of(second).state, WeakStep.objects.count()) == (
        "transformed", "suspected", steps,
    )  # fmt: skip
    moved(second, "dismissed")
    step(client, first, "relapsed")
    assert state_of(first).state == "relapsed"


@pytest.mark.parametrize(("target", "last"), [("rectifying", "rectifying"), ("rebuilt", "rebuilt")])
def test_after_the_decision_an_escalated_case_goes_on(county: Scene, client: Client, target: str, last: str) -> None:
    case = moved(opened(client, county), "not_transformed")
    step(client, case, "escalated")

    refused = step(client, case, target, due_date=str(in_days(60)))
    step(client, case, target, due_date=str(in_days(60)), approval="县纪委监委")

    asked = "重建要写明批准机关。" if target == "rebuilt" else "请写明作出问责决定的机关。"
    assert (asked in refused, state_of(case).state) == (True, last)
    shown = client.get(reverse("desk:weak-detail", args=[case.uuid])).content.decode()
    assert "批准（决定）机关：县纪委监委" in shown
