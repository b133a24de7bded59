"""A copy that was encrypted: what does not open is said in one sentence, and nothing of it is restored (A9)."""

import hashlib
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from guanmo import command
from guanmo.command import restore as restoring
from guanmo.command.backups import encrypted, secrets
from guanmo.command.backups.encrypted import opened, write_encrypted
from guanmo.command.backups.files import copy_files, put_files_back
from guanmo.command.backups.secrets import KeyFile, Passphrase, header_of, new_key
from guanmo.lib.encrypted_file import CHUNK, read_header

BODY = b"SQLite format 3\0" + bytes(3 * CHUNK)


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Path:
    """A data folder without a database, and beside it keys and one encrypted copy."""
    settings.DATA_DIR = tmp_path / "data"
    settings.BACKUP_KEY = settings.BACKUP_PASSPHRASE = ""
    for name in ("right.key", "other.key"):
        new_key(tmp_path / name)
    (tmp_path / "plain").write_bytes(BODY)
    key = KeyFile(tmp_path / "right.key").for_writing(tmp_path / "copies")
    write_encrypted(tmp_path / "plain", tmp_path / "copies" / "guanmo-1.sqlite3.enc", key, "guanmo-1.sqlite3")
    return tmp_path


def changed(body: bytes, how: str) -> bytes:
    source = io.BytesIO(body)
    read_header(source)
    start, block = source.tell(), CHUNK + 16
    if how == "cut off":
        return body[: start + block]
    if how == "exchanged":
        return (
            body[:start]
            + body[start + block : start + 2 * block]
            + body[start : start + block]
            + body[start + 2 * block :]
        )
    if how == "altered":
        return body[:-40] + b"\xff" * 4 + body[-36:]
    return b""


