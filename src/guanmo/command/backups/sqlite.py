"""SQLite: VACUUM INTO copies a database that is being written to, in one piece and without stopping the writers."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from guanmo.command.backups.encrypted import work_folder
from guanmo.command.backups.roots import Roots, compare, roots_in
from guanmo.command.backups.with_roots import apart, join
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import to_disk


class SqliteCopy:
    """The database file of the settings and its copies."""

    suffix = ".sqlite3.tar"
    told = ""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.source = Path(settings["NAME"])

    def write(self, target: Path) -> None:
        """Copy to ``target``. Raises Refused when there is nothing to copy or the copy is not sound."""
        if not self.source.exists():
            raise Refused(_("没有找到数据库 {path}，没有可备份的内容。").format(path=self.source))
        with work_folder() as folder:
            copy = folder / "copy"
            with closing(sqlite3.connect(self.source, timeout=60)) as database:
                before = _roots(database)
                database.execute("VACUUM INTO ?", [str(copy)])
            self.check(copy)
            with closing(_read(copy)) as copied:
                compare(before, copied.cursor())
                roots = _roots(copied)
            join(copy, roots, target)

    def check(self, copy: Path) -> None:
        """Raise Refused unless SQLite finds the copy sound."""
        try:
            with closing(_read(copy)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise Refused(_("备份文件 {path} 已损坏，不能使用：{found}").format(path=copy, found=found))

    def put_back(self, copy: Path) -> bool:
        """Make ``copy`` the database; returns whether there were roots to compare.

        Raises Refused while there is one, which is never written over, and where another log came back; then there is none.
        """
        with apart(copy) as (alone, roots):
            self.check(alone)
            self._nothing_there()
            beside = self.source.with_name(f".{self.source.name}.restoring")
            beside.unlink(missing_ok=True)
            with closing(_read(alone)) as database:
                database.execute("VACUUM INTO ?", [str(beside)])
        if roots is not None:
            _same(beside, roots)
        to_disk(beside)
        beside.rename(self.source)
        to_disk(self.source.parent)
        return roots is not None

    def _nothing_there(self) -> None:
        if self.source.exists():
            raise Refused(
                _("数据库 {path} 已经存在。请先停止服务，把它改名保存，再恢复备份。").format(path=self.source)
            )
        left = [path for suffix in ("-journal", "-wal", "-shm") if (path := Path(f"{self.source}{suffix}")).exists()]
        if left:  # SQLite would play an old journal back into the restored database
            raise Refused(_("文件 {path} 属于原来的数据库，请和它一起改名保存，再恢复备份。").format(path=left[0]))


def _same(restored: Path, roots: Roots) -> None:
    try:
        with closing(_read(restored)) as database:
            compare(roots, database.cursor())
    except BaseException:
        restored.unlink()
        raise


def _read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _roots(database: sqlite3.Connection) -> Roots:
    return roots_in(database.cursor()) if _has_logs(database) else {}


def _has_logs(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master WHERE name = 'rounds_scoreevent'").fetchone() is not None
