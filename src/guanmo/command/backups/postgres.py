"""PostgreSQL without the right of replication: pg_dump and pg_restore of the server's own version make and read the copy."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guanmo.command.backups.programs import run
from guanmo.command.language import gettext as _


class PostgresCopy:
    """The database of the settings and its copies in pg_dump's custom format; ``why``: what kept it from being the whole server."""

    suffix = ".dump"

    def __init__(self, settings: Mapping[str, Any], why: str = "") -> None:
        self.settings = settings
        told = _("这次是逻辑备份（pg_dump）：只能恢复到备份那一刻。{why}")
        self.told = told.format(why=why) if why else ""

    def write(self, target: Path) -> None:
        """Copy to ``target``, as of one moment. Raises Refused."""
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", self._name)
        self.check(target)

    def check(self, copy: Path) -> None:
        """Raise Refused unless pg_restore can read the copy from end to end."""
        self._run("pg_restore", f"--file={os.devnull}", str(copy))

    def put_back(self, copy: Path) -> None:
        """Fill the empty database from ``copy``, wholly or not at all. Raises Refused when it is not empty."""
        self.check(copy)
        where = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
        self._run("pg_restore", *where, f"--dbname={self._name}", str(copy))

    @property
    def _name(self) -> str:
        return str(self.settings["NAME"])

    def _run(self, program: str, *words: str) -> None:
        run(program, *words, settings=self.settings)