def restore(place: Path, capsys: Any, *words: str) -> str:
    """The one sentence with which it is refused, after which there is nothing in the data folder."""
    assert command.main(["restore", *words]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert not list((place / "data").rglob("*"))
    return str(told.err)


@pytest.mark.parametrize("how", ["cut off", "exchanged", "altered", "empty"])
def test_a_copy_that_was_changed_is_refused_and_nothing_restored(place: Path, capsys: Any, how: str) -> None:
    copy = place / "copies" / "guanmo-1.sqlite3.enc"
    copy.write_bytes(changed(copy.read_bytes(), how))

    said = restore(place, capsys, str(copy), "--key", str(place / "right.key"))

    assert "被改动过或者不完整" in said
    assert "什么都没有恢复" in said


def test_another_key_and_none_are_said(place: Path, capsys: Any) -> None:
    copy = str(place / "copies" / "guanmo-1.sqlite3.enc")

    assert "不是用这个密钥" in restore(place, capsys, copy, "--key", str(place / "other.key"))
    assert "是加密的。请用 --key" in restore(place, capsys, copy)
    assert "没有找到备份密钥" in restore(place, capsys, copy, "--key", str(place / "none.key"))
    assert "不是备份密钥" in restore(place, capsys, copy, "--key", str(place / "plain"))


def test_an_open_file_is_no_backup_where_there_is_a_key_unless_somebody_says_so(
    place: Path, capsys: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(place / "copies" / "guanmo-2.sqlite3")) as database:
        database.execute("CREATE TABLE laid_there (row)")
    copy, key = str(place / "copies" / "guanmo-2.sqlite3"), str(place / "right.key")

    assert "它可能被人换过" in restore(place, capsys, copy, "--key", key)

    with opened(Path(copy), KeyFile(Path(key)), plain=True) as found:
        assert str(found) == copy
    settings.BACKUP_KEY = str(place / "lost.key")
    said = restore(place, capsys, copy)
    assert "没有找到备份密钥" in said
    assert "第一次用" not in said
    asked: list[Any] = []
    monkeypatch.setattr(restoring, "restore", lambda file, **how: asked.append((how["secret"], how["plain"])) or "copy")
    assert command.main(["restore", copy, "--plain"]) == 0
    assert asked == [(None, True)]


def test_the_first_backup_says_how_a_key_is_made(place: Path, capsys: Any) -> None:
    assert command.main(["backup", str(place / "copies"), "--key", str(place / "none.key")]) == 2
    assert "请先用 guanmo backup --new-key" in capsys.readouterr().err


@pytest.mark.parametrize("at", [0, 30, -20])
def test_a_bit_that_the_disk_turned_over_is_said_and_nothing_left(
    place: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    def worn_out(path: Path) -> None:
        if path.is_file():
            body = bytearray(path.read_bytes())
            body[at] ^= 1
            path.write_bytes(body)

    monkeypatch.setattr(encrypted, "to_disk", worn_out)
    target = place / "worn" / "guanmo-3.sqlite3.enc"

    with pytest.raises(secrets.Refused, match="写出后读回来不一样"):
        write_encrypted(place / "plain", target, KeyFile(place / "right.key").for_writing(place / "worn"), "guanmo-3")

    assert not list((place / "worn").iterdir())


@pytest.mark.parametrize("locked", [True, False])
def test_a_photo_of_the_right_length_and_the_wrong_content_is_written_anew(place: Path, locked: bool) -> None:
    body = b"photo" * CHUNK
    name = f"{hashlib.sha256(body).hexdigest()}.jpg"
    (place / "media" / "photos").mkdir(parents=True)
    (place / "media" / "photos" / name).write_bytes(body)
    key, copies = KeyFile(place / "right.key") if locked else None, place / "copies" / "media"
    inner = key.for_writing(place / "copies") if key else None
    copy_files(place / "media", copies, inner)
    (copy,) = (copies / "photos").iterdir()
    written = bytearray(copy.read_bytes())
    written[len(written) // 2] ^= 1
    copy.write_bytes(written)
    assert put_files_back(copies, place / "back", key) == (name,)  # control: as it lies there it is worth nothing

    copy_files(place / "media", copies, inner)

    (place / "back" / "photos").mkdir(parents=True)
    (place / "back" / "photos" / name).write_bytes(body[:-1] + b"x")  # a bad disk on the other side
    assert put_files_back(copies, place / "back", key) == ()
    assert (place / "back" / "photos" / name).read_bytes() == body


@pytest.mark.parametrize("size", [0, 5, CHUNK, CHUNK + 1])
def test_an_encrypted_photo_that_was_cut_off_is_written_anew(place: Path, size: int) -> None:
    body = bytes(size)
    name = f"{hashlib.sha256(body).hexdigest()}.jpg"
    (place / "media" / "photos").mkdir(parents=True)
    (place / "media" / "photos" / name).write_bytes(body)
    key, copies = KeyFile(place / "right.key"), place / "copies" / "media"
    copy_files(place / "media", copies, key.for_writing(place / "copies"))
    copy = copies / "photos" / f"{name}.enc"
    whole = copy.read_bytes()
    copy_files(place / "media", copies, key.for_writing(place / "copies"))
    assert copy.read_bytes() == whole  # control: what is whole stays

    copy.write_bytes(whole[:-1])
    copy_files(place / "media", copies, key.for_writing(place / "copies"))

    assert put_files_back(copies, place / "back", key) == ()
    assert (place / "back" / "photos" / name).read_bytes() == body


def test_the_right_key_opens_it_also_from_among_the_keys_kept_apart(place: Path) -> None:
    (place / "stick").mkdir()
    (place / "right.key").rename(place / "stick" / "backup.key")
    secret = secrets.secret_of(None, passphrase=False, keys=place / "stick")

    with opened(place / "copies" / "guanmo-1.sqlite3.enc", secret) as copy:
        assert (copy.name, copy.read_bytes()) == ("guanmo-1.sqlite3", BODY)
    assert not list((place / "data").iterdir())


def test_a_key_is_never_made_twice_nor_left_among_the_copies(place: Path, capsys: Any) -> None:
    before = (place / "right.key").read_bytes()
    assert command.main(["backup", "--new-key", str(place / "right.key")]) == 2
    assert (place / "right.key").read_bytes() == before
    (place / "right.key").rename(place / "copies" / "right.key")
    assert command.main(["backup", str(place / "copies"), "--key", str(place / "copies" / "right.key")]) == 2
    assert "不能和备份放在一起" in capsys.readouterr().err


def test_a_passphrase_is_derived_once_for_a_folder(place: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(secrets, "COST", 2**4)
    folder = place / "spoken"
    key = Passphrase("松柏常青二零二六年的春天").for_writing(folder)
    write_encrypted(place / "plain", folder / "guanmo-2.sqlite3.enc", key, "guanmo-2.sqlite3")

    again, other = Passphrase("松柏常青二零二六年的春天"), Passphrase("另一句口令二零二六年的春天")
    assert again.for_writing(folder) == key
    assert other.for_writing(folder).salt != key.salt
    with opened(folder / "guanmo-2.sqlite3.enc", again) as copy:
        assert copy.read_bytes() == BODY
    with pytest.raises(secrets.Refused, match="至少要12个字"):
        Passphrase("123456")


def test_files_are_encrypted_once_and_anew_with_another_key(place: Path) -> None:
    name = f"{hashlib.sha256(b'photo').hexdigest()}.jpg"
    (place / "media" / "photos").mkdir(parents=True)
    (place / "media" / "photos" / name).write_bytes(b"photo")
    right, other = KeyFile(place / "right.key"), KeyFile(place / "other.key")
    copies, copy = place / "copies" / "media", place / "copies" / "media" / "photos" / f"{name}.enc"
    assert copy_files(place / "media", copies, right.for_writing(place / "copies")) == ()
    written = copy.read_bytes()
    assert copy_files(place / "media", copies, right.for_writing(place / "copies")) == ()
    assert (copy.read_bytes() == written, b"photo" in written.split(b"\n", 2)[2]) == (True, False)

    assert put_files_back(copies, place / "back", other) == (name,)
    assert put_files_back(copies, place / "back", right) == ()
    assert (place / "back" / "photos" / name).read_bytes() == b"photo"

    assert copy_files(place / "media", copies, other.for_writing(place / "copies")) == ()
    header = header_of(copy)
    assert header is not None
    assert header.key == other.for_reading(header).id
