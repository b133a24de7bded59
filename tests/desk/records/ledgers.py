"""A county with the shipped ledgers, and what the tests write through the pages."""

from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import Record, RecordType
from tests.county import Scene, build_county
from tests.snapshot import remembered
from tests.stages.rectification.way import upload

TODAY = date(2026, 11, 15)
"""The day of every test here: three quarters and ten months are over."""
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@remembered
def county_with_ledgers() -> Scene:
    """The small county; its ledgers are kept since the first of January."""
    scene = build_county()
    load_ledgers(shipped_ledgers(), kept_from=date(2026, 1, 1), by=None)
    return scene


def pdf(name: str = "材料.pdf", mark: str = "") -> Any:
    """A small paper; ``mark`` makes it another one."""
    return upload(name, PDF + f"%{mark}\n%%EOF\n".encode())


def logged_in(scene: Scene, person: str) -> Client:
    client = Client()
    client.force_login(scene.person(person))
    return client


def new(code: str, scene: Scene, organisation: str) -> str:
    """The path of the page on which a record is entered."""
    return f"{reverse('desk:records-create', args=[code])}?organisation={scene[organisation].uuid}"


def write(
    client: Client, scene: Scene, organisation: str, code: str, data: dict[str, Any], action: str = "file"
) -> Record:
    """Enter a record through its page; the newest record is the one that was made."""
    before = set(Record.objects.values_list("pk", flat=True))
    answer = client.post(new(code, scene, organisation), {"held_on": "2026-11-02", **data, "action": action})
    made = Record.objects.exclude(pk__in=before)
    assert answer.status_code == 302, _errors(answer)
    return made.get()


def _errors(answer: Any) -> Any:
    return answer.context["form"].errors if answer.context else answer.status_code


def page(client: Client, record: Record) -> str:
    """The text of a record's page."""
    return client.get(reverse("desk:records-detail", args=[record.uuid])).content.decode()


def act(client: Client, record: Record, name: str, data: dict[str, Any] | None = None) -> Any:
    """Take one step with a record."""
    return client.post(reverse(f"desk:records-{name}", args=[record.uuid]), data or {}, follow=True)


def fresh(record: Record) -> Record:
    return Record.objects.get(pk=record.pk)


def ledger(code: str) -> RecordType:
    """The newest version of a ledger."""
    return RecordType.objects.filter(code=code).order_by("-version")[0]


def stored(folder: Any) -> list[Path]:
    """The evidence files on the disk."""
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def filled(code: str, **more: Any) -> dict[str, Any]:
    """Something in every field that the ledger asks."""
    words = {"text": "文字", "long_text": "文字", "number": "3", "money": "1", "holder": "other", "date": "2026-01-02"}
    fields = {
        one.name: words.get(one.kind) or next(iter(one.choices), "yes")
        for one in ledger(code).ledger.fields
        if one.required
    }
    return {**fields, **more}
