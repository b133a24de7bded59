"""软弱涣散党组织 through the pages: four precise steps, staff, plan, acceptance, relapse, rebuilding (workflows.md 6)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from guanmo.stages.rectification.models import WeakCase, WeakStep
from tests.county import Scene
from tests.stages.rectification.way import in_days
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db


def opened(client: Client, county: Scene, who: str = "a_secretary", **changes: Any) -> WeakCase:
    client.force_login(county.person(who))
    words = {
        "organisation": county["A1"].pk,
        "batch": "2026年第一批",
        "basis": "other",
        "reason": "班子不团结，三会一课停了",
        **changes,
    }
    client.post(reverse("desk:weak-create"), words)
    return WeakCase.objects.latest("pk")


def act(client: Client, case: WeakCase, act_name: str, **words: str) -> str:
    return client.post(reverse(f"desk:weak-{act_name}", args=[case.uuid]), words, follow=True).content.decode()


def step(client: Client, case: WeakCase, target: str, **words: str) -> str:
    return act(client, case, "step", target=target, taken_on=str(in_days(0)), note=f"{target}的依据", **words)


def send(client: Client, case: WeakCase, who: str, role: str = "first_secretary", day: date | None = None) -> str:
    """Somebody of the county is sent, as the page that offers the person says."""
    person = str(User.objects.get(username=who).uuid)
    return act(client, case, "staff", role=role, person=person, arrived_on=str(day or in_days(0)))


def staffed(client: Client, case: WeakCase) -> None:
    send(client, case, "county_admin")


def rectifying(client: Client, county: Scene) -> WeakCase:
    case = opened(client, county)
    for target in ("identified", "in_ledger"):
        step(client, case, target)
    staffed(client, case)
    step(client, case, "staffed")
    act(client, case, "plan", plan="目标：三会一课恢复")
    step(client, case, "rectifying", due_date=str(in_days(90)))
    return state_of(case)


def moved(case: WeakCase, state: str) -> WeakCase:
    """The case somewhere else on its way, with all that was needed to come there."""
    WeakCase.objects.filter(pk=case.pk).update(state=state, plan="目标：三会一课恢复", due_date=in_days(90))
    return state_of(case)


def state_of(case: WeakCase) -> WeakCase:
    return WeakCase.objects.get(pk=case.pk)


@pytest.mark.requirement("S4-24a", "S2-2.1.3-b")
def test_four_precise_steps_each_dated_and_evidenced(county: Scene, client: Client) -> None:
    case = rectifying(client, county)
    steps = WeakStep.objects.filter(case=case).values_list("target", "taken_on", "note")
    assert list(steps)[1:] == [
        (name, in_days(0), f"{name}的依据") for name in ("identified", "in_ledger", "staffed", "rectifying")
    ]
    assert (case.reason, case.plan, case.due_date) == ("班子不团结，三会一课停了", "目标：三会一课恢复", in_days(90))
    step(client, case, "under_review")
    client.force_login(county.person("county_admin"))
    step(client, case, "transformed")
    assert state_of(case).state == "transformed"
    page = client.get(reverse("desk:weak-detail", args=[case.uuid]))
    assert [one.state for one in page.context["steps"]] == ["done"] * 5
    assert "transformed的依据" in page.content.decode()


@pytest.mark.requirement("S4-24b")
def test_rectifying_waits_for_the_plan(county: Scene, client: Client) -> None:
    case = opened(client, county)
    for target in ("identified", "in_ledger"):
        step(client, case, target)
    assert "请先登记选派的第一书记或者党建指导员。" in step(client, case, "staffed")
    staffed(client, case)
    step(client, case, "staffed")
    refused = step(client, case, "rectifying", due_date=str(in_days(90)))
    assert ("请先写好整顿方案，一个组织一个方案。" in refused, state_of(case).state) == (True, "staffed")
    act(client, case, "plan", plan="目标：三会一课恢复")
    assert "请写明整顿时限" in step(client, case, "rectifying")
    step(client, case, "rectifying", due_date=str(in_days(90)))
    assert state_of(case).state == "rectifying"


def test_who_reported_does_not_accept(county: Scene, client: Client) -> None:
    case = rectifying(client, county)
    step(client, case, "under_review")
    assert "整顿情况是您报的，请由其他人验收。" in step(client, case, "transformed")
    client.force_login(county.person("a_deputy"))
    step(client, case, "transformed")
    assert state_of(case).state == "transformed"


@pytest.mark.requirement("S4-24f")
def test_batches_show_what_is_found_put_in_order_and_transformed(county: Scene, client: Client) -> None:
    case = rectifying(client, county)
    opened(client, county, organisation=county["A2"].pk)
    opened(client, county, organisation=county["A3"].pk, batch="2026年第二批")  # new ones enter at any time
    page = reverse("desk:weak-list")
    counts = [
        (one.batch, one.found, one.in_order, one.transformed, one.relapsed)
        for one in client.get(page).context["batches"]
    ]
    assert counts == [("2026年第二批", 1, 0, 0, 0), ("2026年第一批", 1, 1, 0, 0)]
    step(client, case, "under_review")
    client.force_login(county.person("a_deputy"))
    step(client, case, "transformed")
    step(client, case, "relapsed")
    first = client.get(page).context["batches"][1]
    assert (first.found, first.in_order, first.transformed, first.relapsed) == (1, 1, 0, 1)


@pytest.mark.requirement("S4-24g")
@pytest.mark.parametrize("kind", [Kind.AGENCY, Kind.SOE, Kind.SCHOOL])
def test_county_opens_cases_of_every_sector(county: Scene, client: Client, kind: Kind) -> None:
    county.add("X", "样例单位党支部", kind, Form.BRANCH, "C")
    assert opened(client, county, "county_admin", organisation=county["X"].pk).organisation.code == "X"
    assert opened(client, county, "county_admin", organisation=county["AE"].pk).organisation.code == "AE"


@pytest.mark.requirement("S4-27b")
def test_rebuilding_needs_day_and_approval(county: Scene, client: Client) -> None:
    case = rectifying(client, county)
    assert "重建要写明批准机关。" in step(client, case, "rebuilt")
    step(client, case, "rebuilt", approval="A镇党委")
    last = WeakStep.objects.latest("pk")
    assert (state_of(case).state, last.approval, last.taken_on) == ("rebuilt", "A镇党委", in_days(0))


def test_a_class_opens_no_case(county: Scene) -> None:
    classified_round(county)  # A3 is backward
    assert WeakCase.objects.count() == 0


@pytest.mark.requirement("S4-5d")
def test_self_check_is_the_recorded_basis(county: Scene, client: Client) -> None:
    by = county.person("a1_secretary")
    check = check_oneself(county["A1"], checked_on=in_days(0), summary="逐项查了", problems=[], by=by)
    case = opened(client, county, basis="self_check", self_check=check.pk)
    assert case.self_check == check
    page = client.get(reverse("desk:weak-detail", args=[case.uuid])).content.decode()
    assert reverse("desk:self-checks-detail", args=[check.uuid]) in page


def test_self_check_of_another_organisation_is_no_basis(county: Scene, client: Client) -> None:
    by = county.person("a2_secretary")
    check = check_oneself(county["A2"], checked_on=in_days(0), summary="逐项查了", problems=[], by=by)
    client.force_login(county.person("a_secretary"))
    words = {
        "organisation": county["A1"].pk,
        "batch": "一批",
        "basis": "self_check",
        "reason": "x",
        "self_check": check.pk,
    }
    assert "请选择作为依据的本组织自查。" in client.post(reverse("desk:weak-create"), words).content.decode()
    assert WeakCase.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "sees", "writes"), [("a1_secretary", 200, False), ("b_secretary", 404, False), ("a2_secretary", 404, False)]
)
def test_who_sees_and_who_acts(county: Scene, client: Client, who: str, sees: int, writes: bool) -> None:
    case = opened(client, county)
    client.force_login(county.person(who))
    assert client.get(reverse("desk:weak-detail", args=[case.uuid])).status_code == sees
    step(client, case, "identified")
    assert (state_of(case).state != "suspected") is writes


def test_one_open_case_an_organisation(county: Scene, client: Client) -> None:
    opened(client, county)
    opened(client, county)
    assert WeakCase.objects.count() == 1
