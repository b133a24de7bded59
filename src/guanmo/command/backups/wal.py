"""PostgreSQL's log (WAL) piece by piece, as its ``archive_command`` hands it over: what lies between one copy and the next.

With ``archive_timeout = 60`` no more than a minute is missing after the loss of the whole computer (security.md A9).
"""

import gzip
import re
import zlib
from collections import defaultdict
from pathlib import Path

from guanmo.command.backups.encrypted import is_encrypted, read_encrypted, work_folder, write_encrypted
from guanmo.command.backups.secrets import SUFFIX, Secret
from guanmo.command.backups.whole import LOG
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import make_folder, write_whole

_TIMELINE = 8
_PIECE = re.compile("[0-9A-F]{24}")
_LOG = 2**32
_PACKED = b"\x1f\x8b"  # how gzip begins, and neither a piece nor a history; those of before lie as they are
_QUICK = 1
_HISTORY = ".history"


def keep_segment(segment: Path, folder: Path, secret: Secret | None) -> None:
    """Keep one piece in the folder of the log below ``folder``. Raises Refused, also for another piece of a name that is taken: then PostgreSQL keeps it."""
    if not segment.is_file():
        raise Refused(_("没有找到数据库日志 {path}。").format(path=segment))
    kept = folder / LOG / (f"{segment.name}{SUFFIX}" if secret else segment.name)
    make_folder(kept.parent)
    if kept.exists():
        _same(segment, kept, secret)
        return
    body = gzip.compress(segment.read_bytes(), _QUICK, mtime=0)
    if not secret:
        write_whole(kept, body)
        return
    with work_folder() as work:
        (work / segment.name).write_bytes(body)
        write_encrypted(work / segment.name, kept, secret.for_writing(folder), segment.name)


def bring_segments(folder: Path, into: Path, secret: Secret | None, first: str) -> None:
    """Open all that follow the copy which begins in ``first``, under their names. Raises Refused, naming one that does not open."""
    into.mkdir()
    for kept in sorted(folder.glob("[!.]*")):
        name = kept.name.removesuffix(SUFFIX)
        if name.endswith(_HISTORY) or name[_TIMELINE:] >= first[_TIMELINE:]:
            _open(kept, into / name, secret)


def first_missing(folder: Path, first: str, size: int) -> str:
    """The first piece of ``size`` bytes that is not there while a later one of its timeline is; empty where none is missing."""
    there: dict[str, set[int]] = defaultdict(set)
    for kept in folder.iterdir():
        name = kept.name.removesuffix(SUFFIX)
        if _PIECE.fullmatch(name) and name[:_TIMELINE] >= first[:_TIMELINE] and name[_TIMELINE:] >= first[_TIMELINE:]:
            there[name[:_TIMELINE]].add(_number(name, size))
    for timeline, numbers in sorted(there.items()):
        begin = _number(first, size) if timeline == first[:_TIMELINE] else min(numbers)
        if gap := sorted(set(range(begin, max(numbers))) - numbers):
            return "{}{:08X}{:08X}".format(timeline, *divmod(gap[0], _LOG // size))
    return ""


def _number(name: str, size: int) -> int:
    """Timeline, log and piece of the log, eight digits each; a log has 4 GB."""
    return int(name[_TIMELINE:-8], 16) * (_LOG // size) + int(name[-8:], 16)


def _same(segment: Path, kept: Path, secret: Secret | None) -> None:
    """It is handed over again after a crash; a piece of another server is not."""
    with work_folder() as work:
        _open(kept, work / segment.name, secret)
        if (work / segment.name).read_bytes() != segment.read_bytes():
            said = _("文件夹里已经有另一份 {name}：两台数据库的日志不能放在一起。")
            raise Refused(said.format(name=segment.name))


def _open(kept: Path, target: Path, secret: Secret | None) -> None:
    if not is_encrypted(kept):
        if secret:  # whoever comes to the disk can lay one there
            said = _("数据库日志 {path} 没有加密，可这里设了备份密钥：它可能被人换过。")
            raise Refused(said.format(path=kept), code="plain")
        write_whole(target, kept.read_bytes())
    elif read_encrypted(kept, target, secret).name != target.name:
        raise Refused(_("数据库日志 {path} 被换过名称，不能使用。").format(path=kept))
    _unpack(kept, target)


def _unpack(kept: Path, target: Path) -> None:
    body = target.read_bytes()
    if not body.startswith(_PACKED):
        return
    try:
        target.write_bytes(gzip.decompress(body))
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(_("备份文件 {path} 已损坏，不能使用：{found}").format(path=kept, found=error)) from error
