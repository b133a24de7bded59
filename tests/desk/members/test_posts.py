"""Posts with duties, their publication, and in-service members' service in a community."""

from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.members.enums import OfficeStatus
from guanmo.stages.members.models import AssignedPost, CommunityRegistration, Member, PostPublication, ServiceActivity
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of

POST = {"kind": "duty", "title": "政策宣传岗", "duties": "每月宣讲一次", "started_on": "2026-03-01"}


def assigned(desk: Desk, member: Member, **changes: str) -> Any:
    return desk.post(f"/members/{member.uuid}/post/", **{**POST, **changes})


def names(desk: Desk, table: int, path: str = "/posts/") -> list[str]:
    return [str(row[0].text) for row in desk.get(path).context["page"].tables[table].rows]


@pytest.mark.requirement("S1-V-3.4", "S4-17c")
def test_member_without_a_post_is_listed_until_there_is_one(county: Scene) -> None:
    one, _two = a_member(county), a_member(county, name="样二", office_status=OfficeStatus.HOLDS_OFFICE)
    desk = Desk(county, "a1_secretary")
    assert names(desk, 1) == ["样一"]

    assert messages_of(assigned(desk, one)) == ["已登记。"]

    assert (names(desk, 0), names(desk, 1)) == (["样一"], [])
    assert "每月宣讲一次" in desk.text("/posts/")
    desk.post(f"/posts/{AssignedPost.objects.get().uuid}/end/", on="2026-06-01")
    assert (names(desk, 0), names(desk, 1)) == ([], ["样一"])


@pytest.mark.requirement("S1-V-3.4")
def test_publication_keeps_its_date_and_the_list_as_it_was(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a1_secretary")
    path = f"/organisations/{county['A1'].uuid}/posts/publication/"
    assert messages_of(desk.post(path))[0].startswith("还没有岗位")
    assigned(desk, member)

    assert messages_of(desk.post(path, place="村务公开栏")) == ["已记录：今天公开了1个岗位。"]

    kept = PostPublication.objects.get()
    assert (kept.on, kept.posts) == (timezone.localdate(), [["样一", "政策宣传岗", "每月宣讲一次"]])
    assert "村务公开栏" in desk.text("/posts/")


@pytest.mark.requirement("S4-25d")
def test_centre_household_needs_the_members_consent(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a1_secretary")

    refused = assigned(desk, member, kind="centre_household", title="党员中心户")
    assert "党员中心户要本人同意" in refused.content.decode()
    assigned(desk, member, kind="centre_household", title="党员中心户", consented_on="2026-02-01")

    assert AssignedPost.objects.get().kind == "centre_household"
    assert {field.name for field in AssignedPost._meta.get_fields()} == {
        "id", "uuid", "member", "organisation", "kind", "title", "duties", "skill", "consented_on",
        "started_on", "ended_on",
    }  # fmt: skip


def in_service(county: Scene) -> Member:
    return a_member(county, "AE", office_status=OfficeStatus.IN_SERVICE)


def registered(county: Scene) -> CommunityRegistration:
    member = in_service(county)
    form = {"community": str(county["A3"].uuid), "on": "2026-03-01"}
    Desk(county, "ae_secretary").post(f"/members/{member.uuid}/registration/", **form)
    return CommunityRegistration.objects.get()


@pytest.mark.requirement("S1-V-4.5-a")
def test_community_records_service_by_date_kind_and_hours(county: Scene) -> None:
    made, desk = registered(county), Desk(county, "a3_secretary")

    desk.post(f"/registrations/{made.uuid}/service/", kind="volunteer", on="2026-03-08", hours="2.5")
    desk.post(f"/registrations/{made.uuid}/service/", kind="policy", on="2026-04-08", hours="1")

    [row] = desk.get("/posts/").context["page"].tables[2].rows
    assert [str(cell.text) for cell in row[:1] + row[4:6]] == ["样一", "2", "3.5"]
    assert "志愿服务" in Desk(county, "ae_secretary").text(f"/members/{made.member.uuid}/")
    fields = {field.name for field in ServiceActivity._meta.get_fields()}
    assert fields == {"id", "registration", "on", "kind", "hours", "by", "at"}


@pytest.mark.requirement("S1-V-4.5-b", "S4-17c")
def test_community_gives_a_service_post_by_skill_and_sees_who_has_none(county: Scene) -> None:
    made, desk, firm = registered(county), Desk(county, "a3_secretary"), Desk(county, "ae_secretary")
    assert desk.get("/posts/").context["page"].tables[2].rows[0][3].text == "还没有"
    assert names(firm, 3) == ["样一"]

    form = {**POST, "kind": "service", "title": "法律咨询岗", "skill": "法律"}
    desk.post(f"/registrations/{made.uuid}/post/", **form)

    assert desk.get("/posts/").context["page"].tables[2].rows[0][3].text == "已安排"
    post = AssignedPost.objects.get()
    assert (post.organisation, post.skill) == (county["A3"], "法律")
    assert names(firm, 3) == []


@pytest.mark.parametrize("person", ["a1_secretary", "b1_secretary", "ae_secretary"])
def test_other_organisations_record_no_service_here(county: Scene, person: str) -> None:
    made = registered(county)

    answer = Desk(county, person).post(
        f"/registrations/{made.uuid}/service/", kind="policy", on="2026-03-08", hours="1"
    )

    assert answer.status_code == 404
    assert not ServiceActivity.objects.exists()


def test_registration_is_ended_by_the_community_with_its_post(county: Scene) -> None:
    made, desk = registered(county), Desk(county, "a3_secretary")
    desk.post(f"/registrations/{made.uuid}/post/", **{**POST, "kind": "service"})

    assert Desk(county, "ae_secretary").post(f"/registrations/{made.uuid}/end/", on="2026-06-01").status_code == 404
    early = desk.post(f"/registrations/{made.uuid}/end/", on="2026-02-01")
    assert "结束日期早于开始日期" in early.content.decode()
    desk.post(f"/registrations/{made.uuid}/end/", on="2026-06-01")

    assert names(desk, 2) == names(desk, 0) == []
    assert str(AssignedPost.objects.get().ended_on) == "2026-06-01"
    form = {"community": str(county["A3"].uuid), "on": "2026-07-01"}
    answer = Desk(county, "ae_secretary").post(f"/members/{made.member.uuid}/registration/", **form)
    assert messages_of(answer) == ["已登记。"]


def test_member_without_office_registers_with_no_community(county: Scene) -> None:
    member = a_member(county)

    form = {"community": str(county["A3"].uuid), "on": "2026-03-01"}
    answer = Desk(county, "a1_secretary").post(f"/members/{member.uuid}/registration/", **form)

    assert "只有在职党员到社区报到" in answer.content.decode()
