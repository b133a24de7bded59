"""Who audits reads the log, finds lines in it and takes them out; for everybody else there is no such page."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guanmo.audit.models import Entry
from guanmo.audit.record import record
from guanmo.desk.audit.words import DONE, OBJECTS, words_of
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models import User
from tests.county import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(county: Scene) -> Client:
    client = Client()
    user = User.objects.create_user("auditor", name="样审")
    give_role(user, Gift(GrantedRole.AUDITOR, county["C"], timezone.localdate(), None, "任命"), by=None)
    client.force_login(user)
    return client


def cells(client: Client, **asked: str) -> list[list[str]]:
    table = client.get(reverse("desk:audit"), asked).context["table"]
    return [[str(cell.text) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    "person", ["county_admin", "county_head", "a_secretary", "a_officer", "a1_secretary", "a_member"]
)
def test_nobody_else_reads_or_exports_it(county: Scene, person: str) -> None:
    client = Client()
    client.force_login(county.person(person))

    assert client.get(reverse("desk:audit")).status_code == 404
    assert client.post(reverse("desk:audit-export")).status_code == 404
    titles = {item.title for group in client.get("/").context["menu"] for item in group.items}
    assert "审计记录" not in titles


def test_line_is_found_by_person_day_thing_and_object(county: Scene, auditor: Client) -> None:
    secretary = county.person("a1_secretary")
    record("contact.revealed", secretary, by=secretary, reason="通知开会")
    line = Entry.objects.latest("pk")
    day = f"{line.at.astimezone():%Y-%m-%d}"
    wanted = {"person": secretary.name, "thing": "contact", "key": str(secretary.pk), "since": day, "until": day}

    assert [row[2:] for row in cells(auditor, **wanted)] == [
        [secretary.name, "联系方式：查看", f"organisations.user {secretary.pk}"]
    ]
    for name, other in {"person": "没有这个人", "thing": "login", "key": "0", "since": "2999-01-01"}.items():
        assert cells(auditor, **{**wanted, name: other}) == []
    assert "通知开会" not in auditor.get(reverse("desk:audit"), wanted).content.decode()


def test_filter_that_makes_no_sense_shows_everything(auditor: Client) -> None:
    assert cells(auditor, since="2026-13-45", thing="'; --", page="x") == cells(auditor)


def test_denial_is_read_in_words(county: Scene, auditor: Client) -> None:
    stranger = Client()
    stranger.force_login(county.person("a1_secretary"))
    stranger.get(reverse("desk:audit"))

    assert cells(auditor, thing="denied")[0][2:] == [
        county.person("a1_secretary").name,
        "被拒绝的操作：看不到的内容",
        "desk:audit",
    ]


def test_workbook_holds_the_lines_with_their_digests_and_is_a_line_itself(county: Scene, auditor: Client) -> None:
    secretary = county.person("a1_secretary")
    secretary.name = "=1+1"
    secretary.save()
    record("contact.revealed", secretary, by=secretary)
    line = Entry.objects.latest("pk")

    answer = auditor.post(reverse("desk:audit-export"), {"thing": "contact"})

    file = b"".join(answer.streaming_content)
    read = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    assert read[1][2:5] == ["=1+1", "联系方式：查看", f"organisations.user {secretary.pk}"]
    assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")
    assert len(read) == 2
    taken = Entry.objects.latest("pk")
    assert (taken.act, taken.by_id, taken.facts) == ("audit.exported", county.person("auditor").pk, {"lines": 1})
    assert line.act == "contact.revealed"


def test_every_act_of_the_program_has_words() -> None:
    """Found from the code; a new act without words would be shown by its name in the program."""
    acts = set()
    for file in (Path(__file__).parents[3] / "src" / "guanmo").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        acts |= set(re.findall(r'(?:record|Line|_write)\(\s*"([a-z_]+\.[a-z_]+)"', text))

    assert len(acts) > 100
    assert {one for one in acts if one.partition(".")[0] not in OBJECTS or one.partition(".")[2] not in DONE} == set()
    assert words_of("round.in_progress") == "观摩轮次：观摩中"
    assert words_of("something.else") == "something：else"
