"""One inspection on its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from guanmo.method.draws import Entry
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.queries import findings_of_inspection
from guanmo.stages.rounds.models import Draw, DrawList, InspectedOrganisation, Inspection
from guanmo.stages.rounds.queries import inspected_by
from guanmo.stages.rounds.rules import inspects_own, may_inspect


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One organisation that was drawn, with the first digits of its number."""

    name: str
    stratum: str
    number: str


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """``listed`` and ``draw`` are those of a random sample; ``command`` draws again from the downloaded list."""

    visited: Sequence[InspectedOrganisation]
    listed: DrawList | None = None
    draw: Draw | None = None
    taking_part: Sequence[Entry] = ()
    left_out: Sequence[Entry] = ()
    drawn: Sequence[DrawLine] = ()
    command: str = ""
    may_start: bool = False
    may_draw: bool = False
    may_find: bool = False
    findings: Sequence[Finding] = ()


def inspection_page(user: User, inspection: Inspection) -> InspectionPage:
    """The page of an inspection that the user may see."""
    visited = list(inspected_by(user, inspection))
    inspects = bool(visited) and may_inspect(access_of(user), inspection.organiser.path)
    others = any(not inspects_own(access_of(user), [one.organisation_id]) for one in visited)
    may_find = inspects and others and inspection.begun
    findings = findings_of_inspection(user, inspection)
    listed: DrawList | None = getattr(inspection, "draw_list", None)
    if listed is None:
        may_start = inspects and not inspection.begun
        return InspectionPage(visited, may_start=may_start, may_find=may_find, findings=findings)
    draw: Draw | None = getattr(listed, "draw", None)
    return InspectionPage(
        visited=visited,
        listed=listed,
        draw=draw,
        taking_part=[one for one in listed.entries if not one.excluded],
        left_out=[one for one in listed.entries if one.excluded],
        drawn=_lines(listed, draw) if draw else (),
        command=_command(inspection, listed, draw) if draw else "",
        may_draw=draw is None and may_inspect(access_of(user), inspection.organiser.path),
        may_find=may_find,
        findings=findings,
    )


def _lines(listed: DrawList, draw: Draw) -> list[DrawLine]:
    strata = {one.name: one.stratum for one in listed.entries}
    return [DrawLine(name, strata[name], number[:14]) for name, number in draw.outcome]


def _command(inspection: Inspection, listed: DrawList, draw: Draw) -> str:
    sizes = " ".join(f"--size {stratum}={size}" for stratum, size in listed.sizes.items())
    return f"guanmo draw draw-list.csv --dice {draw.dice} --occasion {inspection.uuid} {sizes}"
