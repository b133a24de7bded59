"""File ranking and classification with the county, with a filing number and a report (S0-3.1-l)."""

from django.db import transaction
from django.utils import timezone

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.figures import figures_of_standings
from guanmo.stages.documents.composers.filings import filing_report
from guanmo.stages.documents.composers.rankings import standings_by_list
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.results.domain.file_results import file_results
from guanmo.stages.results.models import Filing
from guanmo.stages.rounds.models import Round


@transaction.atomic
def file_with_county(round: Round, *, by: User) -> Filing:
    """Submit the filing and issue its report. Raises NotAllowed, NothingToFile, WrongStep."""
    number = next_number(
        round.organiser, word=series_word(round.organiser, Kind.FILING), year=timezone.localdate().year
    )
    filing = file_results(round, number=number, by=by)
    cover = Cover(
        kind=Kind.FILING,
        title=f"{round.title}备案报告",
        issuer=round.organiser,
        audience=Audience.ORGANISATION,
        number=number,
        round=round,
        figures=figures_of_standings(one for rows in standings_by_list(round).values() for one in rows),
    )
    publish(cover, filing_report(filing, today=timezone.localdate()), by=by)
    return filing
