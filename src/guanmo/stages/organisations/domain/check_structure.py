"""The structure check: which branches and groups do not stand where they must (S1-V-1.3)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import VILLAGE_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import in_force, visible_to


@dataclass(frozen=True, slots=True)
class Defect:
    """One organisation that stands wrong, and the sentence that says why."""

    organisation: Organisation
    code: str
    message: str


def structure_defects(user: User) -> tuple[Defect, ...]:
    """Grid branches and courtyard groups that the user may see and whose superior is gone or no village or community."""
    alive = {one.path: one for one in in_force()}
    small = visible_to(user).filter(kind__in=[Kind.GRID_BRANCH, Kind.COURTYARD_GROUP], dissolved_on__isnull=True)
    return tuple(defect for one in small if (defect := _defect(one, alive)) is not None)


def _defect(organisation: Organisation, alive: dict[str, Organisation]) -> Defect | None:
    steps = range(organisation.steplen, len(organisation.path), organisation.steplen)
    above = [alive.get(organisation.path[:step]) for step in steps]
    if None in above:
        return Defect(organisation, "parent_missing", _("上级组织已撤销，请重新确定隶属关系。"))
    if not any(one is not None and one.kind in VILLAGE_LEVEL for one in above):
        return Defect(organisation, "outside_community", _("不在任何村（社区）党组织之下，请调整隶属关系。"))
    return None
