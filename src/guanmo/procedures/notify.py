"""Issue the 整改通知单 of a round: number, rows and frozen document in one act (S0-3.1-n)."""

from django.db import transaction

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.rectification import notice_content
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.domain.issue_notice import issue_notice
from guanmo.stages.rectification.models import Notice
from guanmo.stages.rounds.models import Round


@transaction.atomic
def notify(round: Round, organisation: Organisation, *, by: User) -> Notice:
    """Issue one notice to one organisation. Raises NotAllowed, NothingToNotify, RowIncomplete."""
    number = next_number(round.organiser, word=f"{round.organiser.short_name}党整改", year=round.quarter.year)
    notice = issue_notice(round, organisation, number=number, by=by)
    cover = Cover(
        kind=Kind.NOTICE,
        title=f"{organisation.short_name}整改通知单",
        issuer=round.organiser,
        audience=Audience.ORGANISATION,
        number=number,
        organisation=organisation,
        round=round,
    )
    publish(cover, notice_content(notice), by=by)
    return notice
