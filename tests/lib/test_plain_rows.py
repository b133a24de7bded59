"""Rows that are inserted by one statement hold each text whole, or are refused."""

import pytest
from django.db import DatabaseError

from guanmo.audit.models import Entry
from guanmo.lib.plain_rows import insert_and_read

pytestmark = pytest.mark.django_db
FIELDS = ("at", "act", "target_type", "target_id", "facts")


def insert(text: str) -> list[object]:
    return insert_and_read(
        Entry, FIELDS, [("2026-11-23T08:00:00+00:00", "tested", text, "1", {})], read=("target_type",)
    )


def test_a_text_is_stored_whole() -> None:
    assert insert("观摩\U00020001 \\u0000 '\"") == [["观摩\U00020001 \\u0000 '\""]]


def test_a_text_with_nul_is_refused_and_not_cut() -> None:
    with pytest.raises((ValueError, DatabaseError)):
        insert("before\0after")
