"""What a page needs to look like itself comes in one file, which the browser keeps until there is another."""

import gzip
import re

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.ui.bundles import bundle


@pytest.mark.django_db
def test_page_names_one_stylesheet_and_one_script_for_the_house() -> None:
    page = Client().get("/login/").content.decode()

    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) == [bundle("css").url]
    assert bundle("js").url in page


@pytest.mark.parametrize(("kind", "word"), [("css", b"--surface"), ("js", b"data-large-type")])
def test_file_is_kept_for_good_under_the_address_of_its_content(kind: str, word: bytes) -> None:
    plain = Client().get(bundle(kind).url)
    packed = Client().get(bundle(kind).url, headers={"Accept-Encoding": "gzip, br"})

    assert word in plain.content
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 2 < len(plain.content)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "immutable" in plain["Cache-Control"]
    assert "Set-Cookie" not in plain.headers


def test_page_from_before_an_update_gets_the_new_file_and_does_not_keep_it() -> None:
    answer = Client().get(reverse("ui:css", args=["000000000000"]))

    assert answer.content == bundle("css").content
    assert answer["Cache-Control"] == "no-cache"
