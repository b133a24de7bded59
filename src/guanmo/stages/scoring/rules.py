"""Who may score what: taking part, and never the own organisation (issues_in_sources D33)."""

from datetime import date, timedelta

from guanmo.stages.rounds.enums import Attendance, Tier
from guanmo.stages.rounds.models import Participant, Visit

LINK_GRACE = timedelta(days=14)
"""How long after the round's deadline a phone may still bring in what it holds; late sheets are held, not counted."""


def is_own_organisation(participant: Participant, visit: Visit) -> bool:
    """Whether the judge must stand back: the own organisation, in a county-wide round the whole own township."""
    if visit.round.tier == Tier.INTERNAL:
        return visit.organisation_id in participant.own_organisations
    return participant.organisation.township_path == visit.organisation.township_path


def is_judge_of(participant: Participant, visit: Visit) -> bool:
    """Whether this visit is among those that the judge scores."""
    return not is_own_organisation(participant, visit) and not participant.is_sent_elsewhere(visit.organisation)


def is_attending(participant: Participant) -> bool:
    """Whether the judge was not recorded as absent."""
    return participant.attendance != Attendance.ABSENT


def last_day_of_link(deadline: date) -> date:
    """The last day on which a personal link of a round with this deadline opens anything."""
    return deadline + LINK_GRACE


def link_is_open(*, revoked: bool, deadline: date, today: date) -> bool:
    """Whether a personal link, and the phone bound by it, may still come in."""
    return not revoked and today <= last_day_of_link(deadline)
