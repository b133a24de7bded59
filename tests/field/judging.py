"""A round to be judged, for tests of the field."""

from typing import Any

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
