"""Does the page that a browser prints say everything, literally, and load nothing from elsewhere?"""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from guanmo.stages.documents.exporters import to_html
from tests.stages.documents.exporters import figures, samples

KINDS = sorted(samples.all_contents())


class Reader(HTMLParser):
    """The text of a page and the tags in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.text.append(data)


def read(content) -> Reader:
    reader = Reader()
    reader.feed(to_html(content).decode())
    return reader


@pytest.mark.parametrize("kind", KINDS)
def test_page_shows_every_figure(kind):
    content = samples.all_contents()[kind]
    assert figures.missing(figures.expected(content), " ".join(read(content).text)) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_the_same_content_is_the_same_bytes_and_stands_alone(kind):
    content = samples.all_contents()[kind]
    made = to_html(content)
    assert made == to_html(content)
    assert not re.search(rb"(?i)src=|href=|url\(|@import|<script", made)


def test_two_lists_of_one_title_are_told_apart_where_they_are_attached():
    lists = [replace(samples.ranking(2, name), title="一季度得分排名表") for name in ("村（社区）", "“两新”组织")]
    text = "".join(read(samples.bulletin(tuple(lists))).text)
    for name in ("一季度得分排名表（村（社区））", "一季度得分排名表（“两新”组织）"):
        assert text.count(name) == 2  # under the text, and over the list


def test_hostile_text_stays_text():
    reader = read(samples.notice("<script>alert(1)</script><img src=x onerror=1>\"'& #pagebreak()"))
    assert "script" not in reader.tags
    assert "img" not in reader.tags
    assert "<script>alert(1)</script><img src=x onerror=1>\"'& #pagebreak()" in "".join(reader.text)


def test_page_asks_for_the_paper_of_the_standard():
    assert b"size: A4; margin: 37mm 26mm 35mm 28mm;" in to_html(samples.bulletin())
    assert b"size: A4 landscape;" in to_html(samples.ledger())
