"""Large type and language: both work by plain requests, before login, and never lead away from the site."""

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.ui.gallery_urls")


def test_large_type_link_switches_on_and_returns(client: Client) -> None:
    answer = client.get("/ui/large-type/", {"next": "/ui/gallery/?page=2"})

    assert (answer.status_code, answer["Location"]) == (302, "/ui/gallery/?page=2")
    assert client.cookies["large_type"].value == "1"


def test_large_type_form_switches_off_again(client: Client) -> None:
    client.cookies["large_type"] = "1"

    client.post("/ui/large-type/", {"next": "/ui/gallery/"})

    assert client.cookies["large_type"].value == "0"


@pytest.mark.parametrize(("asked", "kept"), [("1", "1"), ("0", "0")])
def test_large_type_can_be_asked_for_explicitly(client: Client, asked: str, kept: str) -> None:
    client.cookies["large_type"] = "1"

    client.get("/ui/large-type/", {"on": asked})

    assert client.cookies["large_type"].value == kept


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_large_type_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.get("/ui/large-type/", {"next": elsewhere})["Location"] == "/"


@pytest.mark.django_db  # the page prints the county's name
@pytest.mark.parametrize(("cookie", "css"), [("1", 'class="large-type"'), ("0", 'class=""')])
def test_server_prints_large_type_on_the_page(client: Client, cookie: str, css: str) -> None:
    client.cookies["large_type"] = cookie

    assert css in client.get("/ui/gallery/entry/").content.decode()


@pytest.mark.django_db
def test_language_is_chosen_without_login(client: Client) -> None:
    client.post("/ui/language/", {"language": "en", "next": "/ui/gallery/entry/"})

    assert '<html lang="en"' in client.get("/ui/gallery/entry/").content.decode()
