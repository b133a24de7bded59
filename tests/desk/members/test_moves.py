"""Transfers step by step with their limit, and floating members with category, two branches and a contact person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guanmo.stages.members.enums import FloatingCategory, OfficeStatus
from guanmo.stages.members.models import Contact, Floating, Member, Transfer
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def requested(county: Scene, member: Member, target: str = "AE", on: str = "2026-05-01") -> Transfer:
    form = {"target": str(county[target].uuid), "on": on}
    Desk(county, "a1_secretary").post(f"/members/{member.uuid}/transfer/", **form)
    return Transfer.objects.get()


def step(desk: Desk, transfer: Transfer, target: str, on: str = "2026-05-05") -> Any:
    return desk.post(f"/transfers/{transfer.uuid}/", target=target, on=on)


@pytest.mark.requirement("S1-E-3.5-a")
def test_transfer_is_requested_sent_and_received_with_dates(county: Scene) -> None:
    member = a_member(county, contact="13800000001")
    transfer = requested(county, member)
    old, new = Desk(county, "a1_secretary"), Desk(county, "ae_secretary")

    assert messages_of(step(old, transfer, "sent", "2026-05-03")) == ["已办理。"]
    assert messages_of(step(new, transfer, "received", "2026-05-06")) == ["已办理。"]

    member.refresh_from_db()
    assert member.organisation == county["AE"]
    assert not Contact.objects.exists()
    page = new.text(f"/transfers/{transfer.uuid}/")
    for on in ("2026-05-01", "2026-05-03", "2026-05-06"):
        assert on in page
    assert "所在党支部：A1村党支部 → A镇样例公司党支部" in new.text(f"/members/{member.uuid}/")
    assert old.get(f"/members/{member.uuid}/").status_code == 404


@pytest.mark.parametrize(
    ("person", "target"), [("ae_secretary", "sent"), ("a1_secretary", "received"), ("a2_secretary", "sent")]
)
def test_each_side_takes_its_own_steps_only(county: Scene, person: str, target: str) -> None:
    transfer = requested(county, a_member(county))

    answer = step(Desk(county, person), transfer, target)

    assert answer.status_code == 404 or "target" in answer.context["form"].errors
    assert Transfer.objects.get().state == "requested"


def test_returned_transfer_moves_nobody_and_can_be_sent_again(county: Scene) -> None:
    member = a_member(county)
    transfer = requested(county, member)
    old, new = Desk(county, "a1_secretary"), Desk(county, "ae_secretary")
    step(old, transfer, "sent")

    step(new, transfer, "returned")

    member.refresh_from_db()
    assert member.organisation == county["A1"]
    assert messages_of(step(old, transfer, "sent")) == ["已办理。"]


def test_transfer_out_of_the_county_takes_off_the_roster(county: Scene) -> None:
    member = a_member(county)
    desk = Desk(county, "a1_secretary")
    desk.post(f"/members/{member.uuid}/transfer/", target_name="邻县样例村党支部", on="2026-05-01")
    transfer = Transfer.objects.get()
    step(desk, transfer, "sent")
    step(desk, transfer, "received")

    member.refresh_from_db()
    assert member.leaving == "transferred"


def held_open(county: Scene) -> Member:
    """A member with a post, a registration, an absence, a care need and an open transfer since the spring."""
    member = a_member(county, office_status=OfficeStatus.IN_SERVICE)
    desk = Desk(county, "a1_secretary")
    desk.post(f"/members/{member.uuid}/registration/", community=str(county["A3"].uuid), on="2026-03-01")
    post = {"title": "法律咨询岗", "duties": "每月坐班", "started_on": "2026-03-01"}
    made = member.registrations.get()
    Desk(county, "a3_secretary").post(f"/registrations/{made.uuid}/post/", kind="service", **post)
    consent = {"kind": "centre_household", "consented_on": "2026-03-01"}
    desk.post(f"/members/{member.uuid}/post/", **post, **consent)
    floating(county, member)
    desk.post(f"/members/{member.uuid}/care/", category="minimum_living", helper="", on="2026-03-01")
    requested(county, member)
    return member


def ends(member: Member) -> set[str]:
    rows = [*member.posts.all(), *member.registrations.all(), *member.floatings.all(), *member.care_needs.all()]
    assert len(rows) == 5
    return {str(one.ended_on) for one in rows}


def test_who_leaves_holds_nothing_and_is_received_nowhere(county: Scene) -> None:
    member = held_open(county)
    transfer = Transfer.objects.get()
    step(Desk(county, "a1_secretary"), transfer, "sent")

    Desk(county, "a1_secretary").post(f"/members/{member.uuid}/leaving/", left_on="2026-06-01", leaving="deceased")

    assert ends(member) == {"2026-06-01"}
    transfer.refresh_from_db()
    assert transfer.state == "withdrawn"
    assert "target" in step(Desk(county, "ae_secretary"), transfer, "received").context["form"].errors


def test_who_moves_takes_no_open_row_along(county: Scene) -> None:
    member = held_open(county)
    transfer = Transfer.objects.get()
    step(Desk(county, "a1_secretary"), transfer, "sent")

    step(Desk(county, "ae_secretary"), transfer, "received", on="2026-05-09")

    assert ends(member) == {"2026-05-09"}
    assert Desk(county, "ae_secretary").get("/transfers/").context["page"].kpis[1].value == 0


def test_second_transfer_while_one_is_open_is_refused(county: Scene) -> None:
    member = a_member(county)
    requested(county, member)

    form = {"target": str(county["A2"].uuid), "on": "2026-05-02"}
    answer = Desk(county, "a1_secretary").post(f"/members/{member.uuid}/transfer/", **form)

    assert "正在接转，不能再办一次" in answer.content.decode()
    assert Transfer.objects.count() == 1


@pytest.mark.requirement("S1-E-3.5-a")
@pytest.mark.parametrize(("days", "late"), [(30, 0), (31, 1)])
def test_transfer_open_longer_than_the_limit_is_flagged(county: Scene, days: int, late: int) -> None:
    requested(county, a_member(county), on=days_ago(days))

    page = Desk(county, "ae_secretary").get("/transfers/").context["page"]

    assert page.kpis[0].value == late
    assert page.transfers.rows[0][4].tone == ("bad" if late else "warn")


def test_open_transfer_is_found_behind_a_hundred_that_are_done(county: Scene) -> None:
    requested(county, a_member(county), on=days_ago(200))
    done = a_member(county, name="样二")
    Transfer.objects.bulk_create(
        Transfer(member=done, source=county["A1"], target_name="邻县", requested_on=days_ago(10), state="received")
        for _number in range(101)
    )
    desk = Desk(county, "a_officer")

    page, second = (desk.get("/transfers/", transfers=number).context["page"] for number in ("1", "3"))

    assert page.kpis[0].value == 1
    assert (page.transfers.rows[0][0].text, page.transfers.rows[0][4].tone) == ("样一", "bad")
    assert (len(page.transfers.rows), len(second.transfers.rows)) == (50, 2)
    assert "transfers=2" in desk.text("/transfers/")


def floating(county: Scene, member: Member, **changes: str) -> Any:
    form = {"category": "migrant_worker", "started_on": "2026-01-05", "contact_person": "样联系人", **changes}
    return Desk(county, "a1_secretary").post(f"/members/{member.uuid}/floating/", **form)


@pytest.mark.requirement("S1-V-3.5-a")
def test_floating_member_without_a_contact_person_is_refused(county: Scene) -> None:
    member = a_member(county)

    answer = floating(county, member, contact_person="")

    assert "contact_person" in answer.context["form"].errors
    assert not Floating.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Floating.objects.create(member=member, category="veteran", started_on="2026-01-05", contact_person="")


@pytest.mark.requirement("S1-V-3.5-a")
@pytest.mark.parametrize(("days", "silent"), [(90, 0), (91, 1)])
def test_last_contact_is_shown_and_flagged_when_too_long_ago(county: Scene, days: int, silent: int) -> None:
    floating(county, a_member(county))
    away, desk = Floating.objects.get(), Desk(county, "a1_secretary")
    assert desk.get("/transfers/").context["page"].kpis[2].value == 1

    desk.post(f"/floating/{away.uuid}/contact/", on=days_ago(days))

    page = desk.get("/transfers/").context["page"]
    assert page.kpis[2].value == silent
    assert page.floating.rows[0][4].text == "样联系人"
    assert page.floating.rows[0][5].text == days_ago(days)


@pytest.mark.requirement("S4-17f")
def test_counts_of_the_five_categories(county: Scene) -> None:
    for number, category in enumerate(["veteran", "veteran", "dispatched", "talent_agency", "graduate"]):
        floating(county, a_member(county, name=f"样{number}"), category=category)

    counts = Desk(county, "a_officer").get("/transfers/").context["page"].categories

    assert len(FloatingCategory) == 5
    assert counts == [
        ("退役军人", 2), ("劳务派遣", 1), ("挂靠人才服务机构", 1), ("大学毕业生", 1), ("外出务工经商", 0),
    ]  # fmt: skip


@pytest.mark.requirement("S3-6.1-a")
def test_home_and_host_branch_both_record_and_nobody_else(county: Scene) -> None:
    member = a_member(county)
    floating(county, member, host=str(county["B1"].uuid))
    for person, title in (("a1_secretary", "家乡学习"), ("b1_secretary", "外地党员大会")):
        form = {"kind": "education", "on": "2026-03-01", "title": title}
        Desk(county, person).post(f"/members/{member.uuid}/life/", **form)

    for person in ("a1_secretary", "b1_secretary"):
        page = Desk(county, person).text(f"/members/{member.uuid}/")
        assert "家乡学习" in page
        assert "外地党员大会" in page
    other = Desk(county, "a2_secretary")
    assert other.get(f"/members/{member.uuid}/life/").status_code == 404
    assert Desk(county, "b1_secretary").get(f"/members/{member.uuid}/correction/").status_code == 404
    assert [one.organisation.code for one in member.life.order_by("pk")] == ["A1", "B1"]


@pytest.mark.requirement("S4-17f")
@pytest.mark.parametrize(
    ("person", "names"), [("a1_secretary", True), ("b1_secretary", True), ("a_officer", False), ("county_admin", False)]
)
def test_names_of_floating_members_stay_with_the_two_branches(county: Scene, person: str, names: bool) -> None:
    member = a_member(county)
    floating(county, member, host=str(county["B1"].uuid), category="veteran")
    desk = Desk(county, person)

    page = desk.get("/transfers/")

    assert ("样一" in page.content.decode()) is names
    assert page.context["page"].kpis[1].value == 1
    assert page.context["page"].categories[0] == ("退役军人", 1)
    below = [[str(cell.text) for cell in row] for row in page.context["page"].below.rows]
    assert below == ([] if names else [["A1村党支部", "1", "1"]])
    assert ("退役军人" in desk.text(f"/members/{member.uuid}/")) is names
    assert desk.get(f"/floating/{Floating.objects.get().uuid}/contact/").status_code == (
        200 if person == "a1_secretary" else 404
    )


def test_member_who_is_back_is_no_longer_seen_by_the_host(county: Scene) -> None:
    member = a_member(county)
    floating(county, member, host=str(county["B1"].uuid))
    assert Desk(county, "b1_secretary").get(f"/members/{member.uuid}/").status_code == 200

    Desk(county, "a1_secretary").post(f"/floating/{Floating.objects.get().uuid}/return/", on="2026-06-01")

    assert Desk(county, "b1_secretary").get(f"/members/{member.uuid}/").status_code == 404
