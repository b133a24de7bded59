"""Restricted cases and care: who reads them and who does not, both sides; state, decision and dates, and no reason."""

from typing import Any

import pytest

from guanmo.audit.models import Entry
from guanmo.stages.members.models import CareAct, CareNeed, Member, RestrictedCase, RestrictedStep
from guanmo.stages.organisations.enums import Duty
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of


def noted(county: Scene, kind: str = "unqualified", person: str = "a1_secretary") -> RestrictedCase:
    member = Member.objects.filter(name="样一").first() or a_member(county)
    Desk(county, person).post(f"/members/{member.uuid}/restricted/", kind=kind, on="2026-03-01")
    return RestrictedCase.objects.get()


def step(county: Scene, case: RestrictedCase, person: str, target: str, decision: str = "") -> Any:
    path = f"/restricted/{case.uuid}/"
    return Desk(county, person).post(path, target=target, on="2026-03-05", decision=decision)


def state(case: RestrictedCase) -> str:
    return RestrictedCase.objects.get(pk=case.pk).state


@pytest.mark.requirement("S2-2.1.4-c", "S4-17i")
def test_case_is_proposed_below_and_approved_above_with_date_and_body(county: Scene) -> None:
    case = noted(county)
    step(county, case, "a1_secretary", "proposed", "correction")
    step(county, case, "a_secretary", "approved")

    assert state(case) == "approved"
    kept = RestrictedStep.objects.get(target="approved")
    assert (kept.approved_by, kept.decision, str(kept.on)) == (county["A"], "correction", "2026-03-05")
    page = Desk(county, "a1_secretary").text(f"/restricted/{case.uuid}/")
    assert "2026-03-05 限期改正 A镇" in page


@pytest.mark.requirement("S4-17h")
def test_lost_contact_goes_from_noted_over_searched_to_handled(county: Scene) -> None:
    case = noted(county, "lost_contact")
    early = step(county, case, "a1_secretary", "proposed", "removed")
    assert "target" in early.context["form"].errors
    for target, decision, person in (
        ("searched", "", "a1_secretary"),
        ("proposed", "suspended", "a1_secretary"),
        ("approved", "", "a_secretary"),
        ("closed", "", "a1_secretary"),
    ):
        assert messages_of(step(county, case, person, target, decision)) == ["已办理。"]
    assert state(case) == "closed"


@pytest.mark.requirement("S4-17h")
def test_lost_contact_that_was_found_is_closed_without_a_decision(county: Scene) -> None:
    case = noted(county, "lost_contact")

    for target in ("found", "closed"):
        step(county, case, "a1_secretary", target)

    kept = RestrictedCase.objects.get()
    assert (kept.state, kept.decision) == ("closed", "")


@pytest.mark.requirement("S2-2.1.4-c")
@pytest.mark.parametrize(
    ("person", "reads"),
    [
        ("a1_secretary", True),
        ("a_secretary", True),
        ("a_deputy", True),
        ("a_officer", False),
        ("county_admin", False),
        ("county_head", False),
        ("a2_secretary", False),
        ("b_secretary", False),
        ("recorder", False),
    ],
)
def test_case_is_read_by_the_own_secretary_and_the_superiors_alone(county: Scene, person: str, reads: bool) -> None:
    county.seat("recorder", "A1", Duty.INFORMATION_OFFICER)
    case, desk = noted(county), Desk(county, person)

    assert desk.get(f"/restricted/{case.uuid}/").status_code == (200 if reads else 404)
    assert ("样一" in desk.text("/restricted/")) is reads
    member = desk.get(f"/members/{case.member.uuid}/")
    assert ("不合格党员处置" in member.content.decode()) is reads


def test_others_within_reach_get_counts_and_others_nothing(county: Scene) -> None:
    noted(county)

    counts = {
        person: [kpi.value for kpi in Desk(county, person).get("/restricted/").context["page"].kpis]
        for person in ("county_admin", "a_officer", "b_secretary")
    }

    assert counts == {"county_admin": [0, 1, 0], "a_officer": [0, 1, 0], "b_secretary": [0, 0, 0]}


def test_own_secretary_does_not_approve(county: Scene) -> None:
    case = noted(county)
    step(county, case, "a1_secretary", "proposed", "persuaded")

    answer = step(county, case, "a1_secretary", "approved")

    assert "target" in answer.context["form"].errors
    assert state(case) == "proposed"


@pytest.mark.requirement("S2-2.1.4-c", "S4-17i")
def test_no_reason_is_kept_and_the_log_names_neither_member_nor_decision(county: Scene) -> None:
    case = noted(county)
    step(county, case, "a1_secretary", "proposed", "removed")

    texts = [one for model in (RestrictedCase, RestrictedStep) for one in model._meta.get_fields() if one.concrete]
    kinds = {one.name: bool(getattr(one, "choices", None)) for one in texts if one.get_internal_type() == "CharField"}
    assert kinds == {"kind": True, "state": True, "decision": True, "source": True, "target": True}
    lines = list(Entry.objects.filter(act__startswith="restricted.").values_list("act", "facts"))
    assert {act for act, _facts in lines} == {"restricted.noted", "restricted.proposed", "restricted.read"}
    assert all(facts == {} for _act, facts in lines)


def readings(act: str) -> list[tuple[str, str]]:
    lines = Entry.objects.filter(act=act).select_related("by").order_by("pk")
    return [(one.by.username, one.target_id) for one in lines if one.by]


