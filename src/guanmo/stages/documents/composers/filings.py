"""Compose the report by which ranking and classification are filed with the county (S0-3.1-l)."""

from datetime import date

from django.utils import timezone

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.composers.rankings import ranking_lists
from guanmo.stages.documents.content import FilingContent
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.results.models import Filing


def filing_report(filing: Filing, *, today: date) -> FilingContent:
    """Ranking and classification as they are filed with the county."""
    round = filing.ranking.round
    county = Organisation.objects.filter(kind=Kind.ORGANISATION_DEPARTMENT).first()
    return FilingContent(
        number=filing.number,
        submitter=office_of(round.organiser),
        to=county.name if county else "",
        round_name=round.title,
        date=today,
        submitted_by=str(filing.submitted_by),
        submitted_at=timezone.localtime(filing.submitted_at),
        lists=ranking_lists(round, today=today),
        opened_on=round.starts_on,
        closed_on=timezone.localtime(filing.ranking.at).date(),
    )
