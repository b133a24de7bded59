"""The lines as they leave the house, one line of text each, to a log server that the database's owner cannot reach."""

import json
import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from guanmo.audit.models import Entry, Link

log = logging.getLogger("guanmo.audit")


def send(entries: Sequence[Entry]) -> None:
    """Say the lines once they are committed, where a log server is named (GUANMO_SYSLOG)."""
    if settings.AUDIT_SYSLOG:
        keys = [one.pk for one in entries]
        transaction.on_commit(lambda: say(keys), robust=True)


def text_of(entry: Entry, link: Link | None) -> str:
    """One line of JSON. Facts stay at home, they may name people: the digest holds what they were."""
    line = {
        "position": link and link.position,
        "digest": link and link.digest,
        "line": entry.pk,
        "at": entry.at.isoformat(),
        "by": entry.by_id,
        "act": entry.act,
        "object": f"{entry.target_type}:{entry.target_id}",
    }
    return json.dumps(line)


def say(keys: Sequence[int]) -> None:
    """Say lines that are committed and linked."""
    links = Link.objects.filter(entry__in=keys).select_related("entry")
    for link in links:
        log.info(text_of(link.entry, link))
