"""What covers the units of an area: two ratios that are never mixed (S1-V-2.7-a, S1-V-2.7-c, S4-11b, S4-9c).

Organisation coverage counts units with a party organisation, alone or joint; work coverage also those with a guide.
"""

from collections.abc import Iterable
from dataclasses import dataclass

STATES = ("organisation", "guide", "none")


@dataclass(frozen=True, slots=True)
class Cover:
    """One unit: its state, and the number of full members, None where nobody has counted."""

    state: str
    full_members: int | None

    def owes_organisation(self, needed: int) -> bool:
        """Whether it meets the condition for an organisation and has none. Unknown numbers owe nothing."""
        return self.state != "organisation" and self.full_members is not None and self.full_members >= needed


@dataclass(frozen=True, slots=True)
class Ratios:
    """Numerators and the common denominator; with no unit both ratios are unknown."""

    with_organisation: int
    reached: int
    units: int


def ratios(covers: Iterable[Cover]) -> Ratios:
    """Count the units.

    >>> ratios([Cover("organisation", 5), Cover("guide", 1), Cover("none", None)])
    Ratios(with_organisation=1, reached=2, units=3)
    >>> Cover("guide", 3).owes_organisation(3), Cover("none", 2).owes_organisation(3), Cover("none", None).owes_organisation(3)
    (True, False, False)
    """
    states = [one.state for one in covers]
    return Ratios(states.count("organisation"), len(states) - states.count("none"), len(states))
