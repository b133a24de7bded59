"""The newest real content of a kind, to try an office's template with."""

from datetime import date

from django.db.models import F

from guanmo.stages.documents.composers.bulletin import bulletin
from guanmo.stages.documents.composers.filings import filing_report
from guanmo.stages.documents.composers.issuer import issuing_unit
from guanmo.stages.documents.composers.progress import progress_bulletin, progress_of
from guanmo.stages.documents.composers.rectification import notice_content
from guanmo.stages.documents.composers.results_of_one import score_receipt
from guanmo.stages.documents.composers.summary import summary_content
from guanmo.stages.documents.content import Content
from guanmo.stages.documents.enums import Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.models import Notice
from guanmo.stages.results.models import Filing, Standing
from guanmo.stages.rounds.enums import SCORING_OVER
from guanmo.stages.rounds.models import Round

TEMPLATED = (Kind.NOTICE, Kind.BULLETIN, Kind.PROGRESS, Kind.SUMMARY, Kind.FILING, Kind.RECEIPT)
"""The kinds for which an office may bring its own form."""


def latest_content(kind: Kind, owner: Organisation, *, today: date) -> Content | None:
    """The newest of its kind below ``owner``; None when there is none yet."""
    owner = issuing_unit(owner)
    if kind is Kind.NOTICE:
        notice = Notice.objects.filter(organisation__path__startswith=owner.path).first()
        return notice_content(notice) if notice else None
    if kind is Kind.FILING:
        filing = Filing.objects.filter(ranking__round__organiser=owner).first()
        return filing_report(filing, today=today) if filing else None
    if kind is Kind.RECEIPT:
        standings = Standing.objects.filter(
            ranking__round__organiser=owner,
            ranking__replaced_by=None,
            ranking__version=F("ranking__round__version"),
            visit__sheet__isnull=False,
        )
        standing = standings.select_related("organisation", "ranking__round__organiser", "visit__sheet").first()
        return score_receipt(standing, today=today) if standing else None
    round = Round.objects.filter(organiser=owner, state__in=SCORING_OVER).first()
    return _of_round(kind, round, today) if round else None


def _of_round(kind: Kind, round: Round, today: date) -> Content:
    if kind is Kind.SUMMARY:
        return summary_content(round, today=today)
    if kind is Kind.BULLETIN:
        return bulletin(round, number="（文号）", today=today)
    return progress_bulletin(round, "（文号）", progress_of(round, today=today))
