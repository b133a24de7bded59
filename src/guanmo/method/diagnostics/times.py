"""Do later days, or afternoons, get other scores? Sizes in points, from the first day to the last, or from morning to
afternoon.

Where judges came at different times the organisations are compared with themselves. Where all came together only
organisations can be compared with each other, those of one area among themselves: then the later ones may simply be better.
"""

from collections.abc import Callable

import numpy as np

from guanmo.method.diagnostics.seen import Question, Sheet, Tried
from guanmo.method.diagnostics.two_way import Slope, TwoWay, slope_of
from guanmo.method.severity.table import Floats

FEW_ORGANISATIONS = 6


def order(round: TwoWay) -> Tried:
    """Whether later days get more (above 0) or less."""
    return _timed(round, "order", lambda sheet: sheet.day)


def time_of_day(round: TwoWay) -> Tried:
    """Whether afternoons get more (above 0) or less than mornings."""
    return _timed(round, "time_of_day", lambda sheet: None if sheet.afternoon is None else int(sheet.afternoon))


def _timed(round: TwoWay, kind: str, when: Callable[[Sheet], int | None]) -> Tried:
    known = [one for one in round.sheets if when(one) is not None]
    if len(known) < len(round.sheets):
        round = TwoWay(known) if known else round
    if not known:
        return None
    column = np.array([when(one) for one in round.sheets], float)
    reach = float(np.ptp(column))
    if reach == 0:
        return None
    found = round.slope(column / reach) or _between(round, column / reach)
    return (Question(kind, (), found.points, found.two_sided, len(known)),) if found else None


def _between(round: TwoWay, column: Floats) -> Slope | None:
    """The slope among the organisations of one area, once judges are taken out."""
    organisations = round.table.organisations
    if organisations < FEW_ORGANISATIONS or round.parts.count > 1:
        return None
    areas = {one.organisation: one.away for one in round.sheets}
    names = sorted(set(areas.values()))
    area = np.array([names.index(areas[name]) for name in round.organisations], np.int32)
    counts = np.bincount(area)
    left, values = (
        mean - (np.bincount(area, mean) / counts)[area]
        for mean in (round.organisation_mean(column), round.organisation_mean(round.corrected))
    )
    return slope_of(left, values, round.organisation_mean(column), organisations - len(names))
