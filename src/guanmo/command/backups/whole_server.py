"""PostgreSQL whole: pg_basebackup with the log (WAL) that makes its files one moment, checked by starting a server on them.

With the log that the server goes on to archive it comes back as of any later moment (``wal.py``).
"""

import json
import tarfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from guanmo.command.backups.programs import found, last_line, run
from guanmo.command.backups.reached import connected, environment, has_logs, reached
from guanmo.command.backups.roots import Roots, compare, roots_in
from guanmo.command.backups.throwaway import give_away, no_programs, running, server_folder
from guanmo.command.backups.whole import WHOLE
from guanmo.command.backups.with_roots import ROOTS
from guanmo.command.language import gettext as _

_QUICK = 1
_PROGRAMS = ("pg_basebackup", "pg_verifybackup", "postgres")


class BaseCopy:
    """The server of the settings and its copies: its files, packed."""

    suffix = WHOLE
    told = ""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def missing(self) -> str:
        """Why it cannot be made here, in one sentence; empty where it can. Raises Refused."""
        with closing(reached(self.settings)) as database:
            major = database.info.server_version // 10000
            told = database.execute("SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user")
            may = bool((told.fetchone() or [False])[0])
        if not may:
            said = _("数据库账号 {user} 没有 REPLICATION 权限，请由数据库管理员执行 ALTER ROLE {user} REPLICATION。")
            return said.format(user=self.settings["USER"])
        if not all(found(name, major) for name in _PROGRAMS):
            return no_programs(major)
        return self._not_let_in()

    def write(self, target: Path) -> None:
        """Pack into ``target`` what a server was started on, with every log as it is here. Raises Refused."""
        with closing(reached(self.settings)) as database:
            major = database.info.server_version // 10000
            before = roots_in(database.cursor()) if has_logs(database.cursor()) else {}
        with server_folder() as folder:
            data = folder / "data"
            run("pg_basebackup", *_words(data), env=environment(self.settings), major=major)
            pack(data, target, before, self.settings, major)

    def _not_let_in(self) -> str:
        try:
            connected(self.settings, replication="true").close()
        except psycopg.OperationalError as error:
            said = _("数据库没有让账号 {user} 连接复制通道（pg_hba.conf）：{reason}")
            return said.format(user=self.settings["USER"], reason=last_line(str(error)))
        return ""


def pack(data: Path, target: Path, before: Roots, settings: Mapping[str, Any], major: int) -> None:
    """Check the files against their list, pack them, and start a server on them. Raises Refused: then nothing is packed."""
    verify(data, major)
    (data / ROOTS).write_text(json.dumps(before))
    with tarfile.open(target, "w:gz", compresslevel=_QUICK) as packed:
        packed.add(data, arcname=".", filter=_nobodys)
    (data / ROOTS).unlink()
    give_away(data, like=data.parent)
    try:
        with running(data, settings, major, fsync="off") as server, server.cursor() as cursor:
            compare(before, cursor)
    except BaseException:
        target.unlink()
        raise


def verify(data: Path, major: int) -> None:
    """Each file has the SHA-256 that PostgreSQL wrote down, and the log from the beginning to the end is there. Raises Refused."""
    run("pg_verifybackup", "--exit-on-error", f"--ignore={ROOTS}", str(data), env={}, major=major)


def _words(data: Path) -> list[str]:
    how = ["--format=plain", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256"]
    return [f"--pgdata={data}", *how, "--no-sync", "--no-password"]  # what counts is the packed copy


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever brings it back becomes the owner."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
