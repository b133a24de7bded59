"""How does a line of text look in Word and WPS? Chinese font by role, Times New Roman for figures (GB/T 9704)."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from guanmo.stages.documents.exporters.docx.xml import element
from guanmo.stages.documents.exporters.words import clean

FANGSONG, KAITI, HEITI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
PITCH = 579
RED = "FF0000"
BREAKS = {"\t": "tab", "\n": "br"}


@dataclass(frozen=True, slots=True)
class Font:
    """A look of text: Chinese font name, size in pt, weight and colour; ``tight`` sets 28 of 3号 to a line."""

    name: str = FANGSONG
    size: float = 16
    bold: bool = False
    color: str = ""
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Border:
    """A line above ("top") or below ("bottom") a paragraph; ``eighths`` of a point thick, ``space`` pt away."""

    edge: str
    eighths: int
    space: int = 1
    color: str = "000000"
    kind: str = "single"


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a paragraph. Lengths in twips; ``line`` 0 is single spacing; ``indent`` counts characters."""

    align: str = "both"
    line: int = PITCH
    before: int = 0
    after: int = 0
    indent: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    new_page: bool = False
    grid: bool = True
    tabs: tuple[tuple[str, int], ...] = ()
    borders: tuple[Border, ...] = ()


def run(text: str, font: Font) -> BaseOxmlElement:
    """One run; a tab in the text becomes a tab of the paragraph, a line break a line break."""
    made = element("r", deepcopy(_run_properties(font)))
    for part in re.split("([\t\n])", clean(text)):
        if part in BREAKS:
            made.append(element(BREAKS[part]))
            continue
        word = element("t")
        word.text = part
        word.set(qn("xml:space"), "preserve")
        made.append(word)
    return made


def paragraph(text: str, font: Font, shape: Shape) -> BaseOxmlElement:
    """One paragraph with one run."""
    return element("p", deepcopy(_paragraph_properties(shape, font)), run(text, font))


@cache
def _run_properties(font: Font) -> BaseOxmlElement:
    half_points = round(font.size * 2)
    return element(
        "rPr",
        element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=font.name, cs=LATIN, hint="eastAsia"),
        element("b") if font.bold else None,
        element("color", val=font.color) if font.color else None,
        element("spacing", val=-5) if font.tight else None,
        element("sz", val=half_points),
        element("szCs", val=half_points),
        element("lang", val="en-US", eastAsia="zh-CN"),
    )


@cache
def _paragraph_properties(shape: Shape, font: Font) -> BaseOxmlElement:
    return element(
        "pPr",
        element("keepNext") if shape.keep_next else None,
        element("pageBreakBefore") if shape.new_page else None,
        element("widowControl", val=1),
        _borders(shape.borders) if shape.borders else None,
        element("tabs", *(element("tab", val=kind, pos=at) for kind, at in shape.tabs)) if shape.tabs else None,
        element("autoSpaceDE", val=0),
        element("autoSpaceDN", val=0),
        None if shape.grid else element("snapToGrid", val=0),
        _spacing(shape),
        _indent(shape, font),
        element("jc", val=shape.align),
    )


def _spacing(shape: Shape) -> BaseOxmlElement:
    line, rule = (shape.line, "exact") if shape.line else (240, "auto")
    return element("spacing", before=shape.before, after=shape.after, line=line, lineRule=rule)


def _indent(shape: Shape, font: Font) -> BaseOxmlElement | None:
    if shape.indent:
        first = round(shape.indent * font.size * 20)
        return element("ind", right=shape.right, firstLineChars=shape.indent * 100, firstLine=first)
    if shape.hanging:
        return element("ind", left=shape.left, right=shape.right, hanging=shape.hanging)
    return element("ind", left=shape.left, right=shape.right) if shape.left or shape.right else None


def _borders(borders: tuple[Border, ...]) -> BaseOxmlElement:
    lines = (element(b.edge, val=b.kind, sz=b.eighths, space=b.space, color=b.color) for b in borders)
    return element("pBdr", *lines)
