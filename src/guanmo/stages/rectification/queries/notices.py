"""Notices and attachments: who sees them, who is still to be notified (S0-3.1-n)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, townships
from guanmo.stages.rectification.enums import RowState, Source
from guanmo.stages.rectification.models import Attachment, LedgerRow, Notice
from guanmo.stages.rectification.queries.ledger import visible_to, within_sight
from guanmo.stages.rectification.rules import may_notify
from guanmo.stages.rounds.models import Round


def notices_visible_to(user: User) -> QuerySet[Notice]:
    """The notices that a user may see."""
    notices = Notice.objects.filter(within_sight(user, "organisation__path"))
    return notices.select_related("organisation", "round__organiser", "issued_by")


def notice_for(user: User, uuid: UUID) -> Notice:
    """One notice with its rows, as the user may see it; NotVisible when foreign or absent."""
    found = notices_visible_to(user).prefetch_related("rows__finding__item__section").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def notices_of_round(user: User, round: Round | None) -> QuerySet[Notice]:
    """The notices of a round (None: outside the rounds) that the user may see, newest first, with their rows."""
    return notices_visible_to(user).filter(round=round).prefetch_related("rows")


@dataclass(frozen=True, slots=True)
class ToNotify:
    """One organisation with the entered rows that wait for a notice."""

    organisation: Organisation
    rows: tuple[LedgerRow, ...]

    @property
    def incomplete(self) -> tuple[LedgerRow, ...]:
        """The rows that lack one of the first five columns (S1-L-a)."""
        return tuple(row for row in self.rows if not row.is_complete)

    @property
    def passed(self) -> tuple[LedgerRow, ...]:
        """The rows whose time limit is over already: they need a new one."""
        return tuple(row for row in self.rows if row.has_passed(timezone.localdate()))

    @property
    def is_ready(self) -> bool:
        return not self.incomplete and not self.passed


def notified_by(user: User) -> Callable[[Organisation], bool]:
    """Says of an organisation whether the user issues its notices."""
    access = access_of(user)
    of_line = access.has(Role.LINE_OFFICER)
    paths = frozenset(townships().values_list("path", flat=True)) if of_line else frozenset[str]()
    return lambda one: may_notify(access, one.path, below_township=not of_line or one.township_path in paths)


def to_notify(user: User, round: Round | None) -> tuple[ToNotify, ...]:
    """The organisations of a round that wait for a notice by the user, in tree order.

    None stands for what was found outside the rounds, but by others than the organisation itself.
    """
    is_told, grouped = notified_by(user), dict[Organisation, list[LedgerRow]]()
    entered = visible_to(user).filter(finding__visit__round=round, state=RowState.ENTERED)
    for row in entered.exclude(finding__source=Source.SELF_CHECK):
        if is_told(row.organisation):
            grouped.setdefault(row.organisation, []).append(row)
    return tuple(ToNotify(organisation, tuple(rows)) for organisation, rows in grouped.items())


def issuer_of(round: Round | None, organisation: Organisation) -> Organisation:
    """Who notifies: the township above the organisation, whoever found the problem; else the round's organiser."""
    township = Organisation.objects.filter(path=organisation.township_path).first()
    if round is not None and not (township and township.is_township):
        return round.organiser
    return township or organisation


def attachment_for(user: User, uuid: UUID) -> Attachment:
    """One attachment of a row that the user may see; NotVisible when foreign or absent."""
    found = Attachment.objects.filter(uuid=uuid, transition__row__in=visible_to(user)).first()
    if found is None:
        raise NotVisible
    return found
