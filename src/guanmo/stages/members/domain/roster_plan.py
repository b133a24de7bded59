"""What an import of a roster would do, row by row, and whether it may be done at all. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.members.domain.facts import MemberFacts, differences, facts_of, problems_of, usual_type
from guanmo.stages.members.domain.member_code import made_code
from guanmo.stages.members.domain.roster_rows import FIELDS, PART, Roster, RosterColumn, RosterRow
from guanmo.stages.members.domain.roster_stock import Stock, read_stock
from guanmo.stages.members.enums import Membership, OfficeStatus
from guanmo.stages.members.models import Contact, Member
from guanmo.stages.members.rules import may_keep_somewhere
from guanmo.stages.organisations.domain.tree_plan import Change, RowPlan
from guanmo.stages.organisations.domain.tree_rows import Problem
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that can be written: whose, what, and the member it means where he is held already."""

    organisation: Organisation
    code: str
    facts: MemberFacts
    contact: str
    member: Member | None
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The whole import. ``missing`` stand on the rosters that the file names but not in it: reported, never removed."""

    rows: tuple[RowPlan, ...]
    entries: tuple[Entry, ...]
    missing: tuple[Member, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def plan_roster(roster: Roster, *, by: User | None) -> RosterPlan:
    """Compare the roster with the system and write nothing. Raises NotAllowed."""
    check_may_import(by)
    return compare(roster, read_stock(by))


def check_may_import(by: User | None) -> None:
    """Whoever keeps a roster imports it (None: the system). Raises NotAllowed."""
    if by is not None and not may_keep_somewhere(access_of(by)):
        raise NotAllowed(_("只有党组织书记、信息员和上级组织工作人员可以导入花名册。"))


def compare(roster: Roster, stock: Stock) -> RosterPlan:
    """The plan against a given state of the system."""
    comparison = _Comparison(roster, stock, timezone.localdate())
    rows = tuple(comparison.plan(row) for row in roster.rows)
    return RosterPlan(rows, tuple(comparison.entries), comparison.missing())


class _Comparison:
    """Goes through the rows once; a row with a problem becomes no entry."""

    def __init__(self, roster: Roster, stock: Stock, today: date) -> None:
        self.roster, self.stock, self.today = roster, stock, today
        self.contacts = {one.member_id: one for one in self._contacts()} if self._has_contacts() else {}
        self.found: dict[int, list[Problem]] = {}
        for problem in roster.problems:
            self.found.setdefault(problem.row, []).append(problem)
        self.entries: list[Entry] = []
        self.first: dict[str, int] = {}

    def _contacts(self) -> QuerySet[Contact]:
        kept = {one.pk for many in self.stock.branches.values() for one in many}
        return Contact.objects.filter(member__organisation__in=kept)

    def _has_contacts(self) -> bool:
        return any(row.contact for row in self.roster.rows)

    def plan(self, row: RosterRow) -> RowPlan:
        problems = self.found.get(row.row, [])
        entry = None if problems else self._entry(row, problems)
        title, code = row.values.get("name", ""), row.code or (entry.code if entry else "")
        if entry is None or problems:
            return RowPlan(PART, row.row, code, title, Outcome.WRONG, (), tuple(problems))
        self.entries.append(entry)
        if entry.member is None:
            return RowPlan(PART, row.row, code, title, Outcome.NEW)
        changes = tuple(self._change(name, pair) for name, pair in entry.changes.items())
        return RowPlan(PART, row.row, code, title, Outcome.UPDATED if changes else Outcome.UNCHANGED, changes)

    def _entry(self, row: RosterRow, problems: list[Problem]) -> Entry | None:
        branch = self._branch(row, problems)
        if branch is None:
            return None
        member = self._member(row, branch)
        code = (
            member.code if member else row.code or made_code(branch.code, row.values["name"], row.values["joined_on"])
        )
        problems.extend(self._doubts(row, code, member, branch))
        facts = _facts(row, branch, member)
        problems.extend(
            self._problem(row, _column_of(field), "contradiction", message)
            for field, message in problems_of(facts, self.today)
        )
        changes: dict[str, Any] = dict(differences(member, facts)) if member else {}
        if member and row.contact and self._contact_of(member) != row.contact:
            changes["contact"] = None
        return Entry(branch, code, facts, row.contact, member, changes)

    def _contact_of(self, member: Member) -> str:
        held = self.contacts.get(member.pk)
        return held.text if held else ""

    def _branch(self, row: RosterRow, problems: list[Problem]) -> Organisation | None:
        if not row.branch:
            if self.stock.only_branch is None:
                problems.append(self._problem(row, RosterColumn.BRANCH, "missing", _("请写明所在党支部。")))
            return self.stock.only_branch
        known = self.stock.branches.get(row.branch, [])
        if len(known) == 1:
            return known[0]
        message = (
            _("有几个组织都叫“%(name)s”。请改填组织代码。")
            if known
            else _("您管理的组织中没有“%(name)s”。请核对名称，或改填组织代码。")
        )
        problems.append(self._problem(row, RosterColumn.BRANCH, "unknown_branch", message % {"name": row.branch}))
        return None

    def _member(self, row: RosterRow, branch: Organisation) -> Member | None:
        if row.code:
            return self.stock.members.get(row.code)
        return self.stock.by_person.get((branch.pk, row.values["name"], row.values["joined_on"]))

    def _doubts(self, row: RosterRow, code: str, member: Member | None, branch: Organisation) -> Iterator[Problem]:
        if code in self.first:
            message = _("与第 %(row)d 行是同一名党员。请删去一行。") % {"row": self.first[code]}
            yield self._problem(row, RosterColumn.NAME, "twice", message)
        self.first.setdefault(code, row.row)
        if member is None and code in self.stock.taken:
            message = _("党员编号“%(code)s”已经有人用了。请核对。") % {"code": code}
            yield self._problem(row, RosterColumn.CODE, "code_taken", message)
        if member is not None and member.left_on is not None:
            message = _("%(name)s已经不在花名册上。请核对，或删去这一行。") % {"name": member.name}
            yield self._problem(row, RosterColumn.NAME, "left", message)
        elif member is not None and member.organisation_id != branch.pk:
            message = _("系统中这名党员在另一个组织。变动组织关系请办理接转，不能用导入来改。")
            yield self._problem(row, RosterColumn.BRANCH, "other_branch", message)

    def _problem(self, row: RosterRow, column: RosterColumn, code: str, message: str) -> Problem:
        return Problem(PART, row.row, self.roster.heads.get(column, column), code, message)

    def _change(self, name: str, pair: list[Any] | None) -> Change:
        column = self.roster.heads.get(_column_of(name), name)
        if pair is None:
            return Change(column, "", _("（新的联系方式）"))
        return Change(column, *(_words(name, value) for value in pair))

    def missing(self) -> tuple[Member, ...]:
        """Members on the rosters of the organisations that the file names, who are not in it."""
        named = {entry.organisation.pk for entry in self.entries}
        present = {entry.code for entry in self.entries}
        held = (one for one in self.stock.members.values() if one.left_on is None and one.organisation_id in named)
        return tuple(one for one in held if one.code not in present)


def _facts(row: RosterRow, branch: Organisation, member: Member | None) -> MemberFacts:
    if member is not None:
        return replace(facts_of(member), **row.values)
    full = Membership.FULL
    usual = {
        "membership": full,
        "type": usual_type(branch),
        "office_status": OfficeStatus.WITHOUT_OFFICE,
    }
    return MemberFacts(**{**usual, **row.values})


def _column_of(field: str) -> RosterColumn:
    return next((column for column, name in FIELDS.items() if name == field), RosterColumn.CONTACT)


def _words(field: str, value: Any) -> str:
    column: Any = Member._meta.get_field(field)
    return str(dict(column.flatchoices).get(value, "" if value is None else value))
