"""The restore drill: what a copy holds comes back whole, and what came after it is brought by the phones (A9)."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import environ
import pytest

from guanmo.command.backups import PostgresCopy, SqliteCopy
from guanmo.command.backups.keys import keys_problem
from guanmo.command.backups.secrets import new_key
from guanmo.command.backups.with_roots import apart, join
from guanmo.lib.refusal import Refused
from guanmo.lib.sealing import keyring
from guanmo.stages.members.models import Contact
from tests import postgres
from tests.county import Scene
from tests.desk.members.people import a_member

SHEET = "tests.command.drill"


def guanmo(*words: str, env: Mapping[str, str], check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guanmo", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=check, timeout=300)


def drill(*words: str, env: Mapping[str, str]) -> dict[str, str]:
    """Run a step of ``tests.command.drill`` in the county of ``env`` and return what it prints."""
    done = subprocess.run([sys.executable, "-m", SHEET, *words], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a county with its own database; ``AGAIN`` names the empty place to restore to."""
    env = {**os.environ, "GUANMO_DATA_DIR": str(tmp_path / "data"), "GUANMO_DEBUG": "1"}
    env.pop("GUANMO_DATABASE_URL", None)
    (tmp_path / "data").mkdir()
    if request.param == "sqlite":
        yield env
        return
    cluster = postgres.start()
    env["GUANMO_DATABASE_URL"] = cluster.url
    yield env
    cluster.stop()


def empty_again(env: dict[str, str]) -> dict[str, str]:
    """The same place after its database was lost."""
    if "GUANMO_DATABASE_URL" in env:
        import psycopg

        url = env["GUANMO_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CREATE DATABASE again")
        return {**env, "GUANMO_DATABASE_URL": url.rsplit("/", 1)[0] + "/again"}
    path = Path(env["GUANMO_DATA_DIR"])
    (path / "guanmo.sqlite3").rename(path / "lost.sqlite3")
    return env


def without_the_right(env: dict[str, str]) -> dict[str, str]:
    """The same place for an account of PostgreSQL that may read everything, but not copy the whole server."""
    if "GUANMO_DATABASE_URL" not in env:
        return env
    import psycopg

    with psycopg.connect(env["GUANMO_DATABASE_URL"], autocommit=True) as server:
        server.execute("CREATE ROLE office LOGIN; GRANT pg_read_all_data TO office")
    return {**env, "GUANMO_DATABASE_URL": env["GUANMO_DATABASE_URL"].replace("guanmo@", "office@")}


def test_drill_after_the_loss_of_the_database(place: dict[str, str], tmp_path: Path) -> None:
    before = drill("score", "A1", env=place)
    paper = Path(place["GUANMO_DATA_DIR"], "media", "rectification", f"{hashlib.sha256(b'paper').hexdigest()}.pdf")
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"paper")
    key = tmp_path / "stick" / "backup.key"
    new_key(key)
    said = guanmo("backup", str(tmp_path / "copies"), "--key", str(key), env=without_the_right(place)).stdout
    copy = next((tmp_path / "copies").glob("guanmo-*.enc"))
    assert str(copy) in said
    assert ("账号 office 没有 REPLICATION 权限" in said) == ("GUANMO_DATABASE_URL" in place)
    written = [path.read_bytes() for path in (tmp_path / "copies").rglob("*") if path.is_file()]
    assert [b"paper" in body or b"deducted" in body or b"SQLite" in body for body in written] == [False, False]
    after = drill("score", "A2", env=place)

    place = empty_again(place)
    shutil.rmtree(paper.parent)
    restored = guanmo("restore", str(copy), "--key", str(key), env=place).stdout

    assert f"恢复的是 {copy.name.removesuffix('.enc')}。打分日志的根和备份时一样。" in restored
    assert paper.read_bytes() == b"paper"
    assert drill("stored", env=place) == before
    again = drill("resend", json.dumps(after), env=place)
    assert {**again, "root": ""} == {**before, **after, "root": ""}
    assert not list(Path(place["GUANMO_DATA_DIR"]).glob(".backup-*"))
    if "GUANMO_DATABASE_URL" in place:
        another_log_comes_back(place["GUANMO_DATABASE_URL"], tmp_path)


