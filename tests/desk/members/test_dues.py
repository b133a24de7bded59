"""Dues by member and month, late and exempt ones, corrections, and the ledger with its balance; sums worked by hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.members.models import DuesPayment, Member
from guanmo.stages.organisations.enums import Duty, Kind
from tests.county import Scene
from tests.desk.indicators.facts import organisation
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of

MAY = "/dues/?month=2026-05"


def pay(desk: Desk, members: dict[Member, str], paid_on: str = "2026-05-20", path: str = MAY, **more: str) -> Any:
    form = {f"{one.uuid}-chosen": "on" for one in members} | {f"{one.uuid}-amount": a for one, a in members.items()}
    return desk.post(path, paid_on=paid_on, **form, **more)


def figures(desk: Desk, path: str = MAY) -> list[object]:
    return [str(kpi.value) for kpi in desk.get(path).context["page"].kpis]


@pytest.mark.requirement("S1-V-3.3-a")
def test_month_shows_who_paid_and_the_collection_rate(county: Scene) -> None:
    one, two, three = (a_member(county, name=name) for name in ("样一", "样二", "样三"))
    desk = Desk(county, "a1_secretary")

    answer = pay(desk, {one: "5", two: "10.50"})

    assert messages_of(answer) == ["已登记2名党员。"]
    assert figures(desk) == ["66.6", "1", "1", "15.50"]  # two of three; May is over, so the third is late
    page = desk.get(MAY).context
    assert [member.name for member, _box, _amount in page["form"].rows()] == [three.name]


@pytest.mark.requirement("S1-V-3.3-a")
def test_superior_sees_the_rate_of_each_organisation(county: Scene) -> None:
    paid, open_ = a_member(county, "A1"), a_member(county, "A2", "样二")
    pay(Desk(county, "a1_secretary"), {paid: "5"})

    rows = Desk(county, "a_officer").get(MAY).context["page"].table.rows

    found = {row[0].text: (str(row[1].text), str(row[2].text), str(row[3].text)) for row in rows}
    assert found == {"A1村党支部": ("1", "0", "100"), "A2村党支部": ("1", "1", "0")}
    assert open_.name not in Desk(county, "a1_secretary").text(MAY)


def test_nobody_due_has_no_rate(county: Scene) -> None:
    assert figures(Desk(county, "a1_secretary"))[0] == "—"


def test_paid_after_the_month_is_late_and_exempt_is_not(county: Scene) -> None:
    one, two = a_member(county), a_member(county, name="样二")
    desk = Desk(county, "a1_secretary")
    pay(desk, {one: "5"}, paid_on="2026-06-01")
    pay(desk, {two: ""}, exempt="1")

    assert figures(desk) == ["100", "0", "1", "5.00"]
    assert "逾期交纳" in desk.text(MAY)
    assert "减免" in desk.text(MAY)


def test_member_of_the_last_day_is_due_and_of_the_next_month_not(county: Scene) -> None:
    a_member(county, name="样一", joined_on=date(2026, 5, 31))
    a_member(county, name="样二", joined_on=date(2026, 6, 1))

    assert figures(Desk(county, "a1_secretary"))[1] == "1"


def test_present_month_is_due_and_not_yet_late(county: Scene) -> None:
    a_member(county)

    assert figures(Desk(county, "a1_secretary"), "/dues/")[1:3] == ["1", "0"]


def test_amount_is_offered_from_the_last_time(county: Scene) -> None:
    member = a_member(county)
    desk = Desk(county, "a1_secretary")
    pay(desk, {member: "7.50"})

    [(_member, _box, amount)] = desk.get("/dues/").context["form"].rows()

    assert amount.value() == Decimal("7.50")


@pytest.mark.parametrize(
    ("amount", "paid_on", "sentence"),
    [
        ("", "2026-05-20", "请填写样一交的金额"),
        ("-1", "2026-05-20", "大于或等于0"),
        ("5", (timezone.localdate() + timedelta(days=1)).isoformat(), "日期还没有到"),
    ],
)
def test_wrong_payment_is_refused_and_nothing_is_written(
    county: Scene, amount: str, paid_on: str, sentence: str
) -> None:
    answer = pay(Desk(county, "a1_secretary"), {a_member(county): amount}, paid_on=paid_on)

    assert sentence in answer.content.decode()
    assert not DuesPayment.objects.exists()


def test_nobody_chosen_is_told(county: Scene) -> None:
    a_member(county)

    assert "请先勾选党员。" in pay(Desk(county, "a1_secretary"), {}).content.decode()


def test_correction_stands_in_the_place_of_the_old_row_which_stays(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    pay(desk, {a_member(county): "50"})
    first = DuesPayment.objects.get()

    answer = desk.post(f"/dues/{first.uuid}/correction/", amount="5", paid_on="2026-05-20", reason="多写一个零")

    assert messages_of(answer) == ["已更正。"]
    assert figures(desk) == ["100", "0", "0", "5.00"]
    assert [(one.amount, one.reason) for one in DuesPayment.objects.order_by("pk")] == [(50, ""), (5, "多写一个零")]
    assert desk.get(f"/dues/{first.uuid}/correction/").status_code == 404


@pytest.mark.requirement("S1-V-3.3-b", "S1-E-3.3")
@pytest.mark.parametrize(("person", "code"), [("a1_secretary", "A1"), ("ae_secretary", "AE")])
def test_ledger_keeps_voucher_and_approver_and_shows_the_running_balance(county: Scene, person: str, code: str) -> None:
    desk = Desk(county, person)
    pay(desk, {a_member(county, code): "30"})
    path = f"/organisations/{county[code].uuid}/dues/movement/"
    voucher = {"purpose": "购书", "voucher": "P-01", "approver": "样书记"}
    desk.post(path, kind="remitted", amount="12", on="2026-05-25", **voucher)
    desk.post(path, kind="allocated", amount="20", on="2026-05-26", **voucher)
    desk.post(path, kind="spent", amount="8.40", on="2026-05-27", **voucher)

    assert figures(desk) == ["100", "0", "0", "29.60"]
    rows = [[str(cell.text) for cell in row] for row in desk.get(MAY).context["page"].ledger.rows]

    assert rows == [
        ["2026-05-27", "支出：购书", "-8.40", "29.60", "P-01", "样书记"],
        ["2026-05-26", "上级下拨：购书", "20.00", "38.00", "P-01", "样书记"],
        ["2026-05-25", "上缴：购书", "-12.00", "18.00", "P-01", "样书记"],
        ["2026-05-20", "党员交纳", "30.00", "30.00", "—", "—"],
    ]


@pytest.mark.parametrize("left_out", ["voucher", "approver", "purpose"])
def test_line_without_voucher_approver_or_purpose_is_refused(county: Scene, left_out: str) -> None:
    form = {"kind": "spent", "amount": "1", "on": "2026-05-01", "purpose": "购书", "voucher": "P", "approver": "样"}

    answer = Desk(county, "a1_secretary").post(
        f"/organisations/{county['A1'].uuid}/dues/movement/", **{**form, left_out: ""}
    )

    assert left_out in answer.context["form"].errors


def transferred(county: Scene, member: Member, on: str) -> None:
    old, new = Desk(county, "a1_secretary"), Desk(county, "ae_secretary")
    old.post(f"/members/{member.uuid}/transfer/", target=str(county["AE"].uuid), on=on)
    transfer = member.transfers.get()
    for desk, target in ((old, "sent"), (new, "received")):
        desk.post(f"/transfers/{transfer.uuid}/", target=target, on=on)


def test_month_before_a_transfer_stays_with_the_old_branch_and_can_be_settled_there(county: Scene) -> None:
    member = a_member(county)
    old, new = Desk(county, "a1_secretary"), Desk(county, "ae_secretary")
    pay(old, {member: "5"}, paid_on="2026-04-20", path="/dues/?month=2026-04")
    transferred(county, member, "2026-06-10")

    assert figures(old)[1:3] == ["1", "1"]  # May is open and late, in the old branch
    assert figures(new)[:3] == ["—", "0", "0"]
    assert messages_of(pay(old, {member: "5"})) == ["已登记1名党员。"]

    assert figures(old, "/dues/?month=2026-04")[:3] == ["100", "0", "0"]
    assert figures(old)[1:3] == ["0", "0"]
    assert figures(old, "/dues/?month=2026-06")[1] == "1"  # the month of the transfer is paid where it began
    assert figures(old, "/dues/?month=2026-07")[1] == "0"
    assert figures(new, "/dues/?month=2026-07")[1] == "1"
    assert pay(new, {member: "5"}, path="/dues/?month=2026-06").context["form"].members == []


def test_member_who_left_stays_in_the_months_before(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a1_secretary")
    pay(desk, {member: "5"})
    desk.post(f"/members/{member.uuid}/leaving/", left_on="2026-07-15", leaving="deceased")

    assert figures(desk)[:3] == ["100", "0", "0"]
    assert figures(desk, "/dues/?month=2026-06")[1:3] == ["1", "1"]
    assert figures(desk, "/dues/?month=2026-07")[1:3] == ["0", "0"]


def test_months_before_dues_were_kept_are_not_late(county: Scene) -> None:
    one, desk = a_member(county), Desk(county, "a1_secretary")
    a_member(county, name="样二")
    pay(desk, {one: "5"})

    assert figures(desk)[:3] == ["50", "1", "1"]
    assert figures(desk, "/dues/?month=2026-04")[:3] == ["—", "2", "0"]


def test_correction_of_an_exemption_offers_no_amount_and_stays_an_exemption(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    pay(desk, {a_member(county): ""}, exempt="1")
    path = f"/dues/{DuesPayment.objects.get().uuid}/correction/"
    offered = desk.get(path).context["form"]["amount"].value()
    assert offered is None

    desk.post(path, amount=offered or "", paid_on="2026-05-21", reason="日期抄错")

    assert DuesPayment.objects.get(corrects__isnull=False).state == "exempt"


def test_other_village_neither_reads_nor_records(county: Scene) -> None:
    member, other = a_member(county), Desk(county, "a2_secretary")

    pay(other, {member: "5"}, path=f"/dues/?organisation={county['A1'].uuid}&month=2026-05")

    assert not DuesPayment.objects.exists()
    assert member.name not in other.text("/dues/", organisation=str(county["A1"].uuid))
    assert other.get(f"/organisations/{county['A1'].uuid}/dues/movement/").status_code == 404


@pytest.mark.requirement("S4-17k")
@pytest.mark.parametrize("kind", ["village", "new_economic", "agency", "soe", "school"])
def test_organisations_of_every_sector_keep_their_dues(county: Scene, kind: str) -> None:
    """Collected, remitted and spent by the organisation's own secretary; 20 less 4 less 6 are 10."""
    organisation("X", Kind(kind), "A")(county)
    county.seat("x_secretary", "X", Duty.SECRETARY)
    member, desk = a_member(county, "X"), Desk(county, "x_secretary")
    pay(desk, {member: "20"})
    assert figures(desk) == ["100", "0", "0", "20.00"]
    for what, amount in (("remitted", "4"), ("spent", "6")):
        form = {
            "kind": what,
            "amount": amount,
            "on": "2026-06-01",
            "purpose": "学习材料",
            "voucher": "1",
            "approver": "样书记",
        }
        desk.post(f"/organisations/{county['X'].uuid}/dues/movement/", **form)
    assert "10.00" in desk.text("/dues/")
