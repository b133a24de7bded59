"""Whatever a page answers, as text: documents, workbooks and archives opened, each answer once."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote

TAG = re.compile(r"<[^>]*>")
POPPLER = "pdftotext is missing: install poppler-utils"


def text_of(answer: Any) -> str:
    """Headers and body of an answer, with everything that is packed in it."""
    body = answer.getvalue()
    heads = unquote(" ".join(answer.headers.values()))
    return "\n".join((heads, *opened(body)))


@cache
def opened(body: bytes) -> tuple[str, ...]:
    """The texts in a body: as it stands, without its tags where it is part of a document, and of what is packed in it."""
    return tuple(_texts(body))


def _texts(body: bytes) -> Iterator[str]:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(body)) as packed:
            for one in packed.infolist():
                yield one.filename
                yield from opened(packed.read(one))
        return
    if body.startswith(b"%PDF"):
        yield _printed(body)
    plain = body.decode(errors="ignore")
    yield unescape(plain)
    if plain.startswith("<?xml"):
        yield unescape(TAG.sub("", plain))  # a word may stand in two runs of a document


def _printed(body: bytes) -> str:
    tool = shutil.which("pdftotext")
    assert tool, POPPLER
    done = subprocess.run([tool, "-raw", "-", "-"], input=body, capture_output=True, check=False)
    return done.stdout.decode()
