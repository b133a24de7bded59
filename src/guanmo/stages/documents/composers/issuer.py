"""Which body signs for an organiser, and whom there one asks."""

from guanmo.stages.organisations.enums import Duty, Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import appointments

_CONTACTS = (Duty.ORGANISATION_MEMBER, Duty.ORGANISER, Duty.DEPARTMENT_OFFICER)


def office_of(organiser: Organisation) -> str:
    """The township's own committee; for the county its organisation department."""
    return (_department(organiser) or organiser).name


def contact_of(organiser: Organisation) -> str:
    """The office and whoever keeps its party work today, the organisation member first; no telephone is kept."""
    office = _department(organiser) or organiser
    held = {one.post.duty: one for one in appointments().filter(post__organisation=office, post__duty__in=_CONTACTS)}
    first = next((held[duty] for duty in _CONTACTS if duty in held), None)
    return f"{office.name}{f'，{first.post.get_duty_display()}{first.user.name}' if first else ''}"


def issuing_unit(organisation: Organisation) -> Organisation:
    """In whose name documents are numbered and issued: the county for its department, else the organisation itself."""
    if organisation.kind != Kind.ORGANISATION_DEPARTMENT:
        return organisation
    county: Organisation | None = Organisation.objects.get_parent(organisation)
    return county or organisation


def _department(organiser: Organisation) -> Organisation | None:
    if organiser.is_township:
        return None
    found: Organisation | None = (
        Organisation.objects.get_children(organiser).filter(kind=Kind.ORGANISATION_DEPARTMENT).first()
    )
    return found
