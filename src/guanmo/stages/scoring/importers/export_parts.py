"""What stands in the file that a phone writes when it cannot send; read away from the database, see lib.limited_process.

``{"api": "score1-export", "judge": uuid, "device": uuid, "at": time, "sheets": [{"id", "digest", "body", "signature"}],
"photos": [{"digest", "base64"}]}``; without ``signature`` where the phone has none.
"""

import base64
import binascii
import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.lib.limited_process import in_a_child
from guanmo.stages.scoring.errors import ImportRefused

FORMAT = "score1-export"
Parts = tuple[UUID, list[tuple[UUID, str, str, str]], list[tuple[str, bytes]]]
"""The judge; of each sheet its id, digest, text and signature; of each photo its digest and bytes."""


@in_a_child
def export_parts(data: bytes) -> Parts:
    """Raises ImportRefused for a file that is broken or another one."""
    parsed = _parse(data)
    if not isinstance(parsed, dict) or parsed.get("api") != FORMAT:
        raise _other_file()
    try:
        return _parts(parsed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken() from error


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise (_broken() if data.lstrip()[:1] == b"{" else _other_file()) from error


def _parts(data: dict[str, Any]) -> Parts:
    return (
        UUID(data["judge"]),
        [
            (UUID(one["id"]), _text(one["digest"]), _text(one["body"]), _text(one.get("signature", "")))
            for one in _list(data["sheets"])
        ],
        [(_text(one["digest"]), _bytes(one["base64"])) for one in _list(data["photos"])],
    )


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is needed")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except binascii.Error:
        return b""  # refused as damaged when its digest is looked at, without holding up the sheets


def _other_file() -> ImportRefused:
    return ImportRefused(
        _("这不是手机导出的评分文件。请选择名称以“观摩评分-”开头、以 .json 结尾的文件。"), code="other_file"
    )


def _broken() -> ImportRefused:
    return ImportRefused(
        _("这个文件不完整或被改动过，没有导入任何内容。请在手机上重新导出，再上传。"), code="broken_file"
    )
