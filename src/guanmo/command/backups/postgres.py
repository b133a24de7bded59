"""PostgreSQL: pg_dump and pg_restore of the server's own version make and read the copy."""

import glob
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused


class PostgresCopy:
    """The database of the settings and its copies in pg_dump's custom format."""

    suffix = ".dump"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

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
        path = shutil.which(program) or max(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"), default=None)
        if path is None:
            raise Refused(_("没有找到 {program}，请安装 PostgreSQL 客户端程序后重试。").format(program=program))
        names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        given = {name: str(self.settings[key]) for name, key in names.items() if self.settings.get(key)}
        done = subprocess.run([path, *words], env={**os.environ, **given}, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else program
            raise Refused(_("数据库没有备份或恢复成功：{reason}").format(reason=reason))
