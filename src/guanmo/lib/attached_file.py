"""A file that somebody attaches as evidence: pictures drawn anew without anything but the picture, papers as they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from guanmo.lib.limited_process import in_a_child
from guanmo.lib.office_file import FileRefused, check_members
from guanmo.lib.refusal import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

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
    """A file that was checked: what to keep, under which name for people, of which kind; of a picture 8 rows of 9 greys."""

    name: str
    content: bytes
    media_type: str
    greys: tuple[tuple[int, ...], ...] = ()


def prepared(files: Sequence[UploadedFile[Any]]) -> list[Ready]:
    """The files, checked. Accepted: pictures, .pdf, .docx up to 10 MB each. Raises AttachmentRefused."""
    if len(files) > MOST_FILES:
        raise AttachmentRefused(_("一次最多上传%(most)d个文件。") % {"most": MOST_FILES})
    return [_prepare(file) for file in files]


def _prepare(file: UploadedFile[Any]) -> Ready:
    name = _plain_name(file.name or "")
    if (file.size or 0) > LARGEST:
        raise AttachmentRefused(_("“%(name)s”超过10 MB，请压缩后再上传。") % {"name": name})
    try:
        return look_at(file.read(), name)
    except FileRefused as refusal:
        raise (_too_large(name) if refusal.code == "too_much" else AttachmentRefused(refusal.message)) from refusal


@in_a_child
def look_at(content: bytes, name: str) -> Ready:
    """What to keep of one file. Raises AttachmentRefused."""
    if content.startswith(b"%PDF-"):
        return Ready(f"{name}.pdf", _whole_pdf(content, name), "application/pdf")
    if content.startswith(b"PK\x03\x04"):
        return Ready(f"{name}.docx", _real_docx(content, name), DOCX)
    clean = _picture(content, name)
    small = clean.convert("L").resize((9, 8)).tobytes()
    greys = tuple(tuple(small[at : at + 9]) for at in range(0, 72, 9))
    return Ready(f"{name}.jpg", _as_jpeg(clean), "image/jpeg", greys)


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


def _too_large(name: str) -> AttachmentRefused:
    return AttachmentRefused(_("“%(name)s”的图片太大，请缩小后再上传。") % {"name": name})


def _unknown_kind(name: str) -> AttachmentRefused:
    return AttachmentRefused(_("“%(name)s”不是图片、PDF 或 .docx 文件，不能上传。") % {"name": name})


def _picture(content: bytes, name: str) -> Image.Image:
    """The picture upright, at most 1600 px, without position, device, comment or any other metadata (kept_out.md 30)."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=PICTURES)
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(name)
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGBA")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, so that the whole picture is held once
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except _BROKEN_PICTURE as error:
        raise _unknown_kind(name) from error
    # A fresh canvas: a converted picture would hand its comment and other blocks on to the saved file.
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def _as_jpeg(clean: Image.Image) -> bytes:
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()
