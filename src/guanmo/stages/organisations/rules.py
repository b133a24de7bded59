"""Who may: what follows from the posts and grants that a user holds today. Pure predicates over ``Access``."""

from dataclasses import dataclass
from datetime import date

from guanmo.stages.organisations.enums import ADMINISTRATORS, TOWNSHIP_LEVEL, Duty, GrantedRole, Kind, Role

COUNTY_ROLES = frozenset({Role.COUNTY_ADMIN, Role.COUNTY_LEADER})
_ROOT = 4
"""Letters of a tree path up to its county: ``Organisation.steplen``, which rules may not read."""
TOWNSHIP_STAFF = frozenset({Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER})
ORGANISATION_STAFF = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})
SUPERIORS = TOWNSHIP_STAFF | {Role.LINE_OFFICER}
"""Who acts as the level above a basic unit: its township, and in enterprises, agencies and schools who leads the line."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role on one organisation and everything below it (``path`` is the tree path).

    ``duty`` is that of the post which gives it; None when it was given to the account.
    """

    role: Role
    organisation_id: int
    path: str
    kind: Kind
    duty: Duty | None

    @property
    def county(self) -> str:
        """The tree path of the county in which the organisation stands."""
        return self.path[:_ROOT]

    @property
    def top(self) -> str:
        """The tree path below which the role holds: a county's officers stand in its department, and act for all of it."""
        return self.county if self.role in COUNTY_ROLES else self.path


@dataclass(frozen=True, slots=True)
class Administration:
    """One of the three administrators: over which tree path, and until which day (None: until it is ended)."""

    role: GrantedRole
    path: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Access:
    """All that a user's posts and grants of today allow. An account without either sees nothing."""

    grants: tuple[Grant, ...] = ()
    administration: Administration | None = None

    @property
    def posts(self) -> tuple[Grant, ...]:
        """What follows from posts alone."""
        return tuple(grant for grant in self.grants if grant.duty is not None)

    def administers(self, role: GrantedRole) -> bool:
        """Whether the user is this one of the three administrators."""
        return self.administration is not None and self.administration.role == role

    def has(self, *roles: Role) -> bool:
        """Whether the user holds one of these roles anywhere."""
        return any(grant.role in roles for grant in self.grants)

    @property
    def is_county(self) -> bool:
        return self.has(*COUNTY_ROLES)

    @property
    def reach(self) -> frozenset[str]:
        """The tree paths below which the user sees organisations."""
        return frozenset(grant.top for grant in self.grants)

    @property
    def counties(self) -> frozenset[str]:
        """The tree paths of the counties for which the user holds a county role: all that is in them, and nothing beside."""
        return frozenset(grant.county for grant in self.grants if grant.role in COUNTY_ROLES)

    @property
    def is_county_admin(self) -> bool:
        return self.has(Role.COUNTY_ADMIN)

    def covers(self, path: str, *roles: Role) -> bool:
        """Whether one of the user's roles among ``roles`` (any role when none is named) covers this tree path."""
        return any((not roles or grant.role in roles) and path.startswith(grant.top) for grant in self.grants)

    def organisation_ids(self, *roles: Role) -> frozenset[int]:
        """The organisations on which the user holds one of these roles; when none is named, the own ones, by post."""
        if not roles:
            return frozenset(grant.organisation_id for grant in self.posts)
        return frozenset(grant.organisation_id for grant in self.grants if grant.role in roles)


def may_import_tree(access: Access) -> bool:
    """Only the county organisation department enters and changes the tree."""
    return access.is_county_admin


def may_give_passwords(access: Access) -> bool:
    """Whoever enters the post holders lets them in."""
    return access.is_county_admin


def may_keep_structure(access: Access, path: str) -> bool:
    """Keep units, grids and partnerships: the organisation itself, the level above it, the county's officers."""
    return access.covers(path, *ORGANISATION_STAFF, *SUPERIORS, Role.COUNTY_ADMIN)


