"""Entry on a phone in under a minute: what is left to type and to tap in the three commonest records (docs/testing.md)."""

from typing import Any

import pytest
from django.urls import reverse

from guanmo.stages.records.enums import RecordState
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, new, page, write

pytestmark = pytest.mark.django_db

KEY, POINT, THINK, PAGE = 0.28, 1.2, 1.35, 2.0
"""Seconds of the keystroke-level model: a key, pointing with the press, a decision; and a page from a slow network."""
KEYS_OF_A_CHARACTER = 3
"""Two or three letters of pinyin and the choice of the character."""

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "branch_committee": ({"agenda": "研究防汛工作安排", "present": "4"}, {"recorder": "李样", "expected": "5"}, 0),
    "theme_party_day": ({"theme": "学习身边的榜样", "content": "集中学习一小时，打扫村口广场", "present": "21"}, {}, 2),
    "heart_to_heart_talk": ({"kind": "with_members", "posts": ["secretary", "member"]}, {}, 0),
}
"""What is entered each time, what is entered the first time alone, and how many papers are photographed."""


def seconds(entered: dict[str, Any], papers: int) -> float:
    """From the village's page to the saved record: each field is found, tapped and filled."""
    typed = [one for one in entered.values() if isinstance(one, str) and not one.isascii()]
    digits = [one for one in entered.values() if isinstance(one, str) and one.isdigit()]
    chosen = [one for one in entered.values() if one not in typed and one not in digits]
    taps = 2 + len(typed) + len(digits) + sum(len(one) if isinstance(one, list) else 1 for one in chosen) + 3 * papers
    keys = KEYS_OF_A_CHARACTER * len("".join(typed)) + len("".join(digits))
    return KEY * keys + POINT * taps + THINK * (2 + len(entered) + papers) + 2 * PAGE


@pytest.mark.parametrize("code", CASES)
def test_a_common_record_asks_little_and_takes_less_than_a_minute(scene: Scene, code: str) -> None:
    """One tap from the village's page; the second time only what is new is empty; that alone files the record."""
    entered, first, papers = CASES[code]
    client, url = logged_in(scene, "a1_secretary"), new(code, scene, "A1")
    board = client.get(reverse("desk:records-organisation", args=[scene["A1"].uuid])).content.decode()
    assert f'href="{url}"' in board
    write(client, scene, "A1", code, {**entered, **first, **_offered(client.get(url).context["form"])})
    form = client.get(url).context["form"]
    assert {one.name for one in form if one.field.required and not one.value()} == set(entered)
    record = write(client, scene, "A1", code, {**entered, **_offered(form)})
    assert record.state != RecordState.DRAFT
    assert record.title in page(client, record)
    assert seconds(entered, papers) < 60


def _offered(form: Any) -> dict[str, Any]:
    """What the form has filled in already."""
    return {one.name: one.value() for one in form if one.value() and one.name != "held_on"}
