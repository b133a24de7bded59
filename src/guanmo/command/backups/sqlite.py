"""SQLite: VACUUM INTO copies a database that is being written to, in one piece and without stopping the writers."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from guanmo.command.backups.roots import compare, roots_in
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import to_disk


class SqliteCopy:
    """The database file of the settings and its copies."""

    suffix = ".sqlite3"
    told = ""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.source = Path(settings["NAME"])

    def write(self, target: Path) -> None:
        """Copy to ``target``. Raises Refused when there is nothing to copy or the copy is not sound."""
        if not self.source.exists():
            raise Refused(_("没有找到数据库 {path}，没有可备份的内容。").format(path=self.source))
        with closing(sqlite3.connect(self.source, timeout=60)) as database:
            before = roots_in(database.cursor()) if _has_logs(database) else {}
            database.execute("VACUUM INTO ?", [str(target)])
        self.check(target)
        with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as copied:
            compare(before, copied.cursor())

    def check(self, copy: Path) -> None:
        """Raise Refused unless SQLite finds the copy sound."""
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise Refused(_("备份文件 {path} 已损坏，不能使用：{found}").format(path=copy, found=found))

    def put_back(self, copy: Path) -> None:
        """Make ``copy`` the database. Raises Refused while there is one: it is never written over."""
        self.check(copy)
        if self.source.exists():
            raise Refused(
                _("数据库 {path} 已经存在。请先停止服务，把它改名保存，再恢复备份。").format(path=self.source)
            )
        left = [path for suffix in ("-journal", "-wal", "-shm") if (path := Path(f"{self.source}{suffix}")).exists()]
        if left:  # SQLite would play an old journal back into the restored database
            raise Refused(_("文件 {path} 属于原来的数据库，请和它一起改名保存，再恢复备份。").format(path=left[0]))
        beside = self.source.with_name(f".{self.source.name}.restoring")
        beside.unlink(missing_ok=True)
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
            database.execute("VACUUM INTO ?", [str(beside)])
        to_disk(beside)
        beside.rename(self.source)
        to_disk(self.source.parent)


def _has_logs(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master WHERE name = 'rounds_scoreevent'").fetchone() is not None
