"""Read the file that a phone writes when it cannot send.

``{"api": "score1-export", "judge": uuid, "device": uuid, "at": time, "sheets": [{"id", "digest", "body", "signature"}],
"photos": [{"digest", "base64"}]}``; without ``signature`` where the phone has none.
"""

import base64
import binascii
import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.stages.scoring.domain.import_ballots import ExportedSheet, PhoneExport
from guanmo.stages.scoring.errors import ImportRefused

FORMAT = "score1-export"
LARGEST_FILE = 60 * 1024 * 1024
"""Bytes; a round's sheets take less than one of them, the rest is photos."""
MOST_SHEETS = 500


def read_export(data: bytes) -> PhoneExport:
    """The file's content. Raises ImportRefused with a sentence for a file that is too large, broken or another one."""
    if len(data) > LARGEST_FILE:
        raise too_large()
    parsed = _parse(data)
    if not isinstance(parsed, dict) or parsed.get("api") != FORMAT:
        raise _other_file()
    try:
        export = _export(parsed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken() from error
    if len(export.sheets) > MOST_SHEETS:
        raise ImportRefused(
            _("文件里有%(count)d份评分表，一次最多导入%(most)d份。")
            % {"count": len(export.sheets), "most": MOST_SHEETS}
        )
    return export


def too_large() -> ImportRefused:
    """The refusal of a file that is larger than any phone's."""
    return ImportRefused(_("文件超过60 MB，不能导入。请先在有网络的地方让手机把照片发完，再导出。"), code="too_large")


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise (_broken() if data.lstrip()[:1] == b"{" else _other_file()) from error


def _export(data: dict[str, Any]) -> PhoneExport:
    return PhoneExport(
        judge=UUID(data["judge"]),
        sheets=[
            ExportedSheet(UUID(one["id"]), _text(one["digest"]), _text(one["body"]), _text(one.get("signature", "")))
            for one in _list(data["sheets"])
        ],
        photos=[(_text(one["digest"]), _bytes(one["base64"])) for one in _list(data["photos"])],
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
