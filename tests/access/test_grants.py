"""Accounts and grants as people use the page: who gives what, what is refused, what holds at once, and who stays apart."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Duty, GrantedRole
from guanmo.stages.organisations.errors import GrantRefused
from guanmo.stages.organisations.models import Appointment, RoleGrant, RoleGrantEnd, User
from tests.county import Scene
from tests.desk.account.pages import log_in

pytestmark = pytest.mark.django_db
NEW, LIST = "/grants/new/", "/grants/"


def gift(county: Scene, role: GrantedRole, code: str = "C", days: int | None = None) -> Gift:
    today = timezone.localdate()
    return Gift(role, county[code], today, today + timedelta(days=days) if days else None, "工作需要")


def given(county: Scene, role: GrantedRole, code: str = "C", name: str = "") -> User:
    """A new account with this role."""
    user = User.objects.create_user(name or f"the_{role}", name=role.label)
    give_role(user, gift(county, role, code), by=None)
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(county: Scene, role: str, code: str = "C", **changes: Any) -> dict[str, str]:
    """The form as a person fills it in for a new account."""
    form = {"account": "fresh", "name": "样新", "role": role, "organisation": str(county[code].uuid), "last_day": ""}
    return form | {"first_day": timezone.localdate().isoformat(), "reason": "部务会议定", **changes}


def send(client: Client, county: Scene, role: str, code: str = "C", **changes: Any) -> Any:
    return client.post(NEW, form_of(county, role, code, **changes))


def test_the_head_names_the_administrators_and_they_begin_where_they_work(county: Scene) -> None:
    head = browser(county.person("county_head"))
    begins = {}
    for role in ("system_admin", "security_admin", "auditor"):
        assert send(head, county, role, account=role, name=f"样{role[:3]}")["Location"] == LIST
        begins[role] = browser(User.objects.get(username=role)).get("/")["Location"]

    assert begins == {"system_admin": "/account/", "security_admin": LIST, "auditor": "/audit/"}
    assert "部务会议定" in head.get(LIST).content.decode()


def test_the_head_gives_no_role_of_work_and_security_names_no_administrator(county: Scene) -> None:
    head, security = browser(county.person("county_head")), browser(given(county, GrantedRole.SECURITY_ADMIN))

    assert send(head, county, "inspection_officer").status_code == 200
    assert send(security, county, "auditor").status_code == 200
    assert RoleGrant.objects.count() == 1
    assert send(security, county, "inspection_officer", "A").status_code == 302
    assert User.objects.get(username="fresh").role_grants.get().by.username == "the_security_admin"  # type: ignore[union-attr]


def test_nobody_gives_to_himself_nor_in_another_area_nor_for_longer(county: Scene) -> None:
    user = User.objects.create_user("security_a", name="样镇安")
    give_role(user, gift(county, GrantedRole.SECURITY_ADMIN, "A", days=30), by=None)
    client, late = browser(user), (timezone.localdate() + timedelta(days=31)).isoformat()
    soon = (timezone.localdate() + timedelta(days=30)).isoformat()

    assert (
        "不能给自己授权"
        in send(client, county, "guide", "A1", account="security_a", name="", last_day=soon).content.decode()
    )
    assert send(client, county, "guide", "B1", last_day=soon).status_code == 200
    assert "超出了您自己的权限" in send(client, county, "guide", "A1", last_day=late).content.decode()
    assert "超出了您自己的权限" in send(client, county, "guide", "A1").content.decode()
    assert RoleGrant.objects.count() == 1
    assert not User.objects.filter(username="fresh").exists()
    assert send(client, county, "guide", "A1", last_day=soon).status_code == 302


@pytest.mark.parametrize("first", ["system_admin", "security_admin", "auditor"])
@pytest.mark.parametrize("second", ["system_admin", "security_admin", "auditor", "guide"])
def test_administrators_hold_nothing_else(county: Scene, first: str, second: str) -> None:
    user = given(county, GrantedRole(first))
    code = "A1" if second == "guide" else "C"

    with pytest.raises(GrantRefused, match="互相分开"):
        give_role(user, gift(county, GrantedRole(second), code), by=None)
    with pytest.raises(GrantRefused, match="不能同时担任业务职务"):
        appoint(
            organisation=county["A1"], duty=Duty.LEADERSHIP_MEMBER, user=user, started_on=timezone.localdate(), by=None
        )


def test_a_post_holder_becomes_no_administrator(county: Scene) -> None:
    head = browser(county.person("county_head"))
    answer = send(head, county, "auditor", account="a_officer", name="")

    assert "管理员账号不能同时担任业务职务" in answer.content.decode()
    assert not RoleGrant.objects.exists()


def test_what_is_given_counts_at_once_and_who_loses_it_is_logged_out(county: Scene) -> None:
    security, person = browser(given(county, GrantedRole.SECURITY_ADMIN)), county.person("b1_secretary")
    client, inside = Client(), f"/organisations/{county['AE'].uuid}/"
    log_in(client, "b1_secretary")
    before = client.get(inside).status_code

    answer = security.post(NEW, form_of(county, "line_officer", "AE", account="b1_secretary", name=""), follow=True)
    with_it = client.get(inside).status_code
    ended = security.post(f"/grants/{person.role_grants.get().uuid}/end/", {"reason": "工作调整"})

    assert [str(one) for one in answer.context["messages"]] == ["已授权，现在生效。"]
    assert (before, with_it, ended["Location"]) == (404, 200, LIST)
    assert client.get("/")["Location"].startswith("/login/")
    log_in(client, "b1_secretary")
    assert client.get(inside).status_code == 404
    assert "工作调整" in security.get(LIST).content.decode()


@pytest.mark.parametrize(("days", "words", "stays"), [(0, "已授权，现在生效。本人", False), (1, "起生效。", True)])
def test_a_new_administrator_logs_in_anew_on_the_day_on_which_it_begins(
    county: Scene, days: int, words: str, stays: bool
) -> None:
    today, client, head = timezone.localdate(), Client(), browser(county.person("county_head"))
    first = today + timedelta(days=days)
    log_in(client, "b1_secretary")
    Appointment.objects.filter(user__username="b1_secretary").update(ended_on=first - timedelta(days=1))
    form = form_of(county, "auditor", account="b1_secretary", name="", first_day=first.isoformat())

    answer = head.post(NEW, form, follow=True)

    said = [str(one) for one in answer.context["messages"]]
    assert (len(said), words in said[0]) == (1, True)
    assert RoleGrant.objects.get().first_day == first
    assert (client.get("/").status_code == 200) is stays
    assert stays or client.get("/")["Location"].startswith("/login/")


def test_the_form_says_from_when_it_counts(county: Scene) -> None:
    page = browser(county.person("county_head")).get(NEW).content.decode()

    assert "填今天就现在生效；填以后的日期，从那天起生效。" in page


def test_a_wrong_name_is_refused_without_telling_the_right_one(county: Scene) -> None:
    User.objects.create_user("taken", name="样真名")
    security = browser(given(county, GrantedRole.SECURITY_ADMIN))

    wrong = send(security, county, "guide", "A1", account="taken", name="样猜").content.decode()

    assert ("姓名和账号对不上" in wrong, "样真名" in wrong) == (True, False)
    assert send(security, county, "guide", "A1", account="taken", name="样真名").status_code == 302


@pytest.mark.parametrize(
    ("area", "account", "gives"),
    [
        ("A", "a2_secretary", True),  # a post below the own township
        ("A", "guide_there", True),  # a grant there
        ("A", "fresh", True),  # an account that is opened with the grant
        ("A", "b1_secretary", False),
        ("A", "guide_elsewhere", False),
        ("A", "idle", False),
        ("C", "b1_secretary", True),
        ("C", "idle", True),
    ],
)
def test_a_townships_security_gives_to_its_own_people_alone(
    county: Scene, area: str, account: str, gives: bool
) -> None:
    given(county, GrantedRole.GUIDE, "A2", "guide_there")
    given(county, GrantedRole.GUIDE, "B1", "guide_elsewhere")
    User.objects.create_user("idle", name="样闲")
    security = browser(given(county, GrantedRole.SECURITY_ADMIN, area))
    name = "样新" if account == "fresh" else ""

    answer = send(security, county, "guide", "A1", account=account, name=name)

    assert (answer.status_code == 302) is gives
    assert gives or "只能给本辖区的账号授权" in answer.content.decode()
    assert RoleGrant.objects.filter(user__username=account, organisation=county["A1"]).exists() is gives


def test_an_account_that_was_opened_gets_a_second_role_and_none_after_both_were_ended(county: Scene) -> None:
    security = browser(given(county, GrantedRole.SECURITY_ADMIN, "A"))
    later = (timezone.localdate() + timedelta(days=3)).isoformat()

    answers = [send(security, county, "guide", "A1", first_day=later), send(security, county, "guide", "A2")]
    for grant in RoleGrant.objects.filter(user__username="fresh"):
        security.post(f"/grants/{grant.uuid}/end/", {"reason": "调走"})
    answers.append(send(security, county, "guide", "A3"))

    assert [one.status_code for one in answers] == [302, 302, 200]


def test_an_account_that_loses_its_only_grant_is_out(county: Scene) -> None:
    auditor = given(county, GrantedRole.AUDITOR)
    client, head = browser(auditor), browser(county.person("county_head"))
    assert client.get("/audit/").status_code == 200

    head.post(f"/grants/{auditor.role_grants.get().uuid}/end/", {"reason": "换人"})

    assert client.get("/audit/")["Location"].startswith("/login/")
    client.force_login(auditor)
    assert client.get("/audit/")["Location"].startswith("/login/")


def test_the_three_see_nothing_of_the_countys_work(county: Scene) -> None:
    pages = [
        "/organisations/",
        "/rounds/",
        "/members/",
        "/ledger/",
        "/documents/",
        "/sheets/",
        "/waiting/",
        "/coverage/",
    ]
    pages += [f"/organisations/{county['A1'].uuid}/", "/field/api/openapi.json", "/calendar/", "/burden/"]
    shown = {}
    for role in ("system_admin", "security_admin", "auditor"):
        client = browser(given(county, GrantedRole(role)))
        shown[role] = [path for path in pages if client.get(path).status_code != 404]

    assert shown == {"system_admin": [], "security_admin": [], "auditor": []}


def test_the_audit_log_is_the_auditors_alone(county: Scene) -> None:
    auditor = browser(given(county, GrantedRole.AUDITOR))
    others = [county.person("county_head"), county.person("county_admin")]
    others += [given(county, GrantedRole.SYSTEM_ADMIN), given(county, GrantedRole.SECURITY_ADMIN)]

    assert auditor.get("/audit/").status_code == 200
    assert {browser(one).get("/audit/").status_code for one in others} == {404}
    assert auditor.get(LIST).status_code == 404


@pytest.mark.parametrize(("area", "told"), [("C", True), ("A", False)])
def test_lacking_administrators_are_told_to_who_sees_the_whole_county(county: Scene, area: str, told: bool) -> None:
    """A township's security administrator sees the own grants alone, and would read the county's three as lacking."""
    page = browser(given(county, GrantedRole.SECURITY_ADMIN, area)).get(LIST).content.decode()

    assert ("还缺的管理员" in page, "现在有效的授权" in page) == (told, True)
    assert "还缺的管理员" in browser(county.person("county_admin")).get(LIST).content.decode()


def test_it_takes_two_to_open_an_account(county: Scene) -> None:
    """Who gives a role does not set the password, and who sets the password gives no role."""
    security, admin = browser(given(county, GrantedRole.SECURITY_ADMIN)), browser(county.person("county_admin"))
    send(security, county, "guide", "A1")
    url = reverse("desk:grants-password", args=[User.objects.get(username="fresh").role_grants.get().uuid])

    assert security.post(url).status_code == 404
    assert admin.get(NEW).status_code == 404
    assert "密码只显示这一次" in admin.post(url).content.decode()


def test_a_grant_is_written_once(county: Scene) -> None:
    grant = given(county, GrantedRole.AUDITOR).role_grants.get()
    RoleGrantEnd.objects.create(grant=grant, reason="换人")
    table = RoleGrant._meta.db_table

    for statement in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}_end", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.replace(f"{table}_end", RoleGrantEnd._meta.db_table))


def test_a_line_officer_acts_as_the_level_above_and_a_guide_only_reads(county: Scene) -> None:
    line, guide = given(county, GrantedRole.LINE_OFFICER, "AE"), given(county, GrantedRole.GUIDE, "A1")
    inside, outside = county["AE"].uuid, county["A1"].uuid

    assert browser(line).get(f"/organisations/{inside}/members/new/").status_code == 200
    assert browser(line).get(f"/organisations/{outside}/").status_code == 404
    assert browser(line).get("/rounds/new/").status_code == 404
    assert browser(guide).get(f"/organisations/{outside}/").status_code == 200
    assert browser(guide).get(f"/organisations/{outside}/members/new/").status_code == 404


def test_an_inspection_officer_inspects_where_sent(county: Scene) -> None:
    there, elsewhere = given(county, GrantedRole.INSPECTION_OFFICER, "A"), county.person("b_member")

    page = browser(there).get("/inspections/new/")

    assert page.status_code == 200
    assert "A镇" in page.content.decode()
    assert browser(there).get(f"/organisations/{county['B'].uuid}/").status_code == 404
    assert browser(elsewhere).get("/inspections/new/").status_code == 404