def may_keep_from_above(access: Access, path: str) -> bool:
    """Name contact points and keep facts about appointments: the level above for all below it, the county's officers."""
    return access.covers(path, *SUPERIORS, Role.COUNTY_ADMIN)


def may_review_secretaries(access: Access, path: str) -> bool:
    """Read and write reviews of secretaries and why they were changed: nobody else (S4-12a, kept_out.md 8)."""
    return access.covers(path, Role.TOWNSHIP_SECRETARY, *COUNTY_ROLES)


def may_keep_regulations(access: Access) -> bool:
    """Check and add the regulations on which limits and checks rest: the county organisation department."""
    return access.is_county_admin


def may_keep_lines(access: Access) -> bool:
    """Set up the bodies of lines and put organisations into them: the county organisation department."""
    return access.is_county_admin


def may_set_structure_limits(access: Access) -> bool:
    """Terms of office and numbers of members are the county's parameters."""
    return access.is_county_admin


def may_read_audit(access: Access) -> bool:
    """The auditor alone."""
    return access.administers(GrantedRole.AUDITOR)


def givable(access: Access) -> frozenset[GrantedRole]:
    """What the user may give: the head of the department names the three administrators, security gives roles of work."""
    if access.administers(GrantedRole.SECURITY_ADMIN):
        return frozenset(GrantedRole) - ADMINISTRATORS
    if access.is_county_admin:  # one who sets passwords as well would need nobody else
        return frozenset()
    return ADMINISTRATORS if _heads_department(access) else frozenset()


def giver_path(access: Access) -> str | None:
    """Below which tree path the user gives: the head in the county, security where it was named; None for everybody else."""
    if not givable(access):
        return None
    if access.administration:
        return access.administration.path
    return next(one.county for one in access.grants if _is_head(one))


def may_give(access: Access, role: GrantedRole, path: str, last_day: date | None) -> bool:
    """Give or end this role there, until that day: never more than the own, in role, place and time."""
    own = giver_path(access)
    if own is None or role not in givable(access) or not path.startswith(own):
        return False
    until = access.administration.last_day if access.administration else None
    return until is None or (last_day is not None and last_day <= until)


def may_see_grants(access: Access) -> bool:
    """Who was given what: the county's leaders and officers, and whoever is in charge of security."""
    return access.is_county or access.administers(GrantedRole.SECURITY_ADMIN)


def _heads_department(access: Access) -> bool:
    return any(_is_head(one) for one in access.grants)


def _is_head(grant: Grant) -> bool:
    return grant.kind is Kind.ORGANISATION_DEPARTMENT and grant.duty is Duty.DEPARTMENT_HEAD


def role_of(kind: Kind, duty: Duty) -> Role | None:
    """The role that a post gives, by the kind of its organisation (roles.md 7); None when it gives none."""
    if kind is Kind.ORGANISATION_DEPARTMENT:
        return Role.COUNTY_LEADER if duty is Duty.DEPARTMENT_HEAD else Role.COUNTY_ADMIN
    if kind is Kind.COUNTY:
        return Role.COUNTY_LEADER if duty is Duty.SECRETARY else None
    return _TOWNSHIP_ROLES.get(duty) if kind in TOWNSHIP_LEVEL else _BASIC_ROLES.get(duty)


_TOWNSHIP_ROLES = {
    Duty.SECRETARY: Role.TOWNSHIP_SECRETARY,
    Duty.DEPUTY_SECRETARY: Role.TOWNSHIP_SECRETARY,
    Duty.ORGANISATION_MEMBER: Role.TOWNSHIP_OFFICER,
    Duty.ORGANISER: Role.TOWNSHIP_OFFICER,
    Duty.LEADERSHIP_MEMBER: Role.LEADERSHIP_MEMBER,
}
_BASIC_ROLES = {
    Duty.SECRETARY: Role.ORG_SECRETARY,
    Duty.DEPUTY_SECRETARY: Role.ORG_SECRETARY,
    Duty.FULL_TIME_DEPUTY_SECRETARY: Role.ORG_SECRETARY,
    Duty.INFORMATION_OFFICER: Role.ORG_RECORDER,
}
