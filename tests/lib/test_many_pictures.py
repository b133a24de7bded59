"""Of five hundred pictures none keeps where and with what it was taken, and none is larger than it may be (security.md E3)."""

import io
import random

import pytest
from PIL import Image, TiffImagePlugin

from guanmo.lib.attached_file import LONGEST_SIDE, MOST_PIXELS, AttachmentRefused, prepared
from guanmo.lib.jpeg import inspect_jpeg
from tests.lib.hostile_files import png
from tests.stages.rectification.way import upload

PICTURES = 500
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def taken(number: int) -> bytes:
    """A phone's picture with position, device, comment and XMP in a chance mixture; never with none of them."""
    chance = random.Random(number)
    exif = Image.Exif()
    exif[ORIENTATION] = chance.randrange(1, 9)
    exif[MAKER] = f"SECRET-{number}"
    exif.get_ifd(GPS)[2] = tuple(TiffImagePlugin.IFDRational(chance.randrange(60)) for _ in range(3))
    about = {"comment": f"SECRET-{number}".encode(), "xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET</x:xmpmeta>"}
    chosen = {name: value for name, value in about.items() if chance.random() < 0.5}
    made, size = io.BytesIO(), (chance.randrange(8, 60), chance.randrange(8, 60))
    kind = chance.choice(("JPEG", "JPEG", "PNG", "WEBP"))
    chosen = chosen if kind == "JPEG" else {}
    Image.new("RGB", size, chance.choice(("red", "green"))).save(made, kind, exif=exif, **chosen)
    return made.getvalue()


def test_none_of_five_hundred_keeps_a_trace() -> None:
    traces, told, phones = 0, 0, 0
    for number in range(PICTURES):
        before = taken(number)
        told += bool(Image.open(io.BytesIO(before)).getexif().get_ifd(GPS))
        phones += before.startswith(b"\xff\xd8") and inspect_jpeg(before).has_metadata
        [kept] = prepared([upload(f"{number}.jpg", before)])
        after = Image.open(io.BytesIO(kept.content))
        traces += bool(dict(after.getexif())) or b"SECRET" in kept.content or max(after.size) > LONGEST_SIDE

    assert traces == 0
    assert told == PICTURES  # control: each of them said where it was taken
    assert phones == sum(taken(number).startswith(b"\xff\xd8") for number in range(PICTURES))


def test_more_pixels_than_allowed_are_refused_before_they_are_drawn() -> None:
    assert prepared([upload("小.png", png(2000, 2000))])
    with pytest.raises(AttachmentRefused):
        prepared([upload("大.png", png(MOST_PIXELS // 5000 + 1, 5001))])
