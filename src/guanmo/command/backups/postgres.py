"""PostgreSQL without the right of replication: pg_dump and pg_restore of the server's own version make and read the copy."""

import os
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from guanmo.command.backups.encrypted import work_folder
from guanmo.command.backups.programs import found, run
from guanmo.command.backups.reached import connected, environment, has_logs, reached
from guanmo.command.backups.roots import Roots, compare, roots_in
from guanmo.command.backups.throwaway import new_server, no_programs, running, server_folder
from guanmo.command.backups.with_roots import apart, join
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

_NOBODYS = ("--no-owner", "--no-privileges")
_TRIED_BY = ("initdb", "postgres", "pg_restore")


class PostgresCopy:
    """The database of the settings and its copies in pg_dump's custom format; ``why``: what kept it from being the whole server."""

    suffix = ".dump.tar"

    def __init__(self, settings: Mapping[str, Any], why: str = "") -> None:
        self.settings = settings
        told = _("这次是逻辑备份（pg_dump）：只能恢复到备份那一刻。{why}")
        self.told = told.format(why=why) if why else ""

    def write(self, target: Path) -> None:
        """Copy to ``target``, as of one moment, and restore it once where that can be done. Raises Refused."""
        with closing(reached(self.settings)) as database:
            major = database.info.server_version // 10000
            before = roots_in(database.cursor()) if has_logs(database.cursor()) else {}
        with work_folder() as folder:
            copy = folder / "copy"
            self._run("pg_dump", "--format=custom", *_NOBODYS, f"--file={copy}", self._name)
            self.check(copy)
            join(copy, self._tried(copy, before, major), target)

    def check(self, copy: Path) -> None:
        """Raise Refused unless pg_restore can read the copy from end to end."""
        self._run("pg_restore", f"--file={os.devnull}", str(copy))

    def put_back(self, copy: Path) -> bool:
        """Fill the empty database from ``copy``, wholly or not at all; returns whether there were roots to compare.

        Raises Refused: when it is not empty, and when another log came back, which then lies there.
        """
        with apart(copy) as (dump, roots):
            self.check(dump)
            where = ["--exit-on-error", "--single-transaction", f"--dbname={self._name}"]
            self._run("pg_restore", *where, *_NOBODYS, str(dump))
        if roots is None:
            return False
        with closing(connected(self.settings)) as database:
            try:
                compare(roots, database.cursor())
            except Refused as other:
                said = _("{problem}数据已经放进数据库 {name}：不要启用，请删去这个数据库，换一份备份。")
                raise Refused(said.format(problem=other, name=self._name), code=other.code) from other
        return True

    def _tried(self, copy: Path, before: Roots, major: int) -> Roots:
        """The roots of what comes back from the copy into a server of its own; those of before where there are no programs for one."""
        if not all(found(name, major) for name in _TRIED_BY):
            self.told += no_programs(major)
            return before
        there = {"USER": self.settings["USER"], "NAME": "postgres"}
        with server_folder() as folder:
            new_server(folder / "data", there["USER"], major)
            with running(folder / "data", there, major, fsync="off") as server:
                env = environment({**there, "HOST": server.host, "PORT": "5432"})
                run("pg_restore", "--exit-on-error", "--dbname=postgres", *_NOBODYS, str(copy), env=env, major=major)
                with server.cursor() as cursor:
                    compare(before, cursor)
                    return roots_in(cursor) if has_logs(cursor) else {}

    @property
    def _name(self) -> str:
        return str(self.settings["NAME"])

    def _run(self, program: str, *words: str) -> None:
        run(program, *words, env=environment(self.settings))
