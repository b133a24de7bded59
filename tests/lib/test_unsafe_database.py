"""Each setting that loses data when the power is cut is named; the settings as shipped are not."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from guanmo.lib.unsafe_database import unsafe_in, unsafe_postgres, unsafe_sqlite
from guanmo.lib.unsafe_keys import readable_by_others, unsafe_secret
from tests.postgres import CARELESS

SHIPPED = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "mmap_size": 0}
IMMEDIATE = {"transaction_mode": "IMMEDIATE"}
OLD, NEW = (3, 40, 1), (3, 51, 3)
POSTGRES = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_sync_retry": "off"}


@pytest.mark.django_db
def test_database_as_shipped_is_safe_and_a_careless_one_is_not() -> None:
    """On PostgreSQL the tests' own server is careless, for speed: the doctor must find each of its three faults."""
    found = unsafe_in(connection)

    assert len(found) == (0 if connection.vendor == "sqlite" else len(CARELESS))


@pytest.mark.parametrize("version", [OLD, NEW])
def test_rollback_journal_as_shipped_is_safe_with_any_version(version: tuple[int, ...]) -> None:
    assert list(unsafe_sqlite(SHIPPED, IMMEDIATE, version)) == []


@pytest.mark.parametrize(
    ("changed", "options", "version", "word"),
    [
        ({"synchronous": 2}, IMMEDIATE, NEW, "EXTRA"),
        ({"synchronous": 0}, IMMEDIATE, NEW, "EXTRA"),
        ({"journal_mode": "wal", "synchronous": 2}, IMMEDIATE, OLD, "版本太旧"),
        ({"journal_mode": "wal", "synchronous": 1}, IMMEDIATE, NEW, "synchronous"),
        ({"journal_mode": "memory"}, IMMEDIATE, NEW, "journal_mode"),
        ({"journal_mode": "off"}, IMMEDIATE, NEW, "journal_mode"),
        ({"foreign_keys": 0}, IMMEDIATE, NEW, "foreign_keys=ON"),
        ({"mmap_size": 268435456}, IMMEDIATE, NEW, "mmap_size=0"),
        ({}, {}, NEW, "transaction_mode"),
    ],
)
def test_each_careless_setting_of_sqlite_is_one_sentence(
    changed: dict[str, Any], options: dict[str, str], version: tuple[int, ...], word: str
) -> None:
    (sentence,) = unsafe_sqlite({**SHIPPED, **changed}, options, version)

    assert word in sentence


def test_sound_write_ahead_log_is_safe() -> None:
    assert list(unsafe_sqlite({**SHIPPED, "journal_mode": "wal", "synchronous": 2}, IMMEDIATE, NEW)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
        ("synchronous_commit", "local"),
        ("data_sync_retry", "on"),
    ],
)
def test_each_careless_parameter_of_postgres_is_one_sentence(name: str, value: str) -> None:
    assert list(unsafe_postgres(POSTGRES)) == []

    (sentence,) = unsafe_postgres({**POSTGRES, name: value})

    assert f"{name} 是 {value}" in sentence


@pytest.mark.parametrize("key", ["", "x" * 80, "short-but-varied-0123456789", "django-insecure-" + "abcdefghij" * 6])
def test_key_that_can_be_guessed_is_named(key: str) -> None:
    assert len(list(unsafe_secret(key))) == 1
    assert list(unsafe_secret("0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMN")) == []


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_key_file_that_others_reach_is_named(tmp_path: Path, mode: int) -> None:
    open_one, own, missing = (tmp_path / name for name in ("open", "own", "missing"))
    for path, bits in ((open_one, mode), (own, 0o600)):
        path.write_text("key")
        path.chmod(bits)

    (sentence,) = readable_by_others([open_one, own, missing])

    assert f"chmod 600 {open_one}" in sentence
