"""What the demo county found outside the rounds: an inspection, a self-check and a criticism in the showcase township."""

from datetime import date, timedelta

from guanmo.demo.rounds import secretary_of
from guanmo.procedures.notify import notify
from guanmo.stages.organisations.enums import OBSERVED, Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import appointments, subordinates
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from guanmo.stages.rectification.domain.criticise import criticise
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.find_on_inspection import find_on_inspection
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.enums import InspectionType


def find_elsewhere(township: Organisation, today: date) -> None:
    """The village of the demo login checks itself; two others are inspected, a third is criticised."""
    officer = appointments().get(post__organisation=township, post__duty=Duty.ORGANISATION_MEMBER).user
    villages = list(subordinates(township, OBSERVED)[:4])
    _check_itself(villages[0], today)
    _inspect(township, villages[1:3], officer, today)
    late = Columns("恢复每月“主题党日”", "每月固定日期开展，有记录", today + timedelta(days=10), "村党支部书记")
    criticise(villages[3], text="连续两个月没有开展“主题党日”", columns=late, by=secretary_of(township))


def _check_itself(village: Organisation, today: date) -> None:
    secretary = appointments().get(post__organisation=village, post__duty=Duty.SECRETARY).user
    problems = [
        Columns("“三会一课”记录缺2次", "补齐记录，专人保管", today + timedelta(days=15), secretary.name),
        Columns("公开栏3个月没有更新", "本周更新，以后每月更新", today + timedelta(days=7), secretary.name),
    ]
    check_oneself(village, checked_on=today, summary="对照考核内容逐项查了台账和阵地", problems=problems, by=secretary)


def _inspect(township: Organisation, villages: list[Organisation], officer: User, today: date) -> None:
    """The first problem is in the ledger with its notice issued; the second still waits."""
    plan = InspectionPlan(
        township, InspectionType.SPECIAL, "党费收缴专项督导", today - timedelta(days=9), organisations=villages
    )
    inspection = record_inspection(plan, by=officer)
    found = [
        find_on_inspection(inspection, one, finding_type=FindingType.SHORTCOMING, text=text, by=officer)
        for one, text in zip(villages, ("党费没有按月收缴", "党费收缴台账没有签字"), strict=True)
    ]
    columns = Columns(found[0].text, "按月收缴，当月入账", today + timedelta(days=20), "村党支部书记")
    enter_row(found[0], columns, by=officer)
    notify(None, villages[0], by=officer)
