"""Keep a file as evidence of a step."""

import hashlib
from pathlib import PurePosixPath

from django.core.files.base import ContentFile

from guanmo.lib.attached_file import Ready
from guanmo.stages.rectification.models import Attachment, RowTransition


def attach(transition: RowTransition, file: Ready) -> Attachment:
    """Store one checked file. The file is written first: when the transaction fails no row points to nothing."""
    digest = hashlib.sha256(file.content).hexdigest()
    attachment = Attachment(transition=transition, name=file.name, media_type=file.media_type, digest=digest)
    attachment.file.save(f"{digest}{PurePosixPath(file.name).suffix}", ContentFile(file.content), save=True)
    return attachment
