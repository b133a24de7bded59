"""The first event of a round's log: by which rules and sheets it is scored, before anybody has scored (design.md 4)."""

from typing import Any

from guanmo.method.seal.event import Value
from guanmo.method.sheet import RuleKind, Sheet, item_key
from guanmo.stages.organisations.queries import townships
from guanmo.stages.rounds.domain.score_log import log_event
from guanmo.stages.rounds.models import Round


def log_opening(round: Round) -> None:
    """Write the frozen rules, the sheets and the visits. The round may be taken back and opened again: the last holds."""
    visits = round.visits.select_related("organisation", "sheet").prefetch_related("sheet__sections__items__rules")
    sheets = {str(one.sheet.uuid): one.sheet.content for one in visits if one.sheet}
    towns = {one.path: one.code for one in townships()}
    log_event(
        round,
        "opened",
        title=round.title,
        tier=round.tier,
        organiser=str(round.organiser),
        official=round.official_rule,
        classes=round.class_rule,
        not_applicable=round.not_applicable,
        sheets={uuid: _sheet(content) for uuid, content in sheets.items()},
        visits=[_visit(visit, towns.get(visit.organisation.township_path, "")) for visit in visits],
    )


def _visit(visit: Any, township: str) -> dict[str, Value]:
    return {
        "visit": str(visit.uuid),
        "code": visit.organisation.code,
        "organisation": visit.organisation.short_name,
        "township": township,
        "two_new": visit.organisation.is_two_new,
        "sheet": str(visit.sheet.uuid) if visit.sheet else None,
        "left_out": sorted(visit.not_applicable),
    }


def _sheet(content: Sheet) -> dict[str, Value]:
    """The points of the items, and what the whole sheet is worth; decimals as text, None where unknown."""
    items = {item_key(section.no, item.no): _text(item.points) for section, item in content.items}
    vetoes = [
        item_key(section.no, item.no)
        for section, item in content.items
        if any(rule.kind is RuleKind.VETO for rule in item.rules)
    ]
    return {"full": _text(content.full), "items": items, "vetoes": vetoes}


def _text(points: Any) -> str | None:
    return None if points is None else f"{points:.2f}"
