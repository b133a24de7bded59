"""The steps that a person may take with a ledger row now, each with its form and its act (workflows.md 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guanmo.desk.rectification.forms import (
    AgainForm,
    ColumnsForm,
    LookBackForm,
    NothingForm,
    ReasonForm,
    SignOffForm,
    SubmissionForm,
)
from guanmo.method.rectification import may_step
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import Access
from guanmo.stages.rectification.domain.enter_row import cancel_row, complete_row
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import start_rectification, submit_rectification
from guanmo.stages.rectification.domain.sign_off import reopen_row, return_row, sign_off
from guanmo.stages.rectification.enums import LOOKED_AT, LookBackResult, RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rectification.rules import may_answer, may_check, may_keep_ledger, may_rectify, may_reopen

_TO_DO = frozenset({RowState.NOTIFIED, RowState.RETURNED, RowState.REOPENED})


@dataclass(frozen=True, slots=True)
class RowStep:
    """One step: where it is possible, who may, and what it does with the filled form."""

    name: str
    title: Promise
    button: Promise
    done: Promise
    icon: str
    form: type[forms.Form]
    states: frozenset[RowState]
    may: Callable[[Access, LedgerRow], bool]
    act: Callable[[LedgerRow, Any, User], object]
    danger: bool = False
    fits: Callable[[LedgerRow], bool] = lambda row: True

    def is_open(self, user: User, row: LedgerRow) -> bool:
        return row.state in self.states and self.fits(row) and self.may(access_of(user), row)


def _keeps(access: Access, row: LedgerRow) -> bool:
    return may_keep_ledger(access, row.organisation.path)


def _answers(access: Access, row: LedgerRow) -> bool:
    return may_answer(access, row.organisation.path, row.organisation_id)


def _is_told(row: LedgerRow) -> bool:
    """An entered row waits for its notice, unless the organisation found the problem itself."""
    return row.state != RowState.ENTERED or may_step(row.state, RowState.IN_RECTIFICATION, row.finding.source)


def _checks(access: Access, row: LedgerRow) -> bool:
    return may_check(access, row.organisation.path, row.organisation_id)


def _reopens(access: Access, row: LedgerRow) -> bool:
    return may_reopen(access, row.organisation.path)


def _look(row: LedgerRow, form: Any, by: User) -> object:
    filled = form.cleaned_data
    result = LookBackResult(filled["result"])
    return look_back(row, checked_on=filled["checked_on"], result=result, evidence=filled["evidence"], by=by)


STEPS: tuple[RowStep, ...] = (
    RowStep(
        "submission", _("填写整改情况"), _("提交整改情况"), _("已提交，等乡镇（街道）“回头看”。"), "file-pen",
        SubmissionForm, _TO_DO | {RowState.IN_RECTIFICATION, RowState.ENTERED}, _answers,
        lambda row, form, by: submit_rectification(
            row, done=form.cleaned_data["done"], files=form.cleaned_data["attached"], by=by
        ),
        fits=_is_told,
    ),
    RowStep(
        "start", _("开始整改"), _("开始整改"), _("已开始整改。改好后请填写整改情况。"), "play",
        NothingForm, _TO_DO | {RowState.ENTERED}, _answers, lambda row, form, by: start_rectification(row, by=by),
        fits=_is_told,
    ),
    RowStep(
        "sign-off", _("验收销号"), _("确认销号"), _("已销号。"), "circle-check",
        SignOffForm, frozenset({RowState.LOOKED_BACK}), _checks,
        lambda row, form, by: sign_off(row, **form.cleaned_data, by=by),
    ),
    RowStep(
        "return", _("退回整改"), _("退回整改"), _("已退回，整改单位会看到原因和新的时限。"), "undo-2",
        AgainForm, frozenset({RowState.LOOKED_BACK}), _checks,
        lambda row, form, by: return_row(row, **form.cleaned_data, by=by), danger=True,
    ),
    RowStep(
        "look-back", _("登记“回头看”"), _("登记“回头看”"), _("“回头看”已登记。"), "search-check",
        LookBackForm, LOOKED_AT, _checks, _look,
    ),
    RowStep(
        "columns", _("补全台账内容"), _("保存"), _("已保存。"), "pencil",
        ColumnsForm, frozenset({RowState.ENTERED}), _keeps,
        lambda row, form, by: complete_row(row, form.columns, by=by),
    ),
    RowStep(
        "cancellation", _("撤销这一条"), _("撤销"), _("已撤销。"), "circle-x",
        ReasonForm, frozenset({RowState.ENTERED}), _keeps,
        lambda row, form, by: cancel_row(row, **form.cleaned_data, by=by), danger=True,
    ),
    RowStep(
        "reopening", _("重新整改"), _("重新整改"), _("已重新启动整改。"), "rotate-ccw",
        AgainForm, frozenset({RowState.SIGNED_OFF}), _reopens,
        lambda row, form, by: reopen_row(row, **form.cleaned_data, by=by), danger=True,
    ),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step with its form as the page shows it.

    ``first`` is the one obvious next step and stands open; ``for_others`` when the township writes for an organisation
    that works on paper.
    """

    step: RowStep
    form: forms.Form
    first: bool
    for_others: bool = False

    @property
    def has_fields(self) -> bool:
        return bool(self.form.fields)


