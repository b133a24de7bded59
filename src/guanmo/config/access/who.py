"""The kinds of people that a rule can name. The words stand in docs/access.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guanmo.stages.members.queries import has_own_page
from guanmo.stages.members.rules import SECRETARIES
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import (
    COUNTY_ROLES,
    ORGANISATION_STAFF,
    SUPERIORS,
    TOWNSHIP_STAFF,
    givable,
    may_read_audit,
    may_see_grants,
)
from guanmo.stages.rectification.queries import is_sent
from guanmo.stages.rounds.queries import takes_part


@dataclass(frozen=True, slots=True)
class Who:
    """Some kind of people: ``words`` for readers, ``admits`` for the fence. Without ``admits`` no account is asked for."""

    words: str
    admits: Callable[[User], bool] | None = None


def _holders(words: str, roles: Iterable[Role]) -> Who:
    named = frozenset(roles)
    return Who(words, lambda user: access_of(user).has(*named))


def _has_role(user: User) -> bool:
    return bool(access_of(user).grants)


def _guest(user: User) -> bool:
    return access_of(user).administration is None and takes_part(user)


OPEN = Who("everybody, without a login")
JUDGE = Who("a judge: logged in, or on a phone that a personal link bound, and then for that round alone")
"""Let in by ``field.api.auth.as_judge``, which answers in the form that the phone reads."""
ACCOUNT = Who("every account", lambda _user: True)
WORKS = Who("every account but the three administrators", lambda user: access_of(user).administration is None)
AUDITOR = Who("the auditor", lambda user: may_read_audit(access_of(user)))
GIVERS = Who(
    "the head of the organisation department; the security administrator", lambda user: bool(givable(access_of(user)))
)
GRANTS = Who("county: leaders and officers; the security administrator", lambda user: may_see_grants(access_of(user)))
ROLE = Who("every role", _has_role)
TAKES_PART = Who("every role; who takes part in a round", lambda user: _has_role(user) or _guest(user))

ADMIN = _holders("officers of the organisation department", [Role.COUNTY_ADMIN])
COUNTY = _holders("county: leaders and officers", COUNTY_ROLES)
OFFICE = _holders(
    "township: secretaries and officers; officers of the department", {*TOWNSHIP_STAFF, Role.COUNTY_ADMIN}
)
OFFICES = _holders("township: secretaries and officers; county: leaders and officers", TOWNSHIP_STAFF | COUNTY_ROLES)
REVIEWERS = _holders("township secretaries; county: leaders and officers", {Role.TOWNSHIP_SECRETARY, *COUNTY_ROLES})
LEADERS = _holders("township secretaries; officers of the department", {Role.TOWNSHIP_SECRETARY, Role.COUNTY_ADMIN})
SUPERIOR = _holders(
    "township: secretaries and officers; line officers; officers of the department", {*SUPERIORS, Role.COUNTY_ADMIN}
)
LEDGER = _holders("township: secretaries and officers; line officers", SUPERIORS)
READS_CASES = Who(f"{ROLE.words}; who was sent to a weak organisation", lambda user: _has_role(user) or _sent(user))
LEADS_CASES = Who(
    f"{SUPERIOR.words}; who was sent to a weak organisation",
    lambda user: access_of(user).has(*SUPERIORS, Role.COUNTY_ADMIN) or _sent(user),
)
INSPECTION = _holders(
    f"{OFFICE.words}; inspection officers", {*TOWNSHIP_STAFF, Role.COUNTY_ADMIN, Role.INSPECTION_OFFICER}
)
ORGANISATION = _holders("secretaries and recorders of an organisation", ORGANISATION_STAFF)
SECRETARY = _holders("secretaries: organisation, township, county", SECRETARIES)
PLANNERS = _holders(
    "secretaries of an organisation; township: secretaries and officers; officers of the department",
    {Role.ORG_SECRETARY, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN},
)
_KEEPERS = {*ORGANISATION_STAFF, *SUPERIORS, Role.COUNTY_ADMIN}
KEEPERS = _holders("secretaries, recorders and officers, from the organisation to the department", _KEEPERS)
READERS = _holders("secretaries, recorders and officers of every level; county leaders", {*_KEEPERS, *COUNTY_ROLES})
MEMBER = Who(f"{READERS.words}; a member with an own page", lambda user: _reads_members(user) or _own_page(user))


def _sent(user: User) -> bool:
    return access_of(user).administration is None and is_sent(user)


def _own_page(user: User) -> bool:
    return access_of(user).administration is None and has_own_page(user)


def _reads_members(user: User) -> bool:
    return access_of(user).has(*_KEEPERS, *COUNTY_ROLES)
