"""Who may see values, who says what an indicator asks (roles.md 7), and of whom it is asked."""

from guanmo.method.indicators import Definition
from guanmo.stages.members.rules import may_keep, own_organisations
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.rules import Access
from guanmo.stages.records.enums import kinds_of


def may_read_values(access: Access) -> bool:
    """Everybody with a post reads the values of the own organisation and of what stands below it."""
    return bool(access.grants)


def may_define(access: Access) -> bool:
    """Change a target: the county organisation department."""
    return access.is_county_admin


def may_read_names(access: Access, organisation_id: int, path: str, *, own_alone: bool) -> bool:
    """Names behind a value about persons: whoever keeps the roster; where they are the organisation's alone, who keeps it there."""
    return organisation_id in own_organisations(access) if own_alone else may_keep(access, path)


def applies_to(asked: Definition, organisation: Organisation) -> bool:
    """Whether the indicator speaks of this kind and form of organisation."""
    kinds = kinds_of(asked.kinds) if asked.kinds else frozenset(Kind)
    return Kind(organisation.kind) in kinds and (not asked.forms or organisation.form in asked.forms)
