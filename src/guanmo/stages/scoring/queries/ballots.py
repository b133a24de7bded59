"""Which ballots there are and who may read them: decided here and nowhere else."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.rounds.enums import SCORING_OVER, Attendance, Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion


def visible_to(user: User) -> QuerySet[BallotVersion]:
    """The ballot versions that a user may read.

    Always the own ones. Others' only once the scoring of the round is over, and then only the round's leaders and
    officers and the county.
    """
    access = access_of(user)
    own = Q(ballot__participant__user=user)
    over = Q(ballot__visit__round__state__in=SCORING_OVER)
    organiser = "ballot__visit__round__organiser__path"
    leads = below(
        (g.path for g in access.grants if g.role in (Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER)),
        organiser,
    )
    internal = Q(ballot__visit__round__tier=Tier.INTERNAL)
    reach = below(access.counties, organiser) if access.is_county else leads & internal
    return BallotVersion.objects.filter(own | (over & reach)).select_related(
        "ballot__visit__organisation", "ballot__participant__user"
    )


def ballot_version_for(user: User, id: UUID) -> BallotVersion:
    """One ballot version as the user may read it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(pk=id).prefetch_related("deductions__item__section").first()
    if found is None:
        raise NotVisible
    return found


def counting() -> QuerySet[BallotVersion]:
    """The version of each ballot that counts: the end of its chain (``method.revisions``)."""
    return BallotVersion.objects.filter(ballot__head=F("pk"))


def valid_versions(round: Round) -> QuerySet[BallotVersion]:
    """The valid versions of a round: the heads, by participants who were there (S0-3.1-i)."""
    versions = counting().filter(ballot__visit__round=round)
    versions = versions.exclude(ballot__participant__attendance=Attendance.ABSENT)
    return versions.select_related(
        "ballot__participant__organisation", "ballot__participant__team__target", "ballot__visit__organisation"
    )
