"""Who may keep the ledger, answer, look back and sign off (workflows.md 4); who leads a weak organisation (workflows.md 6)."""

from dataclasses import dataclass

from guanmo.stages.organisations.enums import GRANTED_ON, GrantedRole, Role
from guanmo.stages.organisations.rules import ORGANISATION_STAFF, SUPERIORS, TOWNSHIP_STAFF, Access
from guanmo.stages.rounds.enums import SCORING_OVER, RoundState
from guanmo.stages.rounds.rules import may_run


def may_keep_ledger(access: Access, organisation_path: str) -> bool:
    """Enter, check and accept rows: the township's secretary and officers, over its own subtree, and who leads the line."""
    return access.covers(organisation_path, *SUPERIORS)


def may_notify(access: Access, organisation_path: str, *, below_township: bool) -> bool:
    """Issue notices: who keeps the ledger, but in the name of a township none but its own staff."""
    return access.covers(organisation_path, *(TOWNSHIP_STAFF if below_township else SUPERIORS))


def may_record(access: Access, tier: str, organiser_path: str, *, taking_part: bool) -> bool:
    """Record a finding on a visit: everybody who takes part in the round, and whoever runs it."""
    return taking_part or may_run(access, tier, organiser_path)


def may_still_record(state: str, *, runs: bool) -> bool:
    """Findings are written during the round (workflows.md 2); whoever runs it adds to them until it is closed."""
    late = runs and state in SCORING_OVER - {RoundState.CLOSED}
    return state == RoundState.IN_PROGRESS or late


def may_rectify(access: Access, organisation_id: int) -> bool:
    """Answer a row with measures and evidence: secretary or recorder of exactly this organisation."""
    return organisation_id in access.organisation_ids(*ORGANISATION_STAFF)


def may_answer(access: Access, organisation_path: str, organisation_id: int) -> bool:
    """Start and submit: the organisation itself, or the township for one that works on paper."""
    return may_rectify(access, organisation_id) or may_keep_ledger(access, organisation_path)


def may_check(access: Access, organisation_path: str, organisation_id: int) -> bool:
    """Look back, return, accept item by item: the township's staff, never somebody of the rectifying organisation."""
    return may_keep_ledger(access, organisation_path) and not may_rectify(access, organisation_id)


def may_handle_weak(access: Access, organisation_path: str) -> bool:
    """Open and lead the case of a weak organisation: the township below it, who leads its line, the county (S4-24g)."""
    return access.covers(organisation_path, *SUPERIORS, Role.COUNTY_ADMIN)


@dataclass(frozen=True, slots=True)
class WeakPlace:
    """Where a weak organisation stands: its tree path and kind, and whether a township stands above it."""

    path: str
    kind: str
    below_township: bool

    @property
    def in_a_line(self) -> bool:
        return self.kind in GRANTED_ON[GrantedRole.LINE_OFFICER]


DECIDED_ABOVE = frozenset({"identifier", "acceptor", "committee"})
"""Who finds an organisation weak, lets it off, or says that it is in order again: never somebody of its own."""


def may_take_weak_step(access: Access, who: str, place: WeakPlace, *, on_team: bool, in_own: bool) -> bool:
    """Whether one of the user's roles is that ``who`` of ``method.weak_organisation.STEPS`` for the organisation.

    ``on_team``: the user was sent to the case. ``in_own``: the user holds a post in the organisation itself, whatever role
    beside it. That nobody accepts what the same person reported is the act's to check.
    """
    if in_own and who in DECIDED_ABOVE:
        return False
    county = access.covers(place.path, Role.COUNTY_ADMIN)
    town = access.covers(place.path, *TOWNSHIP_STAFF)
    line = place.in_a_line and access.covers(place.path, Role.LINE_OFFICER)
    return {
        "identifier": county or line or (town and not place.in_a_line),
        "sender": county or town,
        "team": on_team or county or town or line,
        "reporter": town or line or (county and not place.below_township),
        "acceptor": county or town,
        "committee": county or access.covers(place.path, Role.TOWNSHIP_SECRETARY),
    }[who]


def may_reopen(access: Access, organisation_path: str) -> bool:
    """Reopen a signed-off row with a reason: the township or the county."""
    return access.covers(organisation_path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
