"""Who may: what follows from the posts that a user holds today. Pure predicates over ``Access``."""

from dataclasses import dataclass

from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, Duty, Kind, Role

COUNTY_ROLES = frozenset({Role.COUNTY_ADMIN, Role.COUNTY_LEADER})
TOWNSHIP_STAFF = frozenset({Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER})
ORGANISATION_STAFF = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})


@dataclass(frozen=True, slots=True)
class Grant:
    """One role on one organisation and everything below it (``path`` is the tree path)."""

    role: Role
    organisation_id: int
    path: str
    kind: Kind
    duty: Duty


@dataclass(frozen=True, slots=True)
class Access:
    """All that a user's posts of today allow. An account without a post sees nothing."""

    grants: tuple[Grant, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether the user holds one of these roles anywhere."""
        return any(grant.role in roles for grant in self.grants)

    @property
    def is_county(self) -> bool:
        return self.has(*COUNTY_ROLES)

    @property
    def is_county_admin(self) -> bool:
        return self.has(Role.COUNTY_ADMIN)

    def covers(self, path: str, *roles: Role) -> bool:
        """Whether one of the user's roles among ``roles`` (any role when none is named) covers this tree path."""
        return any(
            (not roles or grant.role in roles) and (path.startswith(grant.path) or grant.role in COUNTY_ROLES)
            for grant in self.grants
        )

    def organisation_ids(self, *roles: Role) -> frozenset[int]:
        """The organisations on which the user holds one of these roles (any role when none is named)."""
        return frozenset(grant.organisation_id for grant in self.grants if not roles or grant.role in roles)


def may_import_tree(access: Access) -> bool:
    """Only the county organisation department enters and changes the tree."""
    return access.is_county_admin


def may_give_passwords(access: Access) -> bool:
    """Whoever enters the post holders lets them in."""
    return access.is_county_admin


def may_keep_structure(access: Access, path: str) -> bool:
    """Keep units, grids and partnerships: the organisation itself, the township above it, the county's officers."""
    return access.covers(path, *ORGANISATION_STAFF, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)


def may_keep_from_above(access: Access, path: str) -> bool:
    """Name contact points and keep facts about appointments: the township for all below it, the county's officers."""
    return access.covers(path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)


def may_review_secretaries(access: Access, path: str) -> bool:
    """Read and write reviews of secretaries and why they were changed: nobody else (S4-12a, kept_out.md 8)."""
    return access.covers(path, Role.TOWNSHIP_SECRETARY, *COUNTY_ROLES)


def may_set_structure_limits(access: Access) -> bool:
    """Terms of office and numbers of members are the county's parameters."""
    return access.is_county_admin


def may_read_audit(access: Access) -> bool:
    """The head of the organisation department alone, as long as there is no auditor."""
    return any(one.kind is Kind.ORGANISATION_DEPARTMENT and one.duty is Duty.DEPARTMENT_HEAD for one in access.grants)


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
