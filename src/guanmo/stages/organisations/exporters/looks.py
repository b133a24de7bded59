"""How the cells of both workbooks look: one set of formats, plain enough for Excel, WPS and LibreOffice."""

from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_A4 = 9
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_TEXT = {**_FONT, "quote_prefix": True}


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of one workbook."""

    title: Format
    head: Format
    required: Format
    text: Format
    day: Format
    wrong: Format
    reason: Format
    prose: Format


def new_book(file: BytesIO) -> Workbook:
    """A workbook that takes every text for a text: nothing becomes a number, a formula or a link."""
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    return Workbook(file, options)


def looks_of(book: Workbook) -> Looks:
    """Heads are shaded, required ones red; texts are texts (``@``), so that codes keep their zeros.

    ``quote_prefix``: a text that begins like a formula stays one when somebody edits its cell by hand.
    """
    head = {**_TEXT, "bold": True, "border": 1, "bg_color": "#F2F2F2", "align": "center", "text_wrap": True}
    line = {"border": 1, "border_color": "#BFBFBF"}
    cell = {**_TEXT, **line}
    wrong = {"bg_color": "#FFD9D6", "font_color": "#B3121D", "bold": True}
    return Looks(
        title=book.add_format({**_TEXT, "bold": True, "font_size": 16}),
        head=book.add_format(head),
        required=book.add_format({**head, "font_color": "#C00000"}),
        text=book.add_format({**cell, "num_format": "@"}),
        day=book.add_format({**_FONT, **line, "num_format": "yyyy-mm-dd"}),
        wrong=book.add_format({**cell, **wrong, "num_format": "@"}),
        reason=book.add_format({**cell, "text_wrap": True}),
        prose=book.add_format({**_TEXT, "text_wrap": True, "valign": "top"}),
    )


def new_page(book: Workbook, name: str) -> Worksheet:
    """A worksheet that prints on A4 landscape, as wide as the paper."""
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    return page
