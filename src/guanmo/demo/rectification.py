"""The demo county's ledger: rows in every state, one overdue, one signed off; the showcase gets its documents."""

from datetime import date, timedelta

from guanmo.demo.county import SHOWCASE
from guanmo.demo.rounds import secretary_of
from guanmo.procedures.notify import notify
from guanmo.procedures.publish_plan import publish_plan
from guanmo.procedures.publish_round import publish_bulletin, publish_ledger, publish_progress, publish_ranking_lists
from guanmo.stages.documents.composers.bulletin import body_from_text
from guanmo.stages.documents.domain.next_number import next_number
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import appointments
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.issue_notice import issue_notice, receive_notice
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import start_rectification, submit_rectification
from guanmo.stages.rectification.domain.sign_off import sign_off
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rounds.models import Round

PLAN = """# 工作目标
围绕总结经验、挖掘典型、查找问题、探讨思路、传导责任，把各党组织的党建工作看清、评准、改实。
# 时间安排
每季度第三个月逐个观摩，当月完成打分、排名、分类和报备。
# 方法步骤
由党（工）委书记带队，采取听、看、查、评的方式，现场打分，回避本单位。
# 工作要求
发现的问题列入整改台账，下发《整改通知单》，逐项整改、回头看、销号。"""


def build_ledgers(rounds: list[Round], today: date) -> None:
    """Enter the gravest finding of some organisations of each round, and take the rows different ways."""
    for position, round in enumerate(rounds):
        showcase = round.organiser.short_name == SHOWCASE
        officer = appointments().get(post__organisation=round.organiser, post__duty=Duty.ORGANISATION_MEMBER).user
        organisations = _enter(round, 6 if showcase else 4, officer, today)
        for index, organisation in enumerate(organisations):
            if showcase and index < 3:
                notify(round, organisation, by=officer)
            else:
                word = f"{round.organiser.short_name}党整改"
                number = next_number(round.organiser, word=word, year=round.quarter.year)
                issue_notice(round, organisation, number=number, by=officer)
        if position % 3 == 0:
            _let_pass(round, organisations[-1], today)
        _advance(round, officer, today)
        if showcase:
            _publish(round, officer)


def _enter(round: Round, number: int, officer: User, today: date) -> list[Organisation]:
    findings = Finding.objects.filter(visit__round=round, by=None).select_related("organisation", "item__section")
    gravest = {one.organisation_id: one for one in findings.order_by("judges", "points")}
    chosen = sorted(gravest.values(), key=lambda one: -one.judges)[:number]
    for index, finding in enumerate(chosen):
        columns = Columns(
            matter=finding.text[:120],
            measure="对照考核内容补齐资料，明确专人负责",
            due_date=today + timedelta(days=20 + index),
            responsible_person=_secretary(finding.organisation).name,
        )
        enter_row(finding, columns, by=officer)
    return [finding.organisation for finding in chosen]


def _let_pass(round: Round, organisation: Organisation, today: date) -> None:
    """No act sets a limit that lies behind; in the county time went by since the notice."""
    rows = LedgerRow.objects.filter(finding__visit__round=round, organisation=organisation)
    rows.update(due_date=today - timedelta(days=11))


def _secretary(organisation: Organisation) -> User:
    return appointments().get(post__organisation=organisation, post__duty=Duty.SECRETARY).user


def _advance(round: Round, officer: User, today: date) -> None:
    """The first row stays where it is; the others are worked on, handed in, looked back at and signed off."""
    rows = list(
        LedgerRow.objects.filter(finding__visit__round=round).select_related("organisation").order_by("due_date")
    )
    for index, row in enumerate(rows[1:], start=1):
        holder = _secretary(row.organisation)
        receive_notice(row.notices.get(), by=holder)
        start_rectification(row, by=holder)
        if index >= 2:
            submit_rectification(row, done="资料已补齐，专人每月检查一次", by=holder)
        if index >= 3:
            look_back(row, checked_on=today, result=LookBackResult.FIXED, evidence="现场查看，已经补齐", by=officer)
            sign_off(row, evidence="材料齐全，同意销号", by=secretary_of(round.organiser))


def _publish(round: Round, officer: User) -> None:
    secretary = secretary_of(round.organiser)
    publish_ranking_lists(round, by=secretary)
    publish_bulletin(round, by=secretary)
    publish_ledger(round, by=officer)
    publish_progress(round, by=secretary)
    name = round.organiser.short_name
    basis = "县委组织部《基层党建观摩、检查、测评工作实施方案》"
    title = f"{name}{round.quarter.year}年基层党建观摩、检查、测评工作实施方案"
    publish_plan(round.organiser, title=title, basis=basis, body=body_from_text(PLAN), by=secretary)
