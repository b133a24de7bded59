"""Issue one numbered 整改通知单 to one organisation from its entered rows, and record its receipt (S0-3.1-n)."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.stages.rectification.domain.transition import advance_row, check_complete
from guanmo.stages.rectification.enums import RowState, Source
from guanmo.stages.rectification.errors import LimitPassed, NothingToNotify, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, Notice, RowTransition
from guanmo.stages.rectification.queries.notices import notified_by
from guanmo.stages.rectification.rules import may_keep_ledger, may_rectify
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.models import Round


@transaction.atomic
def issue_notice(round: Round | None, organisation: Organisation, *, number: str, by: User) -> Notice:
    """Issue all entered rows of the organisation in this round, or (None) those found outside the rounds.

    What an organisation found by itself needs no notice. Raises NotAllowed, NothingToNotify, RowIncomplete, LimitPassed."""
    check_keeper(by, organisation)
    rows = list(waiting_for_notice(organisation, round).select_for_update(of=("self",)))
    if not rows:
        raise NothingToNotify(_("%(name)s没有待通知的整改事项，请先列入台账。") % {"name": organisation})
    for row in rows:
        check_complete(row)
        _check_limit(row)
    notice = Notice.objects.create(
        number=number, round=round, organisation=organisation, issued_on=timezone.localdate(), issued_by=by
    )
    notice.rows.set(rows)
    for row in rows:
        advance_row(row, RowState.NOTIFIED, note=number, due_date=row.due_date, by=by)
    record("notice.issued", notice, by=by, number=number, rows=len(rows))
    return notice


def check_keeper(by: User, organisation: Organisation | None = None) -> None:
    """Raises NotAllowed where the user issues no notices to the organisation, or without one: to none at all."""
    if not (notified_by(by)(organisation) if organisation else access_of(by).has(*SUPERIORS)):
        raise NotAllowed(_("只有乡镇（街道）可以下发整改通知单。"))


def take_back(notice: Notice, *, by: User) -> list[LedgerRow]:
    """After the notice was withdrawn: its rows that nobody ever handed in wait for another notice, or to be cancelled.

    Call inside the transaction of the withdrawal.
    """
    Notice.objects.filter(pk=notice.pk).update(withdrawn_on=timezone.localdate())
    handed_in = RowTransition.objects.filter(target=RowState.SUBMITTED).values("row")
    begun = notice.rows.filter(state__in=[RowState.NOTIFIED, RowState.IN_RECTIFICATION]).exclude(pk__in=handed_in)
    rows = list(begun.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        advance_row(row, RowState.ENTERED, note=_("%(number)s已撤回") % {"number": notice.number}, by=by)
    return rows


def _check_limit(row: LedgerRow) -> None:
    """Whoever is notified gets time to put it right."""
    if row.has_passed(timezone.localdate()):
        raise LimitPassed(
            _("“%(matter)s”的整改时限%(day)s已经过了。请先在台账里定一个新的时限，再下发通知单。")
            % {"matter": row.matter[:30], "day": row.due_date}
        )


def waiting_for_notice(organisation: Organisation, round: Round | None) -> QuerySet[LedgerRow]:
    """The entered rows of one organisation that one notice takes up."""
    entered = LedgerRow.objects.filter(organisation=organisation, state=RowState.ENTERED)
    return entered.filter(finding__visit__round=round).exclude(finding__source=Source.SELF_CHECK)


@transaction.atomic
def receive_notice(notice: Notice, *, received_by: str = "", by: User) -> Notice:
    """Record the receipt: by the organisation itself, or by the township for a paper receipt signed by somebody.

    Raises NotAllowed, ReasonMissing (a paper receipt without a name), TextTooLong, WrongRowStep (received before).
    """
    access = access_of(by)
    own = may_rectify(access, notice.organisation_id)
    if not own and not may_keep_ledger(access, notice.organisation.path):
        raise NotAllowed(_("只有被通知的组织可以签收。"))
    signed = by.name if own else received_by
    name = fitting(written(signed, missing=_("请填写在纸质通知单上签收的人。")), name=_("签收人"), most=60)
    if notice.withdrawn_on:
        raise WrongRowStep(_("这份通知单已经撤回，不用签收。"))
    taken = Notice.objects.filter(pk=notice.pk, received_at=None, withdrawn_on=None).update(
        received_at=timezone.now(), received_by=name
    )
    if not taken:
        raise WrongRowStep(_("这份通知单已经签收过了。"))
    notice.refresh_from_db()
    record("notice.received", notice, by=by, received_by=name)
    return notice
