"""Freeze what the records show and propose for each visit of a round, when the round opens. It decides nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from guanmo.stages.indicators.composers.words import fact_figures
from guanmo.stages.indicators.queries import ItemFact, facts_of
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.models import ProposedDeduction, RecordedFact
from guanmo.stages.sheets.importers.real import is_as_printed
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import yardstick


@transaction.atomic
def freeze_proposals(round: Round, *, on: date | None = None) -> int:
    """Keep facts and proposals as they stand today, once: a visit that has some gets no others. Returns how many were proposed."""
    visits = round.visits.exclude(state=VisitState.EXCUSED).filter(sheet__isnull=False, proposals=None, facts=None)
    by_sheet: dict[ScoreSheet, list[Visit]] = {}
    for visit in visits.select_related("organisation", "sheet", "round"):
        if visit.sheet:
            by_sheet.setdefault(visit.sheet, []).append(visit)
    kept = [one for sheet, due in by_sheet.items() for one in _of_sheet(sheet, due, on or timezone.localdate())]
    RecordedFact.objects.bulk_create(one for one in kept if isinstance(one, RecordedFact))
    return len(ProposedDeduction.objects.bulk_create(one for one in kept if isinstance(one, ProposedDeduction)))


def _of_sheet(sheet: ScoreSheet, visits: Iterable[Visit], day: date) -> Iterable[ProposedDeduction | RecordedFact]:
    whole, places = yardstick(sheet), {one.organisation_id: one for one in visits}
    items = {f"{section.no}.{item.no}": item for section, item in whole.content.items}
    for one in facts_of([visit.organisation for visit in places.values()], sheet.code, day):
        visit, key = places[one.organisation.pk], one.rule.item_key
        item = items.get(key)
        if item is None or key in visit.not_applicable or not is_as_printed(sheet.code, key, item.text):
            continue
        if one.points or one.rule.says_what_is_held:
            yield _row(one, visit, whole.item_ids[key])


def _row(one: ItemFact, visit: Visit, item_id: int) -> ProposedDeduction | RecordedFact:
    shown: dict[str, Any] = {
        "visit": visit,
        "item_id": item_id,
        "rule": one.rule.key,
        "indicator": one.asked.code,
        "version": one.asked.version,
        "fact": fact_figures(one),
    }
    if not one.points:
        return RecordedFact(**shown)
    return ProposedDeduction(**shown, points=one.points, clause=one.asked.clause, periods=list(one.fact.missed))
