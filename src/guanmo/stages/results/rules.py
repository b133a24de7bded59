"""Who may classify, file, answer filings, and read the single deductions behind a standing."""

from collections.abc import Collection

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import COUNTY_ROLES, ORGANISATION_STAFF, TOWNSHIP_STAFF, Access
from guanmo.stages.results.enums import SealRole
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.rules import may_lead, may_run

may_classify = may_lead
may_file = may_lead

may_ask_reopening = may_lead

may_question_judges = may_lead
"""How strict each judge is concerns the leader of the round alone: questions, never verdicts about persons."""


def may_object(access: Access, organisation_id: int) -> bool:
    """Object to a provisional result: the secretary or recorder of exactly this organisation."""
    return organisation_id in access.organisation_ids(*ORGANISATION_STAFF)


def may_answer_objection(access: Access, tier: str, organiser_path: str, organisation_id: int) -> bool:
    """Check again and answer: whoever runs the round, or the county, but nobody of the objecting organisation."""
    if organisation_id in access.organisation_ids():
        return False
    return may_run(access, tier, organiser_path) or access.covers(organiser_path, Role.COUNTY_ADMIN)


def may_confirm_reopening(access: Access, tier: str, organiser_path: str) -> bool:
    """Be the second person when a round is opened again: of the county, and for a township's round nobody who leads it.

    That it is not the one who asked is for the act to see.
    """
    county = access.covers(organiser_path, *COUNTY_ROLES)
    return county and not (tier == Tier.INTERNAL and may_lead(access, tier, organiser_path))


def may_answer_filing(access: Access) -> bool:
    """The county organisation department receives the filings (S0-3.1-l)."""
    return access.is_county_admin


def may_read_deductions(access: Access, organisation_path: str) -> bool:
    """The deductions of a standing that the user sees: the county, the township's staff, and the organisation itself.

    Whether the judges' names may be read too is decided by stage scoring.
    """
    readers = (*TOWNSHIP_STAFF, Role.ORG_SECRETARY, Role.ORG_RECORDER)
    return access.covers(organisation_path, *COUNTY_ROLES, *readers)


def may_take_archive(access: Access, tier: str, organiser_path: str) -> bool:
    """The archive holds every sheet of the round, by pseudonym: who may read them all may take it, and hand it on."""
    staff = TOWNSHIP_STAFF if tier == Tier.INTERNAL else frozenset[Role]()
    return access.covers(organiser_path, *COUNTY_ROLES, *staff)


def seal_roles(access: Access, tier: Tier, organiser_path: str, visited: Collection[str]) -> frozenset[SealRole]:
    """For which of the three parts the user may confirm a seal; ``visited`` are the paths of the organisations visited.

    The organiser leads the round; the supervisor is the county for a township's round, and an officer of the department
    who does not lead it for the county's own; the representative is the secretary of an organisation that was visited.
    """
    found = set()
    if may_lead(access, tier, organiser_path):
        found.add(SealRole.ORGANISER)
    elif access.covers(organiser_path, *COUNTY_ROLES):
        found.add(SealRole.SUPERVISOR)
    elif any(access.covers(path, Role.ORG_SECRETARY) for path in visited):
        found.add(SealRole.REPRESENTATIVE)
    return frozenset(found)
