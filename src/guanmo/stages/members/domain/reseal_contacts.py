"""Seal contact details with the newest key; a process that is killed in between has lost nothing (security.md 3.6)."""

from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from guanmo.lib.sealing import Keyring, keyring
from guanmo.stages.members.models import Contact

BATCH = 200


def keys_of_contacts() -> Counter[int]:
    """How many contact details each key has sealed."""
    return Counter(bytes(one)[0] for one in Contact.objects.values_list("sealed", flat=True).iterator())


def reseal_contacts() -> Iterator[int]:
    """Go through all of them once, a transaction for each batch; after each, how many were sealed anew.

    One that is corrected at this moment is left for the next call: nothing is written over.
    """
    last = 0
    while batch := list(Contact.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield _reseal_all(batch)


@transaction.atomic
def _reseal_all(batch: list[Contact]) -> int:
    ring = keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER)
    return sum(_reseal(one, ring) for one in batch)


def _reseal(one: Contact, ring: Keyring) -> int:
    before = bytes(one.sealed)
    if ring.is_newest(before):
        return 0
    one.put(one.text)
    return Contact.objects.filter(pk=one.pk, sealed=before).update(sealed=one.sealed, index=one.index)
