"""Photos and minutes used twice are shown as questions, with their base rates; what is not alike is not."""

import io
from random import Random
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from tests.county import Scene
from tests.desk.records.ledgers import logged_in, write
from tests.stages.rectification.way import upload

pytestmark = pytest.mark.django_db
LONG = "".join(chr(0x4E00 + n) for n in range(100))


def photo(seed: int, lighter: int = 0, quality: int = 90) -> Any:
    """A made-up picture of blocks; the same seed shows the same thing, ``lighter`` and smaller as a phone sends it again."""
    random = Random(seed)
    small = Image.new("L", (9, 8))
    small.putdata([min(255, random.randrange(200) + lighter) for _ in range(72)])
    out = io.BytesIO()
    small.resize((360 - lighter, 320 - lighter), Image.Resampling.NEAREST).convert("RGB").save(
        out, "JPEG", quality=quality
    )
    return upload("活动.jpg", out.getvalue())


def party_day(scene: Scene, day: str, picture: Any, text: str = "记录") -> None:
    data = {"theme": "植树", "content": text, "present": "9", "held_on": day, "file-photo": picture}
    write(logged_in(scene, "a1_secretary"), scene, "A1", "theme_party_day", data)


def asked(scene: Scene, person: str = "a_officer") -> Any:
    return logged_in(scene, person).get(reverse("desk:records-questions")).context["questions"]


def test_same_picture_on_two_days_is_a_question(scene: Scene) -> None:
    party_day(scene, "2026-03-10", photo(1))
    party_day(scene, "2026-04-10", photo(1, lighter=8, quality=60))
    party_day(scene, "2026-05-10", photo(2))
    found = asked(scene)
    assert [(str(one.first.held_on), str(one.second.held_on)) for one in found.found] == [("2026-03-10", "2026-04-10")]
    assert (found.photo_pairs, asked(scene, "b_officer").found) == (3, ())
    text = logged_in(scene, "a_officer").get(reverse("desk:records-questions")).content.decode()
    assert ("是不是用了同一张？" in text, "比较了3对活动图片" in text, "不是结论" in text) == (True, True, True)


def test_two_pictures_of_one_day_are_no_question(scene: Scene) -> None:
    party_day(scene, "2026-03-10", photo(1))
    party_day(scene, "2026-03-10", photo(1, lighter=8))
    assert asked(scene).found == ()


def test_copied_minutes_are_a_question_and_new_ones_are_not(scene: Scene) -> None:
    party_day(scene, "2026-03-10", photo(1), LONG)
    party_day(scene, "2026-04-10", photo(2), LONG + "完")
    party_day(scene, "2026-05-10", photo(3), "".join(chr(0x5E00 + n) for n in range(100)))
    found = asked(scene)
    assert [(str(one.first.held_on), str(one.second.held_on)) for one in found.found] == [("2026-03-10", "2026-04-10")]
    # 100 characters have 93 runs of 8, the longer text one more: 93 of 94 are shared.
    assert (found.found[0].share, found.text_pairs) == (98, 3)
