"""What a record's page says for what was written: names for what points to somebody, the words themselves for all text."""

import pytest

from tests.county import Scene
from tests.desk.records.ledgers import logged_in, page, write

pytestmark = pytest.mark.django_db

MEETING = {"agenda": "研究防汛", "recorder": "李样", "expected": "5", "present": "4"}


def test_text_of_any_length_stays_text(scene: Scene) -> None:
    client, secretary = logged_in(scene, "a1_secretary"), str(scene.person("a1_secretary").uuid)
    for words in ("研" * 36, secretary):
        record = write(client, scene, "A1", "branch_committee", {**MEETING, "agenda": words, "chair": secretary})
        text = page(client, record)
        assert (f"<dd>{words}</dd>" in text, "<dd>a1_secretary</dd>" in text) == (True, True)
