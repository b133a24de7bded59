"""Issue the 整改通知单 of a round: number, rows and frozen document in one act (S0-3.1-n)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from guanmo.lib.refusal import Refused
from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.figures import figures_of_rows
from guanmo.stages.documents.composers.rectification import notice_content, notice_of_rows
from guanmo.stages.documents.content import NoticeContent
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import visible_to as documents_visible_to
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.domain.issue_notice import issue_notice, waiting_for_notice
from guanmo.stages.rectification.models import Notice
from guanmo.stages.rectification.queries import issuer_of, to_notify
from guanmo.stages.rounds.models import Round


@transaction.atomic
def notify(round: Round | None, organisation: Organisation, *, by: User) -> Notice:
    """Issue one notice to one organisation, in the name of its township. Raises NotAllowed, NothingToNotify, RowIncomplete.

    Without a round it takes up what was found outside the rounds: on inspections and by criticism.
    A refusal takes the number back with everything else: the series has no gap.
    """
    issuer = issuer_of(round, organisation)
    number = next_number(issuer, word=series_word(issuer, Kind.NOTICE), year=timezone.localdate().year)
    notice = issue_notice(round, organisation, number=number, by=by)
    cover = Cover(
        kind=Kind.NOTICE,
        title=f"{organisation.short_name}整改通知单",
        issuer=issuer,
        audience=Audience.ORGANISATION,
        number=number,
        organisation=organisation,
        round=round,
        figures=figures_of_rows(notice.rows.select_related("finding", "organisation")),
    )
    publish(cover, notice_content(notice), by=by)
    return notice


@dataclass(frozen=True, slots=True)
class Notified:
    """What came of notifying all organisations: the notices, and for each organisation left out the sentence why."""

    notices: tuple[Notice, ...]
    refusals: tuple[Refused, ...]


def notices_ahead(round: Round | None, *, by: User) -> Iterator[NoticeContent]:
    """What ``notify_all`` would issue today, to be looked at; nothing is locked, and no number is used up."""
    today = timezone.localdate()
    for waiting in to_notify(by, round):
        if waiting.is_ready:
            to = waiting.organisation
            series = f"{series_word(issuer_of(round, to), Kind.NOTICE)}〔{today.year}〕"
            yield notice_of_rows(round, to, waiting_for_notice(to, round), number=series, day=today)


def notify_all(round: Round | None, *, by: User) -> Notified:
    """Issue one notice to each organisation that waits for one. Each is an act of its own: one refusal stops no other.

    Call outside of any transaction, which would hold the database while every paper is drawn.
    """
    notices, refusals = list[Notice](), list[Refused]()
    for waiting in to_notify(by, round):
        try:
            notices.append(notify(round, waiting.organisation, by=by))
        except Refused as refused:
            refusals.append(refused)
    return Notified(tuple(notices), tuple(refusals))


def document_of(notice: Notice, user: User) -> Document | None:
    """The frozen document of a notice as the user may see it; None when it has none."""
    documents = documents_visible_to(user).prefetch_related("files")
    return documents.filter(kind=Kind.NOTICE, number=notice.number, organisation=notice.organisation).first()
