"""Photos by their SHA-256: kept once, told apart from damaged ones, and never with position or device (offline.md 2.2)."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from guanmo.lib.jpeg import Picture, inspect_jpeg
from guanmo.stages.scoring.models import Photo
from guanmo.stages.scoring.models.photo import path_of
from tests.county import Scene, ballot, running_round, visit_to

pytestmark = pytest.mark.django_db

API = "/field/api/photos"


def jpeg(width: int = 1600, height: int = 1200, *, exif: bool = False, colour: str = "red") -> bytes:
    """A picture as another program writes it; with ``exif`` it says where and with what it was taken."""
    about = Image.Exif()
    about[0x010F] = "Camera"
    about.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "JPEG", **({"exif": about} if exif else {}))
    return target.getvalue()


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def phone(county: Scene, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client = Client(headers={"X-Guanmo": "score1"})
    client.force_login(county.person("a_deputy"))
    return client


def put(phone: Client, body: bytes, digest: str | None = None) -> Any:
    return phone.put(f"{API}/{digest or sha(body)}", body, content_type="image/jpeg")


def test_photo_is_kept_once_byte_for_byte(phone: Client) -> None:
    body = jpeg()

    first, again = put(phone, body), put(phone, body)

    assert (first.status_code, again.status_code, Photo.objects.count()) == (201, 200, 1)
    assert again.json() == {"api": "score1", "digest": sha(body), "size": len(body)}
    assert path_of(sha(body)).read_bytes() == body
    assert list(path_of(sha(body)).parent.iterdir()) == [path_of(sha(body))]


def test_one_sender_cannot_fill_the_disk_of_all(phone: Client, county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = jpeg(), jpeg(colour="blue")
    monkeypatch.setattr("guanmo.stages.scoring.domain.store_photo.MOST_OF_ONE", len(first) + len(second) - 1)
    put(phone, first)

    refused = put(phone, second)

    assert (refused.status_code, refused.json()["code"], put(phone, first).status_code) == (413, "too_many", 200)
    assert "评分表不受影响" in refused.json()["message"]
    phone.force_login(county.person("a_member"))
    assert put(phone, second).status_code == 201


@pytest.mark.parametrize(
    ("body", "digest", "status", "code"),
    [
        (jpeg(), "0" * 64, 400, "damaged"),
        (jpeg(exif=True), None, 422, "has_metadata"),
        (jpeg(1601, 10), None, 413, "too_large"),
        (b"\xff\xd8" + b"\0" * (3 * 1024 * 1024) + b"\xff\xd9", None, 413, "too_large"),
        (b"<html>login</html>", None, 422, "not_a_photo"),
        (jpeg()[:-2], None, 422, "not_a_photo"),
        (b"", None, 422, "not_a_photo"),
    ],
    ids=["damaged", "exif", "wide", "heavy", "html", "cut", "empty"],
)
def test_what_is_no_photo_of_ours_is_refused_and_leaves_nothing(
    phone: Client, tmp_path: Path, body: bytes, digest: str | None, status: int, code: str
) -> None:
    answer = put(phone, body, digest)

    assert (answer.status_code, answer.json()["code"], Photo.objects.count()) == (status, code, 0)
    assert list(tmp_path.rglob("*.jpg")) == []


def test_own_photos_only_can_be_asked_for(phone: Client, county: Scene) -> None:
    body = jpeg()
    put(phone, body)
    stranger = Client()
    stranger.force_login(county.person("a_member"))

    own, foreign = phone.get(f"{API}/{sha(body)}"), stranger.get(f"{API}/{sha(body)}")

    assert (b"".join(own.streaming_content), foreign.status_code) == (body, 404)
    assert [client.head(f"{API}/{sha(body)}").status_code for client in (phone, stranger)] == [200, 404]


def test_sheet_says_which_of_its_photos_are_still_away(phone: Client, county: Scene) -> None:
    here, away = jpeg(colour="blue"), jpeg(colour="green")
    put(phone, here)
    data = json.loads(ballot(visit_to(running_round(county), "A1"), {"一.2": ("1.00", "缺1人")}))
    data["items"][1]["photos"] = [sha(here), sha(away)]

    answer = phone.put(f"/field/api/sheets/{data['id']}", json.dumps(data), content_type="application/json")
    assert (answer.status_code, answer.json()["missing"]) == (201, [sha(away)])

    put(phone, away)
    again = phone.put(f"/field/api/sheets/{data['id']}", json.dumps(data), content_type="application/json")
    assert (again.status_code, again.json()["missing"]) == (200, [])


def test_segments_of_a_jpeg_are_read_without_drawing_it() -> None:
    assert inspect_jpeg(jpeg(40, 30)) == Picture(40, 30, False)
    assert inspect_jpeg(jpeg(40, 30, exif=True)) == Picture(40, 30, True)


def test_photo_whose_file_was_lost_is_away_and_is_taken_again(phone: Client) -> None:
    body = jpeg()
    put(phone, body)
    path_of(sha(body)).unlink()

    asked = {"ids": [], "photos": [sha(body)]}
    there = phone.post("/field/api/check", json.dumps(asked), content_type="application/json").json()["photos"]

    assert (there, phone.get(f"{API}/{sha(body)}").status_code) == ([], 404)
    assert put(phone, body).status_code == 200
    assert path_of(sha(body)).read_bytes() == body
