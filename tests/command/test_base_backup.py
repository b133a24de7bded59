"""PostgreSQL whole: a base copy and the archived log come back as of a moment, with the same root (A9)."""

import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import environ
import psycopg
import pytest

from guanmo import command
from guanmo.command.backups import PostgresCopy
from guanmo.command.backups import whole_server_back as base_back
from guanmo.command.backups.reached import given
from guanmo.command.backups.roots import compare
from guanmo.command.backups.secrets import new_key
from guanmo.command.backups.wal import bring_segments, first_missing, keep_segment
from guanmo.command.backups.whole import Wanted
from guanmo.command.backups.whole_server import BaseCopy
from guanmo.lib.refusal import Refused
from tests import postgres
from tests.command.test_backup import drill, guanmo

ARCHIVING = {**postgres.CARELESS, "archive_mode": "on"}
TAMPER = """SET session_replication_role = replica;
UPDATE rounds_scoreevent SET body = replace(body, '"ballot"', '"bellot"') WHERE body LIKE '%"event":"ballot"%'"""


@dataclass(frozen=True)
class Office:
    """A county on a PostgreSQL that archives its log, and a disk for the copies."""

    cluster: postgres.Cluster
    env: dict[str, str]
    disk: Path

    @property
    def copies(self) -> Path:
        return self.disk / "copies"

    def on(self, cluster: postgres.Cluster) -> "Office":
        """The same office on a server that was restored."""
        return replace(self, cluster=cluster, env={**self.env, "GUANMO_DATABASE_URL": cluster.url})

    def sql(self, statement: str) -> str:
        with psycopg.connect(self.cluster.url, autocommit=True) as server:
            done = server.execute(statement)
            row = done.fetchone() if done.description else None
        return str(row[0]) if row else ""

    def empty_place(self, name: str) -> Path:
        """A folder that belongs to the account that PostgreSQL runs as."""
        folder = self.disk / name
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        return folder

    def write_out(self) -> None:
        """Let PostgreSQL lay all of the log up to now into the spool."""
        last = self.sql("SELECT pg_walfile_name(pg_switch_wal())")
        deadline = time.monotonic() + 30
        while not (self.disk / "spool" / last).exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def archive(self, *how: str) -> None:
        """Hand all of the spool over to the copies, each piece as PostgreSQL would."""
        for piece in sorted((self.disk / "spool").iterdir()):
            assert command.main(["backup", str(self.copies), "--wal", str(piece), *how]) == 0


@pytest.fixture
def office() -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="guanmo-test-") as name:
        disk = Path(name)
        disk.chmod(0o755)
        cluster = postgres.start(folder=disk, settings=ARCHIVING)
        env = {**os.environ, "GUANMO_DATA_DIR": str(disk / "data"), "GUANMO_DEBUG": "1"}
        place = Office(cluster, {**env, "GUANMO_DATABASE_URL": cluster.url}, disk)
        spool = place.empty_place("spool")
        # in the server's own file, which every copy carries: whoever starts a copy must not archive
        place.sql(f"ALTER SYSTEM SET archive_command = 'cp %p {spool}/%f'")
        place.sql("SELECT pg_reload_conf()")
        yield place
        cluster.stop()


def test_a_day_is_brought_back_as_of_the_minute_before_somebody_changed_a_score(office: Office) -> None:
    key = office.disk / "stick" / "backup.key"
    new_key(key)
    opens = ("--key", str(key))
    drill("score", "A1", env=office.env)
    said = guanmo("backup", str(office.copies), *opens, env=office.env).stdout
    (copy,) = office.copies.glob("guanmo-*.base.tar.gz.enc")
    assert (str(copy) in said, "pg_dump" in said) == (True, False)
    drill("score", "A2", env=office.env)
    published = drill("stored", env=office.env)
    moment = office.sql("SELECT now()")
    office.sql(TAMPER)
    office.write_out()
    office.archive(*opens)
    office.cluster.stop()

    to = office.empty_place("again") / "data"
    words = ("restore", str(copy), *opens, "--to", str(to))
    begun = time.monotonic()
    restored = guanmo(*words, "--until", moment, env=office.env).stdout
    assert time.monotonic() - begun < 15 * 60
    assert "打分日志的根和备份时一样" in restored
    again = office.on(postgres.start_on(to.parent, ARCHIVING))
    whole = drill("stored_and_whole", env=again.env)
    assert (drill("stored", env=again.env), whole["stored"]) == (published, whole["whole"])
    drill("score", "A3", env=again.env)
    lost = drill("stored", env=again.env)
    again.write_out()
    again.cluster.stop()

    # control: as far as the old log goes the change comes too, and the drill finds it by the root
    found = guanmo(*words, env=office.env, check=False)
    assert (found.returncode, "和原来的根不一样" in found.stderr, list(to.rglob("*"))) == (2, True, [])

    # the restored server went on with the same folder of copies: from the old copy comes what it wrote, not what was changed
    again.archive(*opens)
    later = office.empty_place("later") / "data"
    guanmo(*words[:-1], str(later), env=office.env)
    third = office.on(postgres.start_on(later.parent))
    assert drill("stored", env=third.env) == lost
    third.cluster.stop()


