"""For which organisation a person enters something, where the page itself does not say."""

from guanmo.stages.members.queries import keepable
from guanmo.stages.members.rules import ORGANISATION_STAFF
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


def own_unit(user: User, wanted: str = "") -> Organisation | None:
    """The organisation that was asked for (uuid), else the one in which the user is secretary or recorder, else none."""
    kept = keepable(user)
    if wanted:
        return next((one for one in kept if str(one.uuid) == wanted), None)
    own = access_of(user).organisation_ids(*ORGANISATION_STAFF)
    return kept.filter(pk__in=own).first()


def top_unit(user: User) -> Organisation | None:
    """The highest organisation for which the user acts: the county, a township, or the own branch."""
    return keepable(user).first()
