"""Enter a new organisation into the tree (S0-1-b)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.enums import PARENTS, Form, Kind
from guanmo.stages.organisations.errors import WrongParent
from guanmo.stages.organisations.models import Organisation, User


def check_parent(kind: Kind, parent: Kind | None) -> None:
    """Raise WrongParent unless ``parent`` (None: no superior) may stand directly above ``kind``."""
    allowed = PARENTS[kind]
    if (parent is None and not allowed) or parent in allowed:
        return
    above = _("、").join(str(Kind(one).label) for one in Kind if one in allowed) or _("（没有上级）")
    raise WrongParent(_("“%(kind)s”的上级只能是：%(above)s。") % {"kind": Kind(kind).label, "above": above})


@transaction.atomic
def create_organisation(
    *,
    code: str,
    name: str,
    kind: Kind,
    form: Form,
    parent: Organisation | None,
    short_name: str = "",
    established_on: date | None = None,
    dissolved_on: date | None = None,
    by: User | None,
) -> Organisation:
    """Create one organisation below ``parent`` (None only for the county). Raises WrongParent."""
    check_parent(kind, Kind(parent.kind) if parent else None)
    fields = {
        "code": code,
        "name": name,
        "short_name": short_name or name,
        "kind": kind,
        "form": form,
        "established_on": established_on,
        "dissolved_on": dissolved_on,
    }
    if parent is None:
        organisation: Organisation = Organisation.objects.add_root(fields)
    else:
        organisation = Organisation.objects.add_child(Organisation.objects.get(pk=parent.pk), fields)
    record("organisation.created", organisation, by=by, code=code)
    return organisation
