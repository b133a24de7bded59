"""Each ledger that ships holds what its clause asks: one record of each, written and read through the pages."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.cases import CASES, Case
from tests.desk.records.ledgers import logged_in, new, page, pdf, write

pytestmark = pytest.mark.django_db


def posted(scene: Scene, case: Case) -> dict[str, Any]:
    """The inputs of a case, its names and papers put in: @A1 an organisation, @a_secretary a person, file-… a paper."""
    found: dict[str, Any] = {}
    for name, value in case.data.items():
        if name.startswith("file-"):
            value = pdf(value, mark=case.id)
        elif isinstance(value, str) and value.startswith("@"):
            value = str(key_of(scene, value[1:]))
        found[name] = value
    return found


def key_of(scene: Scene, name: str) -> UUID:
    return scene[name].uuid if name in scene.organisations else scene.person(name).uuid


def gaps(client: Any, scene: Scene, case: Case) -> list[str]:
    """What the page of the organisation calls missing in this ledger."""
    board = client.get(reverse("desk:records-organisation", args=[scene[case.organisation].uuid])).context["board"]
    return [words for card in board.behind if card.type.code == case.code for words, _since in card.missing]


@pytest.mark.parametrize("case", [pytest.param(one, marks=pytest.mark.requirement(one.id), id=one.id) for one in CASES])
def test_ledger_holds_what_its_clause_asks(scene: Scene, case: Case) -> None:
    client = logged_in(scene, case.person)
    path, data = (
        new(case.code, scene, case.organisation),
        {"held_on": "2026-11-02", **posted(scene, case), "action": "file"},
    )
    if case.gap:
        assert case.gap in gaps(client, scene, case)
    if case.asked:
        bare = {name: value for name, value in data.items() if name not in case.asked and not name.startswith("file-")}
        errors = client.post(path, bare).context["form"].errors
        assert set(case.asked) <= set(errors)
        assert not Record.objects.exists()

    record = write(client, scene, case.organisation, case.code, posted(scene, case))

    text = page(client, record)
    assert [word for word in case.shows if (f">{word}<" if word.isdecimal() else word) not in text] == []
    if case.gap:
        assert case.gap not in gaps(client, scene, case)
    if case.counts:
        tally = client.get(reverse("desk:ledgers-detail", args=[case.code])).context["tally"]
        counted = {word: number for one in tally.counts for word, number, _share in one.counts}
        assert {word: counted[word] for word in case.counts} == dict(case.counts)
