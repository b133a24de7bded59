"""What is sealed opens with its key in its place, and nowhere else (security.md 3.6)."""

import base64
from pathlib import Path

import pytest

from guanmo.lib.sealing import Key, Keyring, SealBroken, keyring, read_keys

ONE, TWO = Key(bytes(32)), Key(bytes(range(32)))


def test_same_text_is_sealed_differently_each_time_and_opens() -> None:
    ring = Keyring({1: ONE})

    first, second = ring.seal(b"13800000001", "t.c:1"), ring.seal(b"13800000001", "t.c:1")

    assert first != second
    assert ring.open(first, "t.c:1") == ring.open(second, "t.c:1") == b"13800000001"


@pytest.mark.parametrize("place", ["t.c:2", "t.d:1", "u.c:1"])
def test_other_row_column_or_table_does_not_open_it(place: str) -> None:
    ring = Keyring({1: ONE})

    with pytest.raises(SealBroken):
        ring.open(ring.seal(b"13800000001", "t.c:1"), place)


def test_new_key_seals_and_the_old_one_still_opens() -> None:
    old = Keyring({1: ONE}).seal(b"a", "t.c:1")
    both = Keyring({1: ONE, 2: TWO})

    assert both.open(old, "t.c:1") == b"a"
    assert both.seal(b"b", "t.c:1")[0] == 2
    with pytest.raises(SealBroken):
        Keyring({2: TWO}).open(old, "t.c:1")


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x01" + bytes(40)])
def test_damage_is_told(damaged: bytes) -> None:
    with pytest.raises(SealBroken):
        Keyring({1: ONE}).open(damaged, "t.c:1")


def test_file_of_keys_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "field_keys"
    sealed = keyring(path).seal(b"a", "t.c:1")

    assert Keyring(read_keys(path)).open(sealed, "t.c:1") == b"a"
    assert path.stat().st_mode & 0o077 == 0
    assert len(base64.b64decode(path.read_text().rpartition(":")[2])) == 32
    assert [one.name for one in path.parent.iterdir()] == ["field_keys"]
