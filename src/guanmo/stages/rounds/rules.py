"""Who may act on rounds. Predicates over the user's access and the round's organiser."""

from collections.abc import Iterable

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access
from guanmo.stages.rounds.enums import Tier

RUNS_INTERNAL = (*TOWNSHIP_STAFF,)


def may_create(access: Access, tier: str, organiser_path: str) -> bool:
    """Internal rounds belong to the township, the other tiers to the county organisation department (S0-3.2-a)."""
    if tier == Tier.INTERNAL:
        return access.covers(organiser_path, *RUNS_INTERNAL, Role.COUNTY_ADMIN)
    return access.covers(organiser_path, Role.COUNTY_ADMIN)


def may_lead(access: Access, tier: str, organiser_path: str) -> bool:
    """Schedule, open, close, classify and file: the township secretary or deputy; for other tiers the county."""
    if tier == Tier.INTERNAL:
        return access.covers(organiser_path, Role.TOWNSHIP_SECRETARY)
    return access.covers(organiser_path, Role.COUNTY_ADMIN)


def may_run(access: Access, tier: str, organiser_path: str) -> bool:
    """Keep attendance, visit notes and excuses: the township's secretary or officers; for other tiers the county."""
    if tier == Tier.INTERNAL:
        return access.covers(organiser_path, *RUNS_INTERNAL)
    return access.covers(organiser_path, Role.COUNTY_ADMIN)


def may_send_team(access: Access, sender_path: str) -> bool:
    """Name the supervision teams of a cross round: each township its own, the county everybody's (S0-3.2-b)."""
    return access.covers(sender_path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)


def may_inspect(access: Access, organiser_path: str) -> bool:
    """Inspect outside the rounds: a township's secretary or officers what is below it, the county everything (S2-3.5-a).

    Also whoever was sent to inspect there.
    """
    return access.covers(organiser_path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN, Role.INSPECTION_OFFICER)


def inspects_own(access: Access, organisation_ids: Iterable[int]) -> bool:
    """Whether one of them is the own: nobody inspects where he holds a post. The county has none of its own below it."""
    return not access.is_county and not access.organisation_ids().isdisjoint(organisation_ids)


def may_promote(access: Access, promoter_path: str) -> bool:
    """Promote good practices and withdraw them: a township its own, the county every one (S0-3.1-q)."""
    return access.covers(promoter_path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)


def may_comment(access: Access, tier: str, organiser_path: str) -> bool:
    """Only the secretary or a deputy secretary of the township comments formally (S0-3.1-f)."""
    if tier == Tier.INTERNAL:
        return access.covers(organiser_path, Role.TOWNSHIP_SECRETARY)
    return access.has(Role.COUNTY_LEADER, Role.COUNTY_ADMIN)
