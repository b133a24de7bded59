"""Answer a filing: accepted with a numbered receipt, or returned with a reason (S0-3.1-l)."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.filings import filing_report
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import visible_to as documents_visible_to
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import organisation_department
from guanmo.stages.results.domain import file_results
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Filing, FilingAnswer


@transaction.atomic
def answer_filing(filing: Filing, answer: Answer, *, reason: str = "", by: User) -> FilingAnswer:
    """Answer, and give the township a receipt for what was accepted. Raises what the answer raises.

    A refusal takes the number back with everything else: the series of receipts has no gap.
    """
    department = organisation_department() if answer == Answer.ACCEPTED else None
    number = next_number(department, word="观摩备案回执", year=timezone.localdate().year) if department else ""
    given = file_results.answer_filing(filing, answer, reason=reason, receipt=number, by=by)
    if department is None:
        return given
    content = replace(
        filing_report(filing, today=timezone.localdate()),
        title="观摩排名结果和分类情况备案回执",
        number=number,
        decision=str(Answer.ACCEPTED.label),
        decided_by=by.name,
        decided_at=timezone.localtime(given.at),
    )
    township = filing.ranking.round.organiser
    cover = Cover(
        kind=Kind.FILING,
        title=f"{filing.ranking.round.title}备案回执",
        issuer=department,
        audience=Audience.ORGANISATION,
        number=number,
        organisation=township,
        round=filing.ranking.round,
    )
    publish(cover, content, by=by)
    return given


def receipt_of(user: User, filing: Filing) -> Document | None:
    """The receipt of an accepted filing as the user may see it; None when there is none."""
    answer = getattr(filing, "answer", None)
    if answer is None or not answer.receipt:
        return None
    documents = documents_visible_to(user).prefetch_related("files")
    return documents.filter(kind=Kind.FILING, number=answer.receipt).first()
