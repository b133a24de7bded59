"""Which running text does a document carry? Paragraphs at the four levels of an official document (GB/T 9704)."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The level of a paragraph; headings are numbered by the exporter: 一、 then （一） then 1."""

    BODY = "body"
    ONE = "one"
    TWO = "two"
    THREE = "three"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as plain text. A heading may come with or without its number; it is numbered anew when printed."""

    text: str
    level: Level = Level.BODY