def another_log_comes_back(url: str, folder: Path) -> None:
    """A copy made after somebody changed a sheet, with the roots of before; control: with its own roots it is one like any other."""
    import psycopg

    def database(name: str) -> PostgresCopy:
        return PostgresCopy(environ.Env.db_url_config(url.rsplit("/", 1)[0] + f"/{name}"))

    good, changed, mixed = (folder / f"{name}.dump.tar" for name in ("good", "changed", "mixed"))
    database("again").write(good)
    with psycopg.connect(url.rsplit("/", 1)[0] + "/again", autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        server.execute("UPDATE rounds_scoreevent SET body = replace(body, 'ballot', 'bellot')")
        server.execute("CREATE DATABASE refused")
        server.execute("CREATE DATABASE taken")
    database("again").write(changed)
    with apart(good) as (_dump, roots), apart(changed) as (dump, _roots):
        assert roots
        join(dump, roots, mixed)

    with pytest.raises(Refused, match=r"根不一样.*不要启用，请删去"):
        database("refused").put_back(mixed)
    assert database("taken").put_back(changed)


def test_one_letter_changed_in_a_copy_is_found_by_the_root_of_what_came_back(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    with closing(sqlite3.connect(tmp_path / "office.sqlite3")) as database:
        database.execute("CREATE TABLE rounds_round (id, uuid)")
        database.execute("CREATE TABLE rounds_scoreevent (round_id, seq, body)")
        database.execute("INSERT INTO rounds_round VALUES (1, '5a9c02a3-3c3f-4c1f-a0f5-3d3a1c8d8e11')")
        database.executemany("INSERT INTO rounds_scoreevent VALUES (1, ?, ?)", [(1, '"1.00"'), (2, '"2.50"')])
        database.commit()
    copy, again = tmp_path / "copy.sqlite3.tar", SqliteCopy({"NAME": tmp_path / "again.sqlite3"})
    SqliteCopy({"NAME": tmp_path / "office.sqlite3"}).write(copy)
    body = copy.read_bytes()
    assert body.count(b'"2.50"') == 1
    copy.write_bytes(body.replace(b'"2.50"', b'"3.50"'))

    with pytest.raises(Refused, match="根不一样"):
        again.put_back(copy)

    assert not list(tmp_path.glob("*again*"))
    with apart(copy) as (alone, _roots):
        assert again.put_back(alone) is False  # control: its form is sound, and without the roots nobody would know
    assert (tmp_path / "again.sqlite3").exists()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_restored_elsewhere_the_keys_must_come_too(place: dict[str, str], tmp_path: Path) -> None:
    drill("score", "A1", env=place)
    beside = guanmo(
        "backup", str(tmp_path / "copies"), "--keys", str(tmp_path / "copies" / "keys"), env=place, check=False
    )
    assert (beside.returncode, "不能和备份放在一起" in beside.stderr) == (2, True)
    assert "备份里没有密钥" in guanmo("backup", str(tmp_path / "copies"), env=place).stdout
    guanmo("backup", str(tmp_path / "copies"), "--keys", str(tmp_path / "stick"), env=place)
    copy = max((tmp_path / "copies").glob("guanmo-*"))
    assert not list((tmp_path / "copies").rglob("log.ed25519"))

    bare = {**place, "GUANMO_DATA_DIR": str(tmp_path / "bare")}
    refused = guanmo("restore", str(copy), env=bare, check=False)
    assert (refused.returncode, "密钥和它对不上：log.ed25519" in refused.stderr) == (2, True)
    other = {**place, "GUANMO_DATA_DIR": str(tmp_path / "other")}
    (tmp_path / "other" / "keys").mkdir(parents=True)
    (tmp_path / "other" / "keys" / "log.ed25519").write_bytes(bytes(32))
    refused = guanmo("restore", str(copy), env=other, check=False)
    assert (refused.returncode, "密钥和它对不上：log.ed25519" in refused.stderr) == (2, True)

    again = {**place, "GUANMO_DATA_DIR": str(tmp_path / "again")}
    guanmo("restore", str(copy), "--keys", str(tmp_path / "stick"), env=again)
    assert drill("stored", env=again) == drill("stored", env=place)
    assert (tmp_path / "again" / "keys" / "log.ed25519").stat().st_mode & 0o77 == 0


@pytest.mark.django_db
def test_other_field_keys_are_noticed(county: Scene, settings: Any, tmp_path: Path) -> None:
    member = a_member(county)
    Contact(member=member).put("13800000000").save()
    assert keys_problem() == ""
    settings.FIELD_KEYS = tmp_path / "field_keys"
    assert "field_keys" in keys_problem()
    keyring(settings.FIELD_KEYS)  # made anew
    assert "field_keys" in keys_problem()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_copy_made_while_sheets_come_in_is_sound(place: dict[str, str], tmp_path: Path) -> None:
    drill("score", "A1", env=place)
    writer = threading.Thread(target=lambda: drill("correct", "30", env=place))
    writer.start()
    guanmo("backup", str(tmp_path / "copies"), env=place)
    copies = list((tmp_path / "copies").glob("guanmo-*"))
    writer.join()

    place = empty_again(place)
    guanmo("restore", str(copies[0]), env=place)

    told = drill("stored_and_whole", env=place)
    assert told["stored"]
    assert told["whole"] == told["stored"]


def test_what_is_damaged_is_said_and_nothing_is_written_over(tmp_path: Path) -> None:
    env = {**os.environ, "GUANMO_DATA_DIR": str(tmp_path / "data")}
    env.pop("GUANMO_DATABASE_URL", None)
    database = tmp_path / "data" / "guanmo.sqlite3"
    media = tmp_path / "data" / "media"
    photos, papers = media / "photos" / "ab", media / "rectification" / "2026"
    (media / "uploads").mkdir(parents=True)
    photos.mkdir(parents=True)
    papers.mkdir(parents=True)
    with closing(sqlite3.connect(database)) as made:
        made.execute("CREATE TABLE sheet (body)")
        made.executemany("INSERT INTO sheet VALUES (?)", [(os.urandom(900),) for _ in range(50)])
        made.commit()
    good = hashlib.sha256(b"photo").hexdigest()
    (photos / f"{good}.jpg").write_bytes(b"photo")
    (papers / f"{good}_Xa3.pdf").write_bytes(b"photo")
    (media / "uploads" / "waiting").write_bytes(b"x")
    (photos / f"{'ab' * 32}.jpg").write_bytes(b"changed")

    done = guanmo("backup", str(tmp_path), env=env, check=False)

    copied = {path.name for path in (tmp_path / "media").rglob("*") if path.is_file()}
    assert (done.returncode, copied) == (2, {f"{good}.jpg", f"{good}_Xa3.pdf"})
    assert f"{'ab' * 32}.jpg" in done.stderr
    copy, whole = next(tmp_path.glob("guanmo-*")), database.read_bytes()
    refused = guanmo("restore", str(copy), env=env, check=False)
    assert (refused.returncode, "已经存在" in refused.stderr, database.read_bytes()) == (2, True, whole)

    database.unlink()
    of_a_server = guanmo("restore", str(copy), "--until", "2026-01-01 00:00", env=env, check=False)
    assert (of_a_server.returncode, "只用于整库备份" in of_a_server.stderr, database.exists()) == (2, True, False)
    body = bytearray(copy.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 4096] = b"\xff" * 4096
    copy.write_bytes(body)
    refused = guanmo("restore", str(copy), env=env, check=False)
    assert (refused.returncode, "已损坏" in refused.stderr, database.exists()) == (2, True, False)


def test_control_a_plain_copy_of_the_file_among_writes_is_not_sound(tmp_path: Path) -> None:
    """Why VACUUM INTO: the bytes of a database that is being written to are no database."""
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size=1")  # changed pages go to the file before the commit
        database.execute("CREATE TABLE sheet (id INTEGER PRIMARY KEY, body BLOB)")
        database.execute("CREATE INDEX bodies ON sheet (body)")
        database.executemany("INSERT INTO sheet (body) VALUES (?)", [(os.urandom(900),) for _ in range(50)])
        database.execute("BEGIN")
        database.executemany("UPDATE sheet SET body = ? WHERE id = ?", [(os.urandom(900), id) for id in range(1, 51)])
        (tmp_path / "copy.sqlite3").write_bytes(path.read_bytes())
        database.execute("ROLLBACK")
    with pytest.raises(Refused, match="已损坏"):
        SqliteCopy({"NAME": path}).check(tmp_path / "copy.sqlite3")
