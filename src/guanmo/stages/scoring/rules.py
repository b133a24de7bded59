"""Who may score what: taking part, and never the own organisation (issues_in_sources D33)."""

from guanmo.stages.rounds.enums import Attendance, Tier
from guanmo.stages.rounds.models import Participant, Visit


def is_own_organisation(participant: Participant, visit: Visit) -> bool:
    """Whether the judge must stand back: the own organisation, in a county-wide round the whole own township."""
    if visit.round.tier == Tier.INTERNAL:
        return visit.organisation_id in participant.own_organisations
    return participant.organisation.township_path == visit.organisation.township_path


def is_attending(participant: Participant) -> bool:
    """Whether the judge was not recorded as absent."""
    return participant.attendance != Attendance.ABSENT