@pytest.mark.requirement("S2-2.1.4-c")
@pytest.mark.parametrize("page", ["/restricted/", "/restricted/{case}/", "/members/{member}/"])
def test_whoever_reads_a_case_is_logged_and_who_gets_a_count_is_not(county: Scene, page: str) -> None:
    case = noted(county)
    path = page.format(case=case.uuid, member=case.member.uuid)
    before = len(readings("restricted.read"))

    Desk(county, "a_secretary").get(path)
    Desk(county, "a_officer").get(path)

    assert readings("restricted.read")[before:] == [("a_secretary", str(case.pk))]


@pytest.mark.parametrize("page", ["/restricted/", "/care/{need}/", "/members/{member}/"])
def test_whoever_reads_a_care_need_is_logged(county: Scene, page: str) -> None:
    need = cared_for(county)
    path = page.format(need=need.uuid, member=need.member.uuid)
    before = len(readings("care.read"))

    Desk(county, "a_officer").get(path)
    Desk(county, "county_admin").get(path)

    assert readings("care.read")[before:] == [("a_officer", str(need.pk))]


@pytest.mark.requirement("S2-2.1.4-c", "S4-17i")
def test_township_approves_no_case_of_its_own_and_the_countys_department_does(county: Scene) -> None:
    member = a_member(county, "A", "样镇")
    Desk(county, "a_secretary").post(f"/members/{member.uuid}/restricted/", kind="unqualified", on="2026-03-01")
    case = RestrictedCase.objects.get()
    step(county, case, "a_secretary", "proposed", "correction")

    refused = step(county, case, "a_deputy", "approved")
    assert "target" in refused.context["form"].errors
    assert state(case) == "proposed"
    step(county, case, "county_head", "approved")

    assert RestrictedStep.objects.get(target="approved").approved_by == county["D"]


def cared_for(county: Scene, category: str = "minimum_living", helper: str = "") -> CareNeed:
    member = a_member(county)
    form = {"category": category, "helper": helper, "on": "2026-01-05"}
    Desk(county, "a1_secretary").post(f"/members/{member.uuid}/care/", **form)
    return CareNeed.objects.get()


@pytest.mark.requirement("S3-4.2-d", "S4-18f")
@pytest.mark.parametrize(
    ("person", "reads"),
    [
        ("a1_secretary", True),
        ("a_officer", True),
        ("county_admin", False),
        ("a2_secretary", False),
        ("b_officer", False),
        ("a_member", False),
    ],
)
def test_care_is_read_by_the_own_organisation_and_its_superior_alone(county: Scene, person: str, reads: bool) -> None:
    need, desk = cared_for(county), Desk(county, person)

    assert desk.get(f"/care/{need.uuid}/").status_code == (200 if reads else 404)
    assert ("低保户党员" in desk.text("/restricted/")) is reads


@pytest.mark.requirement("S4-18d")
def test_leader_who_helps_reads_and_logs_and_the_organisation_sees_it(county: Scene) -> None:
    leader = county.person("a_member")
    need = cared_for(county, helper=str(leader.uuid))
    desk = Desk(county, "a_member")

    desk.post(f"/care/{need.uuid}/", kind="help", on="2026-02-01")

    assert "样一" in desk.text("/restricted/")
    assert "2026-02-01" in Desk(county, "a1_secretary").text(f"/care/{need.uuid}/")


@pytest.mark.requirement("S4-18f", "S3-4.2-d")
@pytest.mark.parametrize("category", ["before_founding", "minimum_living", "five_guarantees"])
def test_visits_are_recorded_by_category_and_date(county: Scene, category: str) -> None:
    need, desk = cared_for(county, category), Desk(county, "a1_secretary")

    desk.post(f"/care/{need.uuid}/", kind="visit", on="2026-02-10")

    assert [(one.kind, str(one.on)) for one in need.acts.all()] == [("visit", "2026-02-10")]
    assert need.category == category


def test_care_is_ended_by_the_organisation_and_not_by_the_helper(county: Scene) -> None:
    need = cared_for(county, helper=str(county.person("a_member").uuid))
    path = f"/care/{need.uuid}/end/"
    assert Desk(county, "a_member").post(path, on="2026-06-01").status_code == 404
    desk = Desk(county, "a1_secretary")

    desk.post(path, on="2026-06-01")

    assert desk.get("/restricted/").context["page"].care.rows == []
    form = {"category": "minimum_living", "helper": "", "on": "2026-07-01"}
    assert messages_of(desk.post(f"/members/{need.member.uuid}/care/", **form)) == ["已登记。"]


@pytest.mark.requirement("S4-18g")
def test_aid_has_date_amount_and_approver_and_no_description(county: Scene) -> None:
    need, desk = cared_for(county, "sudden_hardship"), Desk(county, "a1_secretary")

    refused = desk.post(f"/care/{need.uuid}/", kind="aid", on="2026-02-10", amount="500")
    assert "困难救助要写明金额和审批人" in refused.content.decode()
    desk.post(f"/care/{need.uuid}/", kind="aid", on="2026-02-10", amount="500", approver="样书记")

    assert "困难救助 500.00 样书记" in desk.text(f"/care/{need.uuid}/")
    fields = {field.name for field in CareAct._meta.get_fields()}
    assert fields == {"id", "need", "kind", "on", "amount", "approver", "by", "at"}
