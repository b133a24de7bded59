"""What waits for one person, by kind: what it is, why it waits here, and where to go."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.waiting import others, rectification
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.queries import Today
from guanmo.ui.shapes import Todo


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that wait; ``hint`` says in plain words what is to be done with them."""

    title: str
    hint: str
    todos: list[Todo]


def groups_of(user: User, now: Today) -> list[Group]:
    """The groups in which something waits, the most urgent first; who holds several posts finds what waits for each."""
    groups = dict[str, Group]()
    for group in _of_each_role(user, now):
        groups.setdefault(group.title, group)
    return [group for group in groups.values() if group.todos]


def _of_each_role(user: User, now: Today) -> Iterator[Group]:
    access = access_of(user)
    if access.has(*TOWNSHIP_STAFF):
        yield from _for_townships(user, now)
    if access.is_county:
        yield from _for_the_county(user, now)
    if access.has(Role.LINE_OFFICER):
        yield from _for_lines(user, now)
    yield from _for_organisations(user, now)
    yield from _for_everybody(user)


def todos_of(user: User, now: Today) -> list[Todo]:
    """All that waits, without its groups."""
    return [todo for group in groups_of(user, now) for todo in group.todos]


def _for_organisations(user: User, now: Today) -> Iterator[Group]:
    yield Group(_("待签收"), _("收到的整改通知单，请签收。"), rectification.receipts(user))
    yield Group(_("初步结果"), _("请看本组织的得分和扣分，有不同看法可以提出异议。"), others.provisional_results(user))
    yield Group(_("待整改"), _("该由本组织办的整改事项，快到期的在前面。"), rectification.to_rectify(user, now))


def _for_lines(user: User, now: Today) -> Iterator[Group]:
    """Who leads a line keeps the ledger, checks and accepts as a township does, without rounds of the own."""
    yield Group(_("逾期未整改"), _("整改单位过了时限还没有改好，请督促。"), rectification.late(user, now))
    yield Group(_("待验收销号"), _("已经回头看，请逐项验收或者退回。"), rectification.to_accept(user))
    yield Group(_("待回头看"), _("整改单位说改好了，请去看一看。"), rectification.to_look_back(user))
    yield Group(_("抽查回头看"), _("随机抽中的已销号事项，请再看一次。"), rectification.drawn(user))
    yield Group(_("待列入台账"), _("发现的问题还没有列入台账。"), rectification.unentered(user))
    yield Group(_("待下发通知单"), _("已列入台账，还没有通知整改单位。"), rectification.to_notify(user))


def _for_townships(user: User, now: Today) -> Iterator[Group]:
    yield Group(_("逾期未整改"), _("整改单位过了时限还没有改好，请督促。"), rectification.late(user, now))
    yield Group(_("待验收销号"), _("已经回头看，请逐项验收或者退回。"), rectification.to_accept(user))
    yield Group(_("待回头看"), _("整改单位说改好了，请去看一看。"), rectification.to_look_back(user))
    yield Group(_("抽查回头看"), _("随机抽中的已销号事项，请再看一次。"), rectification.drawn(user))
    yield Group(_("待列入台账"), _("发现的问题还没有列入台账。"), rectification.unentered(user))
    yield Group(_("待复核异议"), _("组织对扣分有异议，请换一个人再看一次并答复。"), others.objections(user))
    yield Group(_("待下发通知单"), _("已列入台账，还没有通知整改单位。"), rectification.to_notify(user))
    yield Group(_("待登记督导组"), _("交叉观摩要派出的督导组。"), others.teams(user))


def _for_the_county(user: User, now: Today) -> Iterator[Group]:
    yield Group(_("待确认重新打开"), _("打分封存以后又申请重新打开，要由另一个人确认。"), others.reopenings(user))
    yield Group(_("待备案"), _("乡镇（街道）报来的排名和分类，请备案或退回。"), others.filings(user))
    yield Group(_("待复核异议"), _("组织对扣分有异议，请换一个人再看一次并答复。"), others.objections(user))
    yield Group(_("逾期未整改"), _("整改单位过了时限还没有改好，请督促。"), rectification.late(user, now))
    yield Group(_("抽查回头看"), _("随机抽中的已销号事项，请再看一次。"), rectification.drawn(user))


def _for_everybody(user: User) -> Iterator[Group]:
    yield Group(_("软弱涣散整顿"), _("下一步该由您办理的软弱涣散党组织。"), others.weak_cases(user))
    yield Group(_("待打分"), _("观摩现场打分，打完提交。"), others.scoring(user))
    yield Group(_("待交学习报告"), _("带队交叉观摩以后，写下学到了什么。"), others.reports(user))
