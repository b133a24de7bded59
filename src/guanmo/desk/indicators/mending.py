"""Where a miss is mended: the form of the ledger, or the page on which the rows are kept."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.method.indicators import Definition
from guanmo.stages.organisations.models import Organisation

_PAGES = {
    "dues": "desk:dues-list",
    "training": "desk:trainings-list",
    "training_class": "desk:trainings-list",
    "member": "desk:members-list",
    "roster_check": "desk:members-list",
    "lost_contact": "desk:restricted-list",
    "assigned_post": "desk:posts-list",
    "registration": "desk:posts-list",
    "floating": "desk:moves-list",
    "development": "desk:developments-list",
    "reserve": "desk:designations-list",
    "designation": "desk:designations-list",
    "holder": "desk:organisations-list",
    "unit": "desk:organisations-list",
    "dues_entry": "desk:dues-list",
    "post_change": "desk:posts-list",
    "transfer": "desk:moves-list",
    "grid": "desk:grids-list",
    "partnership": "desk:partnerships-list",
    "covered_unit": "desk:units-list",
    "cross_post": "desk:leadership",
}


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to mend: where, and what the button says."""

    url: str
    label: str
    icon: str


def mend_of(asked: Definition, organisation: Organisation, *, keeps: bool) -> Mend | None:
    """The form or page for somebody who keeps the organisation's records; None where it is not theirs to mend."""
    if not keeps:
        return None
    if asked.mended_by:
        url = reverse("desk:records-create", args=[asked.mended_by])
        return Mend(f"{url}?organisation={organisation.uuid}", _("去记一条"), "plus")
    page = _PAGES.get(asked.known_by) or _PAGES.get(asked.records)
    return Mend(reverse(page), _("去登记"), "arrow-right") if page else None
