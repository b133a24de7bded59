"""How tests use the pages of score sheets: upload, keep, publish, read what is shown or printed."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guanmo.stages.sheets.models import ScoreSheet

WEB_COPY = Path(__file__).resolve().parents[2] / "data" / "sheets" / "web_copy_two_sheets.txt"
VILLAGE_TITLE = "村（社区）党建观摩、检查、测评得分表"
TWO_NEW_TITLE = "“两新”组织党建观摩、检查、测评得分表"


def login(client: Client, name: str) -> Client:
    assert client.login(username=name, password="guanmo")
    return client


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def upload(client: Client, data: bytes, name: str) -> Any:
    return client.post("/sheets/read/", {"file": SimpleUploadedFile(name, data)})


def kept_fields(response: Any, **changes: Any) -> dict[str, Any]:
    """What the browser would send back from the preview, with the guesses that stand in it."""
    fields: dict[str, Any] = {}
    for preview in response.context["previews"]:
        for name in preview.form.fields:
            value = preview.form[name].value()
            if value not in (None, False):
                fields[preview.form.add_prefix(name)] = "on" if value is True else value
    return {**fields, **changes}


def keep(client: Client, data: bytes, name: str, **changes: Any) -> Any:
    return client.post("/sheets/drafts/", kept_fields(upload(client, data, name), **changes), follow=True)


def draft_of(code: str) -> ScoreSheet:
    return ScoreSheet.objects.get(code=code, state="draft")


def publish(client: Client, sheet: ScoreSheet, **data: str) -> Any:
    where = f"/sheets/{sheet.uuid}/"
    return client.post(f"{where}publication/", data, headers={"referer": f"http://testserver{where}"}, follow=True)


def a_sheet(*points: str, total: str = "100", section: str = "100") -> bytes:
    """A small sheet as text, one section, one item for each amount."""
    lines = ["学校党建考核得分表", "", "| 序号 | 考核项目 | 考核内容 | 标准分 | 得分 |", "|---|---|---|---|---|"]
    words = ("每月召开支委会", "按时收缴党费", "设立党员示范岗", "定期开展志愿服务", "按期换届选举")
    lines += [f"| {i} | 党建基础（{section}分） | {words[i - 1]} | {one} |  |" for i, one in enumerate(points, start=1)]
    return "\n".join(lines).encode()


KINDS = {"sheet0-kinds": ["school"], "sheet0-code": "school"}


def pdf_text(data: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext was not found: install the package poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()
