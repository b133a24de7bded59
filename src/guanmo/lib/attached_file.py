"""A file that somebody attaches as evidence: pictures drawn anew without anything but the picture, papers as they are."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from guanmo.lib.office_file import FileRefused, check_members
from guanmo.lib.refusal import Refused

LARGEST = 10 * 1024 * 1024
MOST_FILES = 12
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BROKEN_PICTURE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    struct.error,
    zlib.error,
)


class AttachmentRefused(Refused):
    """The attached file cannot be taken."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that was checked: what to keep, under which name for people, of which kind."""

    name: str
    content: bytes
    media_type: str


def prepared(files: Sequence["UploadedFile[Any]"]) -> list[Ready]:
    """The files, checked. Accepted: pictures, .pdf, .docx up to 10 MB each. Raises AttachmentRefused."""
    if len(files) > MOST_FILES:
        raise AttachmentRefused(_("一次最多上传%(most)d个文件。") % {"most": MOST_FILES})
    return [_prepare(file) for file in files]


def _prepare(file: "UploadedFile[Any]") -> Ready:
    name = _plain_name(file.name or "")
    if (file.size or 0) > LARGEST:
        raise AttachmentRefused(_("“%(name)s”超过10 MB，请压缩后再上传。") % {"name": name})
    content = file.read()
    if content.startswith(b"%PDF-"):
        return Ready(f"{name}.pdf", _whole_pdf(content, name), "application/pdf")
    if content.startswith(b"PK\x03\x04"):
        return Ready(f"{name}.docx", _real_docx(content, name), DOCX)
    return Ready(f"{name}.jpg", _picture(content, name), "image/jpeg")


def _plain_name(name: str) -> str:
    """The name without path, ending and control characters; the ending follows from the content, not from the name."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    return "".join(c for c in stem if c.isprintable()).strip(" .")[:100] or _("附件")


def _whole_pdf(content: bytes, name: str) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise AttachmentRefused(_("“%(name)s”不完整，可能没有传完。请重新保存后再上传。") % {"name": name})
    return content


def _real_docx(content: bytes, name: str) -> bytes:
    """Only the list of contents is read: nothing is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
        check_members(members)
    except (FileRefused, zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise _unknown_kind(name) from error
    if "word/document.xml" not in {one.filename for one in members}:
        raise _unknown_kind(name)
    return content


def _unknown_kind(name: str) -> AttachmentRefused:
    return AttachmentRefused(_("“%(name)s”不是图片、PDF 或 .docx 文件，不能上传。") % {"name": name})


def _picture(content: bytes, name: str) -> bytes:
    """The picture upright, at most 1600 px, without position, device, comment or any other metadata (kept_out.md 30)."""
    try:
        picture = Image.open(io.BytesIO(content), formats=PICTURES)
        if picture.width * picture.height > MOST_PIXELS:
            raise AttachmentRefused(_("“%(name)s”的图片太大，请缩小后再上传。") % {"name": name})
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except _BROKEN_PICTURE as error:
        raise _unknown_kind(name) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh canvas: a converted picture would hand its comment and other blocks on to the saved file.
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()
