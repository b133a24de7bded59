"""Keep a file as evidence of a step: pictures re-encoded without their metadata, papers as they are."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from guanmo.stages.rectification.errors import FileRefused
from guanmo.stages.rectification.models import Attachment, RowTransition

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
PAPERS = {
    b"%PDF": ("pdf", "application/pdf"),
    b"PK\x03\x04": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def attach(transition: RowTransition, file: UploadedFile) -> Attachment:
    """Store one file. Accepted: pictures, .pdf, .docx up to 10 MB. Raises FileRefused."""
    if (file.size or 0) > LARGEST:
        raise FileRefused(_("“%(name)s”超过10 MB，请压缩后再上传。") % {"name": file.name})
    content = file.read()
    ending, media_type = next((kind for head, kind in PAPERS.items() if content.startswith(head)), ("", ""))
    if not ending:
        content, ending, media_type = _picture(content, str(file.name)), "jpg", "image/jpeg"
    digest = hashlib.sha256(content).hexdigest()
    attachment = Attachment(transition=transition, name=str(file.name)[-120:], media_type=media_type, digest=digest)
    attachment.file.save(f"{digest}.{ending}", ContentFile(content), save=True)
    return attachment


def _picture(content: bytes, name: str) -> bytes:
    """The picture upright, at most 1600 px, without position, device or any other metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(content))
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(_("“%(name)s”的图片太大，请缩小后再上传。") % {"name": name})
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise FileRefused(_("“%(name)s”不是图片、PDF 或 .docx 文件，不能上传。") % {"name": name}) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
