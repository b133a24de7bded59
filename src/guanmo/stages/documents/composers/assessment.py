"""Compose the results that go into the appraisal of teams and leaders, from accepted filings alone (S2-3.7-a)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from guanmo.stages.documents.composers.rankings import confirmed_classes
from guanmo.stages.documents.content import Assessed, AssessmentContent
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.queries import appointments
from guanmo.stages.results.enums import List, Unranked
from guanmo.stages.results.models import Filing, Standing


@override("zh-hans")
def assessment(year: int, unit: str, filings: Iterable[Filing], *, today: date) -> AssessmentContent:
    """One row for each organisation and filed round, in the order of the tree."""
    found = [(standing, row) for filing in filings for standing, row in _of_filing(filing)]
    found.sort(key=lambda pair: (pair[0].organisation.path, pair[0].ranking.round.period, pair[0].pk))
    return AssessmentContent(f"{year}年度基层党建考核结果", unit, today, tuple(row for _standing, row in found))


def _of_filing(filing: Filing) -> list[tuple[Standing, Assessed]]:
    round, closed_on = filing.ranking.round, timezone.localtime(filing.ranking.at).date()
    standings = list(filing.ranking.standings.select_related("organisation", "ranking__round"))
    classes, leaders = confirmed_classes(round), _leaders(standings, closed_on)
    accepted_on = timezone.localtime(filing.answer.at).date()
    return [
        (
            one,
            Assessed(
                township=round.organiser.name,
                organisation=one.organisation.name,
                leader=leaders.get(one.organisation_id, ""),
                round_name=round.title,
                list_name=str(List(one.ranking_list).label),
                score=one.score,
                rank=one.rank,
                class_name=classes.get(one.pk, ""),
                reason=str(Unranked(one.reason).label) if one.reason else "",
                filing=filing.number,
                accepted_on=accepted_on,
            ),
        )
        for one in standings
    ]


def _leaders(standings: Iterable[Standing], day: date) -> dict[int, str]:
    """The secretary of each organisation (its id) on that day; today's may be another."""
    organisations = [one.organisation_id for one in standings]
    held = appointments(day).filter(post__organisation__in=organisations, post__duty=Duty.SECRETARY)
    return {one.post.organisation_id: one.user.name for one in held}
