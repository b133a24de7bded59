"""Two sheets of one judge for one visit: what differs first, the rest folded away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotDeduction, BallotVersion

DEVICE_SHOWN = 4


@dataclass(frozen=True, slots=True)
class End:
    """One of the sheets to choose from: how it came in, and what it amounts to."""

    version: BallotVersion
    name: str
    source: str
    finished_at: str
    deducted: Decimal


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item; ``entries`` holds for each sheet what it takes off, None where it gives full points."""

    key: str
    text: str
    entries: Sequence[tuple[Decimal, str] | None]

    @property
    def differs(self) -> bool:
        return len(set(self.entries)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sheets and their items: ``different`` first, ``same`` only where something is taken off."""

    ends: Sequence[End]
    different: Sequence[ItemRow]
    same: Sequence[ItemRow]


def comparison_of(visit: Visit, versions: Sequence[BallotVersion]) -> Comparison:
    """The sheets side by side, in the order in which they came in."""
    rows = _rows(visit, versions)
    return Comparison(
        ends=[_end(one, number) for number, one in enumerate(versions, start=1)],
        different=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
    )


def _end(version: BallotVersion, number: int) -> End:
    claims = json.loads(version.payload)
    return End(
        version=version,
        name=_("第%(number)d份") % {"number": number},
        source=_source(version, str(claims.get("device") or "")),
        finished_at=str(claims.get("finished_at") or "")[:16].replace("T", " "),
        deducted=sum((one.points for one in version.deductions.all()), Decimal(0)),
    )


def _source(version: BallotVersion, device: str) -> str:
    """Which phone, or who brought it in for the judge."""
    phone = _("手机…%(device)s") % {"device": device[-DEVICE_SHOWN:]} if device else _("未注明设备")
    if version.entered_by is None:
        return phone
    brought = _("由%(person)s代为录入") % {"person": version.entered_by}
    return f"{phone}，{brought}" if device else brought


def _rows(visit: Visit, versions: Sequence[BallotVersion]) -> list[ItemRow]:
    """The items from which any of the sheets takes something off, in printed order."""
    taken = [_taken(one) for one in versions]
    keys = dict.fromkeys(key for one in taken for key in one)
    assert visit.sheet is not None
    items = [(f"{section.no}.{item.no}", item.text) for section, item in visit.sheet.content.items]
    return [ItemRow(key, text, [one.get(key) for one in taken]) for key, text in items if key in keys]


def _taken(version: BallotVersion) -> dict[str, tuple[Decimal, str]]:
    found: dict[str, list[BallotDeduction]] = {}
    for one in version.deductions.all():
        found.setdefault(one.content.key, []).append(one)
    return {
        key: (sum((one.points for one in ones), Decimal(0)), _("；").join(one.reason for one in ones))
        for key, ones in found.items()
    }
