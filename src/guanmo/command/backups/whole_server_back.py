"""A whole server comes back into an empty folder, rolled forward with the archived log as far as is wanted, and tried."""

import json
import shutil
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from guanmo.command.backups.keys import keys_problem
from guanmo.command.backups.roots import compare
from guanmo.command.backups.secrets import Secret
from guanmo.command.backups.throwaway import Server, give_away, running
from guanmo.command.backups.wal import bring_segments, first_missing
from guanmo.command.backups.whole import Wanted
from guanmo.command.backups.whole_server import verify
from guanmo.command.backups.with_roots import ROOTS
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

_OWNER_ALONE, _OWNER_READS = 0o700, 0o600
_FILTER: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python's own word against what ``_inside`` refuses, since 3.11.4."""
_SEGMENTS = "guanmo-wal"
_SYNCFS = 14
_SIGNAL = "recovery.signal"
_LIBRARIES = 15


def put_base_back(copy: Path, wanted: Wanted, settings: Mapping[str, Any], secret: Secret | None) -> str:
    """Unpack, check, replay, compare, and leave it stopped and sound; returns in what this computer's keys do not fit.

    Raises Refused; then the folder is empty again.
    """
    until = _until(wanted)
    into = _empty(wanted.into)
    try:
        _unpack(copy, into)
        before = json.loads((into / ROOTS).read_text())
        (into / ROOTS).unlink()
        major = int((into / "PG_VERSION").read_text())
        verify(into, major)
        options = {"fsync": "on", **_sync_at_once(major), **_notes(major), **_replay(into, wanted, secret), **until}
        give_away(into, like=into.parent)
        with running(into, settings, major, **options) as server, server.cursor() as cursor:
            compare(before, cursor)
            with _asked_there(server):
                problem = keys_problem()
        shutil.rmtree(into / _SEGMENTS, ignore_errors=True)
    except BaseException:
        _clear(into)
        raise
    return problem


def _sync_at_once(major: int) -> dict[str, str]:
    """All that was unpacked goes to the disk before the replay, by one call where the server knows it."""
    return {"recovery_init_sync_method": "syncfs"} if major >= _SYNCFS and sys.platform == "linux" else {}


def _notes(major: int) -> dict[str, str]:
    """Nothing is handed over, but noted for later: above all the history of the new timeline, by which the next restore finds it."""
    return {"archive_mode": "on", "archive_command": "", **({"archive_library": ""} if major >= _LIBRARIES else {})}


def _empty(folder: Path) -> Path:
    """The folder itself. Raises Refused where it holds anything: a database is never written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        said = _("{path} 里已经有内容。请先停止数据库，把它改名保存，再恢复备份。")
        raise Refused(said.format(path=folder))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(_OWNER_ALONE)
    return folder.resolve()


def _unpack(copy: Path, into: Path) -> None:
    try:
        with tarfile.open(copy) as packed:
            packed.extractall(into, _inside(packed), **_FILTER)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Refused(_("备份文件 {path} 已损坏，不能使用：{found}").format(path=copy, found=error)) from error
    into.chmod(_OWNER_ALONE)
    if not (into / ROOTS).is_file() or not (into / "PG_VERSION").is_file():
        raise Refused(_("文件 {path} 不是整库备份。").format(path=copy))


def _inside(packed: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Files and folders inside the place, with nobody else's rights. Raises TarError for a link, a device or another place."""
    for member in packed:
        if not (member.isreg() or member.isdir()) or not {"..", "/"}.isdisjoint(PurePosixPath(member.name).parts):
            raise tarfile.TarError(member.name)
        member.mode = _OWNER_ALONE if member.isdir() else _OWNER_READS
        yield member


def _until(wanted: Wanted) -> dict[str, str]:
    """How PostgreSQL is told how far. Raises Refused before anything is touched."""
    if wanted.until and not wanted.wal.is_dir():
        raise Refused(_("没有找到数据库日志的文件夹 {path}，不能恢复到指定的时刻。").format(path=wanted.wal))
    return {"recovery_target_time": _moment(wanted.until)} if wanted.until else {}


def _replay(into: Path, wanted: Wanted, secret: Secret | None) -> dict[str, str]:
    """What the server is told so that it goes on from the copy; nothing where no log was archived.

    Raises Refused where a piece is missing: PostgreSQL would end before it and say nothing. Up to a moment it does say.
    """
    wal = wanted.wal
    if not wal.is_dir():
        return {}
    first = (into / "backup_label").read_text().split("(file ", 1)[1].split(")", 1)[0]
    size = (into / "pg_wal" / first).stat().st_size
    if not wanted.until and (gap := first_missing(wal, first, size)):
        said = _("数据库日志少了 {name}，它以后的恢复不了。请找回这一份；找不回的，用 --until 写明它之前的一个时刻。")
        raise Refused(said.format(name=gap), code="gap")
    bring_segments(wal, into / _SEGMENTS, secret, first)
    (into / _SIGNAL).touch()
    return {"restore_command": f'cp "{into / _SEGMENTS}/%f" "%p"', "recovery_target_action": "promote"}


def _moment(text: str) -> str:
    """``2026-11-23 10:05`` on the county's clock, as PostgreSQL reads it. Raises Refused."""
    from django.conf import settings

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("时间写成“2026-11-23 10:05:00”这样。")) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))).isoformat()


def _clear(folder: Path) -> None:
    """The folder itself may be a disk of its own."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _asked_there(server: Server) -> Iterator[None]:
    """Let Django ask this server instead of the one of the settings."""
    from django.db import connection

    known = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(HOST=server.host, PORT="5432", PASSWORD="")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(known)
