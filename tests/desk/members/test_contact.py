"""Contact details: sealed in the database, masked on the page, each look logged with its reason (kept_out.md 27)."""

import hashlib

import pytest
from django.conf import settings
from django.db import connection

from guanmo.audit.models import Entry
from guanmo.lib.sealing import SealBroken
from guanmo.stages.members.models import Contact
from guanmo.stages.organisations.enums import Form, Kind
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of

NUMBER = "13800000001"


def test_contact_is_nowhere_readable_in_the_database(county: Scene) -> None:
    member = a_member(county, contact=NUMBER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM members_contact")
        sealed = bytes(cursor.fetchone()[0])

    assert NUMBER.encode() not in sealed
    assert Contact.objects.get(member=member).text == NUMBER
    assert NUMBER not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert settings.FIELD_KEYS.stat().st_mode & 0o077 == 0


def test_contact_moved_to_another_row_does_not_open(county: Scene) -> None:
    one, other = a_member(county, contact=NUMBER), a_member(county, name="样二", contact="13900000002")
    Contact.objects.filter(member=other).update(sealed=Contact.objects.get(member=one).sealed)

    assert Contact.objects.get(member=one).text == NUMBER
    with pytest.raises(SealBroken):
        _ = Contact.objects.get(member=other).text


def test_page_masks_it_until_a_reason_is_given_and_logs_each_look(county: Scene) -> None:
    member = a_member(county, contact=NUMBER)
    desk = Desk(county, "a1_secretary")
    assert NUMBER not in desk.text(f"/members/{member.uuid}/")

    shown = desk.post(f"/members/{member.uuid}/contact/", reason="通知开会")

    assert NUMBER in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    line = Entry.objects.get(act="contact.revealed")
    assert (line.by, line.facts) == (county.person("a1_secretary"), {"reason": "通知开会"})
    later = desk.text(f"/members/{member.uuid}/")
    assert NUMBER not in later
    assert "通知开会" in later


def test_secretary_reads_no_contact_of_a_branch_below(county: Scene) -> None:
    county.add("A1F", "A1村样例合作社党支部", Kind.NEW_ECONOMIC, Form.BRANCH, "A1")
    member, desk = a_member(county, "A1F", contact=NUMBER), Desk(county, "a1_secretary")
    assert "只有本组织可以查看。" in desk.text(f"/members/{member.uuid}/")

    assert desk.post(f"/members/{member.uuid}/contact/", reason="通知开会").status_code == 404


def test_look_without_a_reason_is_refused(county: Scene) -> None:
    member = a_member(county, contact=NUMBER)

    answer = Desk(county, "a1_secretary").post(f"/members/{member.uuid}/contact/", reason="  ")

    assert messages_of(answer)[0].startswith("请写明为什么要看联系方式")
    assert NUMBER not in answer.content.decode()
    assert not Entry.objects.filter(act="contact.revealed").exists()


@pytest.mark.parametrize("person", ["a_secretary", "county_admin", "a2_secretary"])
def test_nobody_above_or_beside_the_own_organisation_looks(county: Scene, person: str) -> None:
    member = a_member(county, contact=NUMBER)

    answer = Desk(county, person).post(f"/members/{member.uuid}/contact/", reason="通知开会")

    assert answer.status_code == 404
    assert not Entry.objects.filter(act="contact.revealed").exists()


def find(desk: Desk, number: str, reason: str = "回未接来电") -> str:
    """What the page says after it was asked for a number."""
    answer = desk.post("/members/by-phone/", number=number, reason=reason)
    return next(iter(messages_of(answer)), answer.content.decode())


def test_own_organisation_finds_whose_number_it_is_and_each_search_is_logged(county: Scene) -> None:
    member = a_member(county, contact=f"+86 {NUMBER[:3]}-{NUMBER[3:]}")
    a_member(county, name="样二", contact="13900000002")
    a_member(county, "A2", name="样三", contact=NUMBER)
    desk = Desk(county, "a1_secretary")
    assert "按电话找党员" in desk.text("/members/")

    assert find(desk, "１３８ 0000 0001") == "这个号码登记的是：样一。"

    lines = Entry.objects.filter(act="contact.searched")
    assert [(one.target_id, one.facts) for one in lines] == [(str(member.pk), {"reason": "回未接来电"})]
    assert "回未接来电" in desk.text(f"/members/{member.uuid}/")
    assert find(desk, "13700000009") == find(desk, NUMBER[:-1]) == "本组织没有党员登记这个号码。"
    assert lines.filter(target_type="organisations.organisation").count() == 2
    assert "请写完整的电话号码" in find(desk, "138")
    assert lines.all().count() == 3
    assert NUMBER not in str(list(lines.values_list("facts", flat=True)))
    assert Desk(county, "county_admin").get("/members/by-phone/").status_code == 404


def test_index_tells_nothing_and_what_is_sealed_decides(county: Scene) -> None:
    one, other = a_member(county, contact=NUMBER), a_member(county, name="样二", contact="13900000002")
    index = bytes(Contact.objects.get(member=one).index)
    assert NUMBER.encode() not in index
    assert hashlib.sha256(NUMBER.encode()).digest()[:16] not in index

    # who has the database gives the row of another the index of this one
    Contact.objects.filter(member=other).update(index=index)

    assert find(Desk(county, "a1_secretary"), NUMBER) == "这个号码登记的是：样一。"
    with connection.cursor() as cursor:  # control: by the index alone both would be named
        cursor.execute('SELECT count(DISTINCT member_id) FROM members_contact WHERE "index" = %s', [index])
        assert cursor.fetchone()[0] == 2
