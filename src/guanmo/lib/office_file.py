"""Open an office file (.docx, .xlsx) that somebody uploaded without trusting what it says about itself.

Both are zip archives. Everything that is refused here is refused before a reader of documents or workbooks touches it.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused

MAX_MEGABYTES = 20
MAX_UNPACKED_MEGABYTES = 100
MAX_MEMBERS = 2000
MAX_RATIO = 100
_HARMLESS_MEGABYTES = 10
"""Below this a workbook of many equal rows may be packed as tightly as it likes."""
_MEGABYTE = 1024 * 1024
_ARCHIVE = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>([^<>]+)<")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>(\s*[=+@-][^<>]+)<")
_BARS = (b"|", b"&#")
_QUOTED = re.compile(r'"[^"]*"')
_ASKS = re.compile(r"\w\s*\||\bDDE\s*\(", re.IGNORECASE)
"""A link to another program by DDE: its name and a bar, or the function of that name."""
_NAME = re.compile(r"[=+@-]+\s*[A-Za-z_][\w.]*\s*")
_SHOWN = 40
_READ_ERRORS = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error)


class FileRefused(Refused):
    """The file is refused as a whole; nothing of it is kept."""

    code = "file_refused"


def load(path: Path) -> bytes:
    """The bytes of a file on this machine; one over 20 MB is refused before it is read."""
    try:
        if path.stat().st_size > MAX_MEGABYTES * _MEGABYTE:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        message = _("打不开文件“%(file)s”。请检查文件名和位置是否正确。") % {"file": path}
        raise FileRefused(message, code="no_file") from error


def check_size(data: bytes) -> None:
    """Refuse a file over 20 MB (code file_too_large)."""
    if len(data) > MAX_MEGABYTES * _MEGABYTE:
        raise _too_large()


def is_archive(data: bytes) -> bool:
    """Whether the content is a zip archive, as .docx and .xlsx are."""
    return data.startswith(_ARCHIVE)


def is_pdf(data: bytes) -> bool:
    """Whether the content is a PDF, whatever the file is called."""
    return data.lstrip()[:5] == b"%PDF-"


def is_compound(data: bytes) -> bool:
    """Whether the content is a compound file: an old format (.doc, .xls, .wps, .et) or one with a password."""
    return data.startswith(_OLE)


def has_password(data: bytes) -> bool:
    """Whether the content is a compound file that holds an encrypted .docx or .xlsx."""
    return is_compound(data) and _PASSWORD_MARK in data


def workbook_archive(data: bytes) -> zipfile.ZipFile:
    """The workbook as an archive packed anew.

    Raises FileRefused with code file_too_large, empty_file, not_xlsx, encrypted, broken_file, zip_bomb or command.
    """
    check_size(data)
    if not data.strip(b"\0 \r\n\t"):
        raise FileRefused(_("文件是空的。请检查后重新选择文件。"), code="empty_file")
    if not is_archive(data):
        raise _other_format(data)
    archive = zipfile.ZipFile(repacked(data))
    if not any(name.startswith("xl/") for name in archive.namelist()):
        raise _not_xlsx(_("这种"))
    check_commands(archive)
    return archive


def check_commands(archive: zipfile.ZipFile) -> None:
    """Refuse a cell that would have a spreadsheet run a program (=cmd|'/c calc'!A1), a formula or a text. Raises FileRefused."""
    for name in archive.namelist():
        if name.startswith(("xl/sharedStrings", "xl/worksheets/")) and name.endswith(".xml"):
            for text in _commands(archive.read(name)):
                message = _("文件里有会运行程序的公式：“%(text)s”。为安全起见不予读取，请删去这一格后再上传。")
                raise FileRefused(message % {"text": text[:_SHOWN]}, code="command")


def _commands(part: bytes) -> Iterator[str]:
    """The cells of a part that ask another program for something; every step is bounded by the length of the part."""
    barred = any(bar in part for bar in _BARS)
    if barred or b"dde" in part.lower():
        for match in _FORMULA.finditer(part):
            formula = unescape(match[1].decode("utf-8", "replace"))
            if _ASKS.search(_QUOTED.sub("", formula)):
                yield "=" + formula
    if barred:
        for match in _TEXT.finditer(part):
            text = unescape(match[1].decode("utf-8", "replace")).strip()
            asked, _bar, told = text.partition("|")
            if "!" in told and _NAME.fullmatch(asked):
                yield text


def repacked(data: bytes) -> io.BytesIO:
    """The archive packed anew without compression: no reader can unpack more of it than was counted here.

    Raises FileRefused as ``check_members`` does, or with code broken_file.
    """
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            check_members(archive.infolist())
            for member in archive.infolist():
                # zipfile stops at the declared size and checks the sum: a member that lies about it is broken.
                target.writestr(member.filename, archive.read(member))
    except _READ_ERRORS as error:
        raise broken_file() from error
    copy.seek(0)
    return copy


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive by its list of contents alone, before anything is unpacked. Raises FileRefused with code encrypted,
    zip_bomb, odd_archive (a path out of it, a link, two members of one name, too many, packed too tightly), macros or external_links.
    """
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    dense = unpacked > _HARMLESS_MEGABYTES * _MEGABYTE and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED_MEGABYTES * _MEGABYTE:
        message = _("文件解压后超过 %(megabytes)d MB，为安全起见不予读取。请用下载的模板重新填写。")
        raise FileRefused(message % {"megabytes": MAX_UNPACKED_MEGABYTES}, code="zip_bomb")
    names = [member.filename for member in members]
    odd = dense or len(members) > MAX_MEMBERS or len(set(names)) < len(names)
    if odd or any(map(_leads_out, names)) or any(map(_is_link, members)):
        message = _("文件的内部结构不正常，为安全起见不予读取。请用 Office 或 WPS 打开，另存后再上传。")
        raise FileRefused(message, code="odd_archive")
    if any("vbaproject" in name.lower() for name in names):
        raise FileRefused(_("文件带有宏。请另存为不带宏的 .xlsx 或 .docx 后再上传。"), code="macros")
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        message = _("文件里有指向别的工作簿的链接。请在“数据—编辑链接”里断开链接，保存后再上传。")
        raise FileRefused(message, code="external_links")


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name or name[0] in "/\\" or ".." in parts or ":" in parts[0] or "\0" in name


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _other_format(data: bytes) -> FileRefused:
    if is_pdf(data):
        return _not_xlsx("PDF ")
    if is_compound(data):
        return _encrypted() if has_password(data) else _not_xlsx(_("旧格式（.xls、.et）的"))
    return _not_xlsx(_("这种"))


def _not_xlsx(what: str) -> FileRefused:
    message = _("不能读取%(what)s文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。") % {"what": what}
    return FileRefused(message, code="not_xlsx")


def _too_large() -> FileRefused:
    message = _("文件超过 %(megabytes)d MB。请只保留要导入的工作表后再上传。") % {"megabytes": MAX_MEGABYTES}
    return FileRefused(message, code="file_too_large")


def _encrypted() -> FileRefused:
    return FileRefused(_("文件设有密码，无法读取。请取消密码后重新保存再上传。"), code="encrypted")


def broken_file() -> FileRefused:
    """The refusal of a file that is damaged."""
    message = _("文件已损坏或没有保存完整，无法打开。请用 Excel 或 WPS 打开并重新保存后再上传。")
    return FileRefused(message, code="broken_file")
