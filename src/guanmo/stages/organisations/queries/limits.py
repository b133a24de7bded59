"""The county's terms of office and numbers of members."""

from guanmo.stages.organisations.enums import VILLAGE_LEVEL, Form
from guanmo.stages.organisations.models import Organisation, StructureLimits, User


def structure_limits(user: User) -> StructureLimits:
    """As they hold today; the shipped ones where the county set none. Every user reads them."""
    del user
    return StructureLimits.objects.order_by("-pk").first() or StructureLimits()


def term_years(organisation: Organisation, limits: StructureLimits) -> int:
    """How long a term of this organisation lasts."""
    if organisation.kind in VILLAGE_LEVEL:
        return limits.village_term_years
    is_committee = organisation.form in (Form.COMMITTEE, Form.WORKING_COMMITTEE)
    return limits.committee_term_years if is_committee else limits.branch_term_years