def test_another_piece_under_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    env = {**os.environ, "GUANMO_DATA_DIR": str(tmp_path / "data")}
    piece, key = tmp_path / "000000010000000000000001", tmp_path / "backup.key"
    new_key(key)
    piece.write_bytes(b"log of this server")
    words = ("backup", str(tmp_path / "copies"), "--wal", str(piece), "--key", str(key))
    guanmo(*words, env=env)
    guanmo(*words, env=env)  # handed over again after a crash
    kept = tmp_path / "copies" / "wal" / f"{piece.name}.enc"
    before = kept.read_bytes()
    assert b"this server" not in before

    piece.write_bytes(b"log of another server")

    done = guanmo(*words, env=env, check=False)
    assert (done.returncode, "已经有另一份" in done.stderr, kept.read_bytes()) == (2, True, before)


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
@pytest.mark.parametrize("name", ["../outside", "/outside", "inside"])
@pytest.mark.parametrize("words", [base_back._FILTER, {}], ids=["python's own filter", "a python without it"])
def test_a_copy_that_would_write_elsewhere_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: dict[str, Any], name: str, kind: bytes
) -> None:
    """Before 3.11.4 Python unpacks whatever a packed file says. Control: a plain file inside is unpacked, and is no copy."""
    monkeypatch.setattr(base_back, "_FILTER", words)
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "../outside"
    with tarfile.open(tmp_path / "copy", "w:gz") as packed:
        packed.addfile(member, io.BytesIO())
    honest = (name, kind) == ("inside", tarfile.REGTYPE)

    with pytest.raises(Refused, match="不是整库备份" if honest else "已损坏"):
        base_back.put_base_back(tmp_path / "copy", Wanted(tmp_path / "data", tmp_path / "wal"), {}, None)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["copy", "data"]


