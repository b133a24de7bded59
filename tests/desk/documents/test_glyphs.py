"""Characters that the carried fonts lack are named before any button issues a paper; then somebody says yes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.notify import notify
from guanmo.stages.documents.models import Document, DocumentNumber, Job
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.domain.criticise import criticise
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding, Notice
from guanmo.stages.results.models import Filing
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.rectification.way import in_days
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db
RARE = "\U0002a6a5"
"""The dragon four times: in no font that is carried."""
NAMED = f"<strong>{RARE}</strong>"


def ready(county: Scene) -> Round:
    """A classified round with a problem of A1 and a criticism in the ledger; the name of A1 has a rare character."""
    round, officer = classified_round(county), county.person("a_officer")
    columns = Columns("没有换届", "按程序换届", in_days(30), "样书记")
    enter_row(Finding.objects.filter(organisation__code="A1")[0], columns, by=officer)
    criticise(county["A1"], text="不按时换届", columns=columns, by=officer)
    Organisation.objects.filter(code="A1").update(name=f"{RARE}村党支部", short_name=f"{RARE}村")
    return round


def press(county: Scene, who: str, path: str, **data: str) -> Any:
    client = Client()
    client.force_login(county.person(who))
    return client.post(path, data, follow=True)


def path_of(county: Scene, round: Round, name: str) -> str:
    arguments = {"notices-issue": [round.uuid, county["A1"].uuid], "problems-notice": [county["A1"].uuid]}
    return reverse(f"desk:{name}", args=arguments.get(name, [round.uuid]))


BUTTONS = {
    "notices-issue": "a_officer",
    "notices-issue-all": "a_officer",
    "problems-notice": "a_officer",
    "documents-ranking-lists": "a_secretary",
    "documents-ledger": "a_officer",
    "documents-receipts": "a_secretary",
    "filings-submit": "a_secretary",
}
"""Each button that issues a paper at once, and who presses it."""


@pytest.mark.parametrize("name", BUTTONS)
def test_each_button_names_them_first(county: Scene, name: str) -> None:
    round = ready(county)
    path = path_of(county, round, name)

    asked = press(county, BUTTONS[name], path, mark="1")

    page = asked.content.decode()
    assert (NAMED in page, 'name="mark" value="1"' in page, asked.status_code) == (True, True, 409)
    assert "已印发" not in page
    kept = [one.objects.count() for one in (Document, Notice, Filing, Job, DocumentNumber)]
    assert kept == [0, 0, 0, 0, 0]  # nothing was issued, and no number was used up
    press(county, BUTTONS[name], path, mark="1", confirmed="1")
    made = Job.objects.count() if name == "documents-receipts" else Document.objects.count()
    assert made > 0


@pytest.mark.parametrize("name", BUTTONS)
def test_control_without_such_characters_nobody_is_asked(county: Scene, name: str) -> None:
    round = ready(county)
    Organisation.objects.filter(code="A1").update(name="青禾村党支部", short_name="青禾村")

    press(county, BUTTONS[name], path_of(county, round, name))

    made = Job.objects.count() if name == "documents-receipts" else Document.objects.count()
    assert made > 0


def test_answer_to_a_filing_keeps_what_was_chosen(county: Scene) -> None:
    filing = file_with_county(ready(county), by=county.person("a_secretary"))
    path = reverse("desk:filings-answer", args=[filing.uuid])

    asked = press(county, "county_admin", path, answer="accepted", reason="齐全").content.decode()

    assert (NAMED in asked, 'name="answer" value="accepted"' in asked, 'name="reason" value="齐全"' in asked) == (
        True, True, True,
    )  # fmt: skip
    assert not hasattr(Filing.objects.get(), "answer")
    press(county, "county_admin", path, answer="accepted", reason="齐全", confirmed="1")
    assert Filing.objects.get().answer.answer == "accepted"


def test_withdrawal_names_those_of_its_reason(county: Scene) -> None:
    round = ready(county)
    notify(round, county["A1"], by=county.person("a_officer"))
    document = Document.objects.get()
    path = reverse("desk:documents-withdraw", args=[document.uuid])

    asked = press(county, "a_secretary", path, reason=f"{RARE}写错了").content.decode()

    assert (NAMED in asked, Document.objects.count()) == (True, 1)
    press(county, "a_secretary", path, reason=f"{RARE}写错了", confirmed="1")
    assert Document.objects.count() == 2
