"""A round to be judged, for tests of the field."""

from decimal import Decimal
from typing import Any

from guanmo.method.sheet import Item, Sheet, item_key
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.models import ScoreSheet
from tests.ballot_cases import sheet_of
from tests.county import Scene, running_round, visit_to

TIMES = {"kind": "per_occurrence", "points": "0.50", "cap": "2.00", "text": "每少1次扣0.5分，封顶2分"}
ZERO = {"kind": "zero", "points": None, "cap": None, "text": "未召开不得分"}


def publish_ruled_sheet() -> ScoreSheet:
    """The next version of the village sheet: two sections, two items with rules and one without, 100 points."""
    sections: list[dict[str, Any]] = [
        {"no": "一", "items": [{"no": 1, "points": "50.00", "rules": [TIMES, ZERO]}]},
        {
            "no": "二",
            "items": [{"no": 1, "points": "49.00", "rules": []}, {"no": 2, "points": "1.00", "rules": [ZERO]}],
        },
    ]
    kinds = [Kind.VILLAGE, Kind.COMMUNITY]
    sheet = draft_sheet(sheet_of({"total": "100.00", "sections": sections}), code="village", kinds=kinds, by=None)
    return publish_sheet(sheet, confirmed=True, by=None)


def ruled_visit(scene: Scene) -> Visit:
    """A visit to village A1 in a running round with the ruled sheet."""
    publish_ruled_sheet()
    return visit_to(running_round(scene), "A1")


def real_visit(scene: Scene, code: str = "A1", round: Round | None = None) -> Visit:
    """A visit in a running round with the real sheets."""
    return visit_to(round or running_round(scene), code)


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """A sheet as the phone gets it, as far as it is reckoned with."""
    total = sheet.total if sheet.total is not None else sheet.item_total
    sections = [{"no": one.no, "items": [_item(one.no, item) for item in one.items]} for one in sheet.sections]
    return {"total": _text(total), "sections": sections}


def _item(section_no: str, item: Item) -> dict[str, Any]:
    rules = [
        {"kind": str(rule.kind), "points": _text(rule.points), "cap": _text(rule.cap), "text": rule.text}
        for rule in item.rules
    ]
    return {"no": item.no, "key": item_key(section_no, item.no), "points": _text(item.points), "rules": rules}


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"
