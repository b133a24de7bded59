"""The chain over the lines: a line that is changed, taken out, put in or moved no longer fits the one after it.

The digest of a line is SHA-256 over the digest before it and the line's canonical content: JSON with sorted keys and no
spaces, times in UTC. What a chain cannot show is its own end being cut off or its being written anew as a whole; for
that the head is noted elsewhere, by syslog or on paper (docs/decisions/0015-audit-chain.md).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from django.db import connection, transaction

from guanmo.audit.models import Entry, Link

BEGINNING = "0" * 64
_ONE_AT_A_TIME = 0x6775616E
"""The number of PostgreSQL's advisory lock; only those who link wait for each other."""


def content_of(entry: Entry) -> bytes:
    """The bytes that are hashed, of the line as it stands in the database."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    line = [entry.pk, at, entry.by_id, entry.act, entry.target_type, entry.target_id, entry.facts]
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(before: str, entry: Entry) -> str:
    """The digest of a line that follows the digest ``before``."""
    return hashlib.sha256(before.encode() + b"\n" + content_of(entry)).hexdigest()


def head() -> tuple[int, str]:
    """The position and the digest of the last link; 0 and zeros before the first."""
    return Link.objects.order_by("-position").values_list("position", "digest").first() or (0, BEGINNING)


def link_with(entries: Sequence[Entry]) -> list[Link]:
    """Link lines that were just written, as their database allows, and return the links that stand already.

    SQLite has one writer at a time: the links are part of the act's own transaction. On PostgreSQL they follow right
    after it in a short one, so that no act waits for the commit of another (nor for a lock that a third one holds).
    """
    if connection.vendor == "sqlite":
        return _append(entries)
    keys = [one.pk for one in entries]
    transaction.on_commit(lambda: link_after(keys), robust=True)
    return []


def link_after(keys: Iterable[int]) -> list[Link]:
    """Link committed lines that have no link yet. Nothing is lost when this is cut off: ``link_stragglers`` does it."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # a link that a power cut takes is made again, so nobody has to wait for the disk
                cursor.execute("SET LOCAL synchronous_commit = off")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        return _append(Entry.objects.filter(pk__in=keys, link=None).order_by("pk"))


def stragglers() -> list[int]:
    """The lines that stand in no link."""
    return list(Entry.objects.filter(link=None).order_by("pk").values_list("pk", flat=True))


def link_stragglers() -> None:
    """Link what a stop between an act and its link has left; called at the start of a server on PostgreSQL."""
    if connection.vendor == "postgresql" and (found := stragglers()):
        link_after(found)


def _append(entries: Iterable[Entry]) -> list[Link]:
    last, digest = head()
    links = []
    for position, entry in enumerate(entries, last + 1):
        digest = digest_of(digest, entry)
        links.append(Link(position=position, entry=entry, digest=digest))
    return Link.objects.bulk_create(links)
