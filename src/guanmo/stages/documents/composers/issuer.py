"""Which body signs for an organiser."""

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation


def office_of(organiser: Organisation) -> str:
    """The township's own committee; for the county its organisation department."""
    if organiser.is_township:
        return organiser.name
    department = Organisation.objects.get_children(organiser).filter(kind=Kind.ORGANISATION_DEPARTMENT).first()
    return department.name if department else organiser.name
