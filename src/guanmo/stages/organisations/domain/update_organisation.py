"""Correct what is known about an organisation, and place it below another superior (S0-1-b)."""

from typing import Any

from django.db import transaction

from guanmo.audit.record import record
from guanmo.lib.written import written
from guanmo.stages.organisations.domain.create_organisation import check_parent
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User


@transaction.atomic
def update_organisation(organisation: Organisation, values: dict[str, Any], *, by: User | None) -> None:
    """Write these fields; the audit line keeps the old values of those that differ. Nothing differs: nothing happens."""
    old = {name: getattr(organisation, name) for name, value in values.items() if getattr(organisation, name) != value}
    if not old:
        return
    for name in old:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=list(old))
    facts = {name: [_plain(value), _plain(values[name])] for name, value in old.items()}
    record("organisation.updated", organisation, by=by, changes=facts)


@transaction.atomic
def move_organisation(organisation: Organisation, parent: Organisation, *, by: User | None) -> None:
    """Place the organisation, with everything below it, last below ``parent``. Raises WrongParent."""
    check_parent(Kind(organisation.kind), Kind(parent.kind))
    fresh = Organisation.objects.get(pk=organisation.pk)
    above = Organisation.objects.get(pk=parent.pk)
    old = Organisation.objects.get_parent(fresh)
    Organisation.objects.move(fresh, above, "last-child")
    moved = Organisation.objects.get(pk=organisation.pk)
    written.send(Organisation, rows=list(Organisation.objects.filter(path__startswith=moved.path)))
    record("organisation.moved", organisation, by=by, old=old.code if old else None, new=above.code)


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)