def open_steps(user: User, row: LedgerRow, bound: tuple[str, forms.Form] | None = None) -> list[OpenStep]:
    """The steps that this person may take with the row now; a form that was refused comes back filled."""
    chosen = [step for step in STEPS if step.is_open(user, row) and not _hidden(step, user, row)]
    if bound and bound[0] not in [step.name for step in chosen]:
        chosen.insert(0, BY_NAME[bound[0]])
    own = may_rectify(access_of(user), row.organisation_id)
    first = bound[0] if bound else _obvious(chosen, row, own)
    shown = [
        OpenStep(
            step,
            bound[1] if bound and step.name == bound[0] else empty_form(step, row),
            step.name == first,
            step.name == "submission" and not own,
        )
        for step in chosen
    ]
    return sorted(shown, key=lambda one: not one.first)


def empty_form(step: RowStep, row: LedgerRow) -> forms.Form:
    """The form with what is known; field ids carry the step's name, for several forms stand on one page."""
    known = {name: getattr(row, name) for name in ("matter", "measure", "due_date", "responsible_person")}
    initial = known if step.form is ColumnsForm else {}
    return step.form(initial=initial, auto_id=f"{step.name}_%s")


def _hidden(step: RowStep, user: User, row: LedgerRow) -> bool:
    """What is possible but not offered.

    Look-back and sign-off are never offered to whoever submitted, sign-off only when the last look-back found it fixed. The township submits for
    an organisation on paper in one step, it does not start.
    """
    if step.name == "start":
        return not may_rectify(access_of(user), row.organisation_id)
    if step.name == "look-back" and row.state in (RowState.SUBMITTED, RowState.LOOKED_BACK):
        return submitted_by(row, user)
    return step.name == "sign-off" and (not is_fixed(row) or submitted_by(row, user))


def is_fixed(row: LedgerRow) -> bool:
    """Whether the look-back that was recorded last found the problem fixed. Reads prefetched look-backs."""
    checks = list(row.look_backs.all())
    return bool(checks) and checks[-1].result == LookBackResult.FIXED


def submitted_by(row: LedgerRow, user: User) -> bool:
    """Whether this person wrote down last what was done. Reads prefetched steps."""
    written = [one for one in row.transitions.all() if one.target == RowState.SUBMITTED]
    return bool(written) and written[-1].by_id == user.pk


_NEXT = {
    RowState.ENTERED: "start",
    RowState.NOTIFIED: "start",
    RowState.RETURNED: "start",
    RowState.REOPENED: "start",
    RowState.IN_RECTIFICATION: "submission",
    RowState.SUBMITTED: "look-back",
    RowState.LOOKED_BACK: "sign-off",
}


def _obvious(chosen: list[RowStep], row: LedgerRow, own: bool) -> str:
    """The name of the one step that brings the row on; empty when this person has none."""
    if row.state in _TO_DO | {RowState.IN_RECTIFICATION} and not own:
        return ""
    wanted = "columns" if row.state == RowState.ENTERED and not row.is_complete else _NEXT.get(RowState(row.state), "")
    return wanted if wanted in [step.name for step in chosen] else ""
