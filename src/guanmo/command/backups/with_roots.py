"""A copy and the roots of its logs in one file, so that whoever brings it back compares what came back (security.md A9)."""

import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from guanmo.command.backups.encrypted import work_folder
from guanmo.command.backups.roots import Roots
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

ROOTS = "guanmo-roots.json"
_DATABASE = "database"


def join(copy: Path, roots: Roots, target: Path) -> None:
    """Write both to ``target``; the copy alone goes, for there may be little room."""
    body = json.dumps(roots).encode()
    with tarfile.open(target, "w") as packed:
        member = tarfile.TarInfo(ROOTS)
        member.size = len(body)
        packed.addfile(member, BytesIO(body))
        packed.add(copy, arcname=_DATABASE)
    copy.unlink()


@contextmanager
def apart(file: Path) -> Iterator[tuple[Path, Roots | None]]:
    """The copy alone, and the roots; None for a copy of before, which is the file itself. Raises Refused."""
    if not tarfile.is_tarfile(file):
        yield file, None
        return
    with work_folder() as folder:
        try:
            with tarfile.open(file) as packed:
                roots = json.loads(_member(packed, ROOTS).read())
                with (folder / _DATABASE).open("wb") as alone:
                    shutil.copyfileobj(_member(packed, _DATABASE), alone)
        except (tarfile.TarError, KeyError, ValueError, OSError) as error:
            raise Refused(_("备份文件 {path} 已损坏，不能使用：{found}").format(path=file, found=error)) from error
        yield folder / _DATABASE, roots


def _member(packed: tarfile.TarFile, name: str) -> IO[bytes]:
    found = packed.extractfile(name)
    if found is None:  # a folder of this name
        raise KeyError(name)
    return found
