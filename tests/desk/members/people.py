"""What the tests of members share: a member on a roster, and the workbook of an office."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from guanmo.stages.members.domain.assign_post import PostPlan, assign_post, register_with_community
from guanmo.stages.members.domain.designate import Naming, Reserve, designate, enter_reserve_cadre
from guanmo.stages.members.domain.develop import Application, open_development
from guanmo.stages.members.domain.dues import record_dues
from guanmo.stages.members.domain.enter_member import enter_member
from guanmo.stages.members.domain.facts import MemberFacts
from guanmo.stages.members.domain.float_member import Absence, register_floating
from guanmo.stages.members.domain.restrict import note_care, note_case
from guanmo.stages.members.domain.take_off_roster import take_off_roster
from guanmo.stages.members.domain.train import TrainingPlan, plan_training
from guanmo.stages.members.domain.transfer import request_transfer
from guanmo.stages.members.enums import (
    CareCategory,
    DesignationFunction,
    Education,
    FloatingCategory,
    Leaving,
    Membership,
    MemberType,
    OfficeStatus,
    PostKind,
    RecommendingBody,
    RestrictedKind,
    Sex,
)
from guanmo.stages.members.models import Member
from tests.county import Scene
from tests.stages.organisations.workbooks import plain_workbook

SERVING, GUIDE = OfficeStatus.IN_SERVICE, DesignationFunction.GUIDE
HEAD = ("姓名", "所在支部", "人员类别", "入党时间", "文化程度", "出生年月", "手机号码")
FIRST = ("样一", "A1", "正式党员", "2001.7.1", "高中", "1975.06", "13800000001")
SECOND = ("样 二", "A1村党支部", "预备", "2026年3月1日", "大学", "1999-02-03", "")


def a_member(scene: Scene, code: str = "A1", name: str = "样一", contact: str = "", **changes: Any) -> Member:
    """A full member without office since 2001."""
    facts = {
        "name": name,
        "membership": Membership.FULL,
        "type": MemberType.RURAL,
        "office_status": OfficeStatus.WITHOUT_OFFICE,
        "joined_on": date(2001, 7, 1),
    }
    return enter_member(MemberFacts(**{**facts, **changes}), organisation=scene[code], contact=contact, by=None)


def kept(scene: Scene) -> dict[str, UUID]:
    """One of everything that is kept about members, by the first part of its path."""
    by, day = scene.person("a_secretary"), date(2026, 3, 1)
    member, away, serving = a_member(scene), a_member(scene, name="样二"), a_member(scene, "AE", office_status=SERVING)
    absence = Absence(FloatingCategory.GRADUATE, day, "样联系人")
    [paid] = record_dues(scene["A1"], day, {member: Decimal(5)}, paid_on=day, by=by)
    reserve = Reserve("样后备", 1998, Education.BACHELOR, "样书记", day)
    plan = TrainingPlan("轮训班", day, 2, Decimal(16), True, [(MemberType.RURAL, "目标", "内容")])
    application = Application("样甲", Sex.FEMALE, 1996, Education.BACHELOR, day, RecommendingBody.NOBODY, "样一")
    gone = a_member(scene, name="样三")
    take_off_roster(gone, left_on=day, leaving=Leaving.DECEASED, by=by)
    return {
        "members": member.uuid,
        "former-members": gone.uuid,
        "developments": open_development(application, organisation=scene["A1"], by=by).uuid,
        "transfers": request_transfer(member, target=scene["A2"], on=day, by=by).uuid,
        "floating": register_floating(away, absence, by=by).uuid,
        "dues": paid.uuid,
        "posts": assign_post(member, PostPlan(PostKind.DUTY, "宣传岗", "宣讲", day), by=by).uuid,
        "registrations": register_with_community(serving, community=scene["A3"], on=day, by=by).uuid,
        "designations": designate(Naming(GUIDE, "样某", day), organisation=scene["AE"], by=by).uuid,
        "reserves": enter_reserve_cadre(reserve, organisation=scene["A1"], by=by).uuid,
        "trainings": plan_training(plan, organiser=scene["A"], by=by).uuid,
        "restricted": note_case(member, RestrictedKind.LOST_CONTACT, on=day, by=by).uuid,
        "care": note_care(member, CareCategory.MINIMUM_LIVING, helper=None, on=day, by=by).uuid,
    }


def workbook(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """An .xlsx as an office keeps it, with a title above the head."""
    return plain_workbook({"党员信息": [("样例镇党员花名册",), head, *rows]})