def test_a_database_that_is_not_reached_is_said_in_a_sentence(tmp_path: Path) -> None:
    url = "postgres://guanmo:wrong@127.0.0.1:1/guanmo"  # nothing listens there
    env = {**os.environ, "GUANMO_DATA_DIR": str(tmp_path / "data"), "GUANMO_DEBUG": "1", "GUANMO_DATABASE_URL": url}

    done = guanmo("backup", str(tmp_path / "copies"), env=env, check=False)

    assert (done.returncode, "连不上数据库" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    with pytest.raises(Refused, match="连不上数据库"):
        BaseCopy({"HOST": "127.0.0.1", "PORT": "1", "USER": "guanmo"}).write(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_the_address_asks_of_a_connection_holds_for_the_programs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, said = tmp_path / "pg_restore", tmp_path / "said"
    program.write_text(f"#!/bin/sh\nenv > {said}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    asked = "postgres://office:secret@db.county/guanmo?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=7"
    settings = environ.Env.db_url_config(asked)

    settings["OPTIONS"]["prepare_threshold"] = 5  # Django's own

    PostgresCopy(settings).check(tmp_path / "copy")

    told = set(said.read_text().splitlines())
    assert told >= {"PGSSLMODE=verify-full", "PGSSLROOTCERT=/etc/ca.pem", "PGCONNECT_TIMEOUT=7"}
    assert told >= {"PGHOST=db.county", "PGUSER=office", "PGPASSWORD=secret"}
    assert given(settings).keys() == {"host", "user", "password", "dbname", *settings["OPTIONS"]} - {
        "prepare_threshold"
    }
    PostgresCopy({**settings, "OPTIONS": {}}).check(tmp_path / "copy")  # control
    assert "PGSSLMODE" not in said.read_text()


def test_a_database_without_tables_has_no_other_root() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        compare({}, database.cursor())
        with pytest.raises(sqlite3.OperationalError):  # control: a log is looked for
            compare({"round": (1, "00")}, database.cursor())


def test_a_missing_piece_is_named(tmp_path: Path) -> None:
    first = "0000000100000000000000FE"
    names = [first, "0000000100000000000000FF", "000000010000000100000000", "000000010000000100000001.enc"]
    for name in [*names, "000000010000000000000003", "00000002.history", "000000020000000100000002"]:
        (tmp_path / name).touch()
    assert first_missing(tmp_path, first, 2**24) == ""

    for name in names[:3]:
        (tmp_path / name).unlink()
        assert first_missing(tmp_path, first, 2**24) == name
        (tmp_path / name).touch()


def test_a_piece_takes_little_room_and_comes_back_as_it_was(tmp_path: Path) -> None:
    piece, plain = tmp_path / "000000010000000000000001", tmp_path / "copies" / "wal" / "000000010000000000000002"
    piece.write_bytes(b"\x10\xd1" + bytes(2**20))
    keep_segment(piece, tmp_path / "copies", None)
    assert (plain.parent / piece.name).stat().st_size < 2**16
    plain.write_bytes(b"\x10\xd1 as it was kept before")

    bring_segments(plain.parent, tmp_path / "back", None, piece.name)

    assert (tmp_path / "back" / piece.name).read_bytes() == piece.read_bytes()
    assert (tmp_path / "back" / plain.name).read_bytes() == plain.read_bytes()


def damaged(copy: Path, where: str) -> None:
    """One letter of a sheet's event in the table's own file, as a bad disk or a hand would leave it."""
    beside = copy.with_name("damaged")
    with tarfile.open(copy) as packed, tarfile.open(beside, "w:gz", compresslevel=1) as again:
        for member in packed:
            body = file.read() if (file := packed.extractfile(member)) else b""
            if member.name.endswith(where):
                assert body.count(b'"event":"ballot"') == 1
                body = body.replace(b'"event":"ballot"', b'"event":"bellot"')
            again.addfile(member, io.BytesIO(body))
    beside.rename(copy)


@dataclass
class Asked:
    """``guanmo restore`` of one copy in this process; the databases of tests are not looked at."""

    copy: Path
    to: Path
    settings: dict[str, str]

    def __call__(self, until: str = "", to: Path | None = None) -> str:
        """The sentence with which it is refused, after which there is nothing; empty when it was brought back."""
        wanted = Wanted(to or self.to, self.copy.parent / "wal", until)
        try:
            return base_back.put_base_back(self.copy, wanted, self.settings, None)
        except Refused as refused:
            assert list(self.to.rglob("*")) == []
            return str(refused)


def test_what_cannot_be_brought_back_is_said_and_nothing_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drill("score", "A1", env=office.env)
    where = office.sql("SELECT pg_relation_filepath('rounds_scoreevent')")
    guanmo("backup", str(office.copies), env=office.env)
    (copy,) = office.copies.glob("guanmo-*.base.tar.gz")
    for _ in range(3):
        office.write_out()
        office.archive()
        office.sql("SELECT pg_create_restore_point('more')")  # no commit: no moment to come back to
    url = psycopg.conninfo.conninfo_to_dict(office.cluster.url)
    office.cluster.stop()
    database = {"HOST": str(url["host"]), "PORT": str(url["port"]), "USER": "guanmo", "NAME": "postgres"}
    refused = Asked(copy, office.empty_place("again") / "data", database)

    assert command.main(["restore", str(copy)]) == 2
    assert "请用 --to" in capsys.readouterr().err
    assert "时间写成" in refused("昨天")
    assert "没能启动数据库" in refused("2020-01-01 00:00")
    # a piece from the middle; control: at the end all of them are there
    piece = sorted(path for path in (office.copies / "wal").iterdir() if len(path.name) == 24)[-2]
    piece.rename(office.copies / piece.name)
    assert f"少了 {piece.name}" in refused()
    (office.copies / piece.name).rename(piece)
    (office.copies / "wal").rename(office.copies / "elsewhere")
    assert "没有找到数据库日志的文件夹" in refused("2026-01-01 00:00")
    (office.disk / "taken").mkdir()
    (office.disk / "taken" / "PG_VERSION").touch()
    assert "里已经有内容" in refused(to=office.disk / "taken")

    # one letter of a sheet: found by the list of files, without it by the root
    damaged(copy, where)
    assert "没有备份或恢复成功" in refused()
    monkeypatch.setattr(base_back, "verify", lambda *_: None)
    assert "根不一样" in refused()
    (office.copies / "elsewhere").rename(office.copies / "wal")
    # control: with neither check the damage comes back unseen
    monkeypatch.setattr(base_back, "compare", lambda *_: None)
    monkeypatch.setattr(base_back, "keys_problem", lambda: "")
    assert refused() == ""

    copy.write_bytes(copy.read_bytes()[:100_000])
    refused.to = office.disk / "cut"
    assert "已损坏" in refused()
