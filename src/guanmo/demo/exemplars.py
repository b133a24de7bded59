"""The demo county's library of good practices and its weak organisations."""

from datetime import date, timedelta

from guanmo.demo.rounds import secretary_of
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, VILLAGE_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import subordinates
from guanmo.stages.rectification.domain.weak_case import open_weak_case, plan_weak_case, send_staff
from guanmo.stages.rectification.domain.weak_step import Taken, take_weak_step
from guanmo.stages.rectification.enums import Basis, StaffRole, WeakState
from guanmo.stages.rectification.models import WeakCase
from guanmo.stages.rectification.queries import staff_posts
from guanmo.stages.rounds.domain.promote import promote
from guanmo.stages.rounds.models import Praise

EFFECT = "做法：{text}。效果：党员愿意来，群众看得见。学法：先从一个月一次做起，不另建台账。"


def promote_some(townships: list[Organisation]) -> None:
    """Each township promotes one of its praises; the others wait for somebody to choose them."""
    for township in townships:
        praise = Praise.objects.filter(visit__round__organiser=township).order_by("pk").first()
        if praise:
            promote(praise, title=praise.text, text=EFFECT.format(text=praise.text), by=secretary_of(township))


def open_weak_cases(township: Organisation, today: date) -> None:
    """One case in the middle of its way, one just suspected."""
    villages, secretary = subordinates(township, VILLAGE_LEVEL)[6:8], secretary_of(township)
    batch = f"{today.year}年第一批"
    case = open_weak_case(
        villages[0], batch=batch, basis=Basis.INSPECTION, reason="“三会一课”长期不开，班子没有凝聚力", by=secretary
    )
    _put_in_order(case, today, secretary)
    open_weak_case(
        villages[1], batch=batch, basis=Basis.REPORT, reason="换届后班子还没有配齐，阵地常年关门", by=secretary
    )


def _put_in_order(case: WeakCase, today: date, by: User) -> None:
    first = today - timedelta(days=60)
    for role, kinds in (
        (StaffRole.FIRST_SECRETARY, {Kind.ORGANISATION_DEPARTMENT}),
        (StaffRole.GUIDE, TOWNSHIP_LEVEL),
        (StaffRole.TOWNSHIP_SECRETARY, TOWNSHIP_LEVEL),
    ):
        held = staff_posts(case, role).filter(post__organisation__kind__in=kinds).last()
        assert held is not None
        send_staff(case, role=role, person=held.user, arrived_on=first, by=by)
    plan_weak_case(case, plan="一个月恢复“三会一课”，三个月配齐班子，半年集体经济有收入；书记负总责。", by=by)
    notes = {
        WeakState.IDENTIFIED: "镇党委会研判认定",
        WeakState.IN_LEDGER: "一村一策建账",
        WeakState.STAFFED: "第一书记和指导员已到村",
        WeakState.RECTIFYING: "召开整顿动员会",
    }
    for number, (state, note) in enumerate(notes.items()):
        taken = Taken(state, first + timedelta(days=7 * number), note, today + timedelta(days=60))
        take_weak_step(case, taken, by=by)
