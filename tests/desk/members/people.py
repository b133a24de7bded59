"""What the tests of members share: a member on a roster, and the workbook of an office."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from guanmo.stages.members.domain.enter_member import enter_member
from guanmo.stages.members.domain.facts import MemberFacts
from guanmo.stages.members.enums import Membership, MemberType, OfficeStatus
from guanmo.stages.members.models import Member
from tests.county import Scene
from tests.stages.organisations.workbooks import plain_workbook

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


def workbook(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """An .xlsx as an office keeps it, with a title above the head."""
    return plain_workbook({"党员信息": [("样例镇党员花名册",), head, *rows]})
