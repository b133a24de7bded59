"""The chain over the lines: a line that is changed, taken out, put in or moved no longer fits the one after it.

The digest of a line is SHA-256 over the digest before it and the line's canonical content: JSON with sorted keys and no
spaces, times in UTC. What a chain cannot show is its own end being cut off or its being written anew as a whole; for
that the head is noted elsewhere, by syslog or on paper (docs/decisions/0015-audit-chain.md).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from django.conf import settings
from django.db import connection, transaction

from guanmo.audit.models import Entry, Link
from guanmo.audit.syslog import say
from guanmo.lib.plain_rows import insert_rows
from guanmo.lib.planned_once import cursor_of

BEGINNING = "0" * 64
_ONE_AT_A_TIME = 0x6775616E
"""The number of PostgreSQL's advisory lock; only those who link wait for each other."""
_LAST = "SELECT position, digest FROM audit_link ORDER BY position DESC LIMIT 1"


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
    with cursor_of(connection) as cursor:
        cursor.execute(_LAST)
        last: tuple[int, str] | None = cursor.fetchone()
    return last or (0, BEGINNING)


def link_with(entries: Sequence[Entry]) -> None:
    """Link lines that were just written, as their database allows.

    SQLite has one writer at a time: the links are part of the act's own transaction. On PostgreSQL they follow right
    after it in a short one, so that no act waits for the commit of another (nor for a lock that a third one holds).
    """
    if connection.vendor == "sqlite":
        _append(entries)
    elif entries:
        transaction.on_commit(lambda: _link_at_once(entries), robust=True)


def _link_at_once(entries: Iterable[Entry]) -> None:
    """One call, and so one transaction, in which PostgreSQL hashes: who writes a line waits here for every answer.

    A link that a power cut takes is made again, so nobody has to wait for the disk.
    """
    lines = [(one.pk, content_of(one).decode()) for one in entries]
    with connection.cursor() as cursor:
        keys, contents = [key for key, _content in lines], [content for _key, content in lines]
        cursor.execute(_LINK, [_ONE_AT_A_TIME, keys, contents, BEGINNING])


@transaction.atomic
def link_after(keys: Iterable[int]) -> None:
    """Link committed lines that have no link yet. Nothing is lost when this is cut off: ``link_stragglers`` does it."""
    found = Entry.objects.filter(pk__in=keys, link=None).order_by("pk")
    if connection.vendor == "postgresql":
        _link_at_once(found)
    else:
        _append(found)


def stragglers() -> list[int]:
    """The lines that stand in no link."""
    return list(Entry.objects.filter(link=None).order_by("pk").values_list("pk", flat=True))


def link_stragglers() -> None:
    """Link, and say, what a stop between an act and its link has left; called at the start of a server on PostgreSQL."""
    if connection.vendor == "postgresql" and (found := stragglers()):
        link_after(found)
        if settings.AUDIT_SYSLOG:
            say(found)


def _append(entries: Iterable[Entry]) -> None:
    last, digest = head()
    links = []
    for position, entry in enumerate(entries, last + 1):
        digest = digest_of(digest, entry)
        links.append((position, entry.pk, digest))
    insert_rows(Link, ("position", "entry", "digest"), links)


_LINK = r"""SET LOCAL synchronous_commit = off;
SELECT pg_advisory_xact_lock(%s);
WITH RECURSIVE line AS (
    SELECT entry, content, row_number() OVER (ORDER BY entry) AS place
    FROM unnest(%s::bigint[], %s::text[]) AS given (entry, content)
    WHERE NOT EXISTS (SELECT FROM audit_link WHERE entry_id = entry)
), chain (place, position, entry, digest) AS (
    SELECT 0::bigint, COALESCE(last.position, 0), 0::bigint, COALESCE(last.digest, %s)::text
    FROM (SELECT) AS start LEFT JOIN (SELECT * FROM audit_link ORDER BY position DESC LIMIT 1) AS last ON true
    UNION ALL
    SELECT line.place, position + 1, line.entry,
        encode(sha256(convert_to(digest || E'\n' || content, 'UTF8')), 'hex')
    FROM chain JOIN line ON line.place = chain.place + 1
)
INSERT INTO audit_link (position, entry_id, digest) SELECT position, entry, digest FROM chain WHERE place > 0"""
"""The same as ``_append``, in the database itself."""
