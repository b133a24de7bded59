"""How does a document become a PDF/A-2b? Its blocks go to the typst template as data, never as markup."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from guanmo.stages.documents.content import Content, ScoreSheetSet
from guanmo.stages.documents.exporters.blocks import (
    Block,
    Cell,
    CodedFoot,
    LetterHead,
    Paper,
    RedHead,
    Sealed,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.fit import column_widths, red_head_size, stays_whole
from guanmo.stages.documents.exporters.fonts import font_set
from guanmo.stages.documents.exporters.layouts import lay_out
from guanmo.stages.documents.exporters.qr import qr_picture
from guanmo.stages.documents.exporters.titles import title_lines
from guanmo.stages.documents.exporters.words import clean

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "document.typ"
Standard: TypeAlias = Literal["a-2b", "1.7"]
ARCHIVAL: Standard = "a-2b"
PLAIN: Standard = "1.7"


def to_pdf(content: Content | ScoreSheetSet) -> bytes:
    """The document as PDF/A-2b bytes, the same for the same content and the same fonts.

    PDF/A forbids characters that no font can draw. A document with one (``missing_glyphs`` tells before) becomes a
    plain PDF, because one rare name must not keep a document from being issued.
    """
    import typst  # slow to load, and a server must start at once

    paper = lay_out(content)
    try:
        return _compile(paper, ARCHIVAL)
    except typst.TypstError:
        return _compile(paper, PLAIN)


def _compile(paper: Paper, standard: Standard) -> bytes:
    import typst

    fonts = font_set()
    made = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts.found,
        format="pdf",
        pdf_standards=standard,
        timestamp=datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=UTC),
        sys_inputs={"document": json.dumps(_plain(paper), ensure_ascii=False), "fonts": json.dumps(fonts.roles)},
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _plain(paper: Paper) -> dict[str, object]:
    return {
        "name": clean(paper.name),
        "date": [paper.date.year, paper.date.month, paper.date.day],
        "landscape": paper.landscape,
        "margins": asdict(paper.margins),
        "blocks": [_plain_block(block, paper) for block in paper.blocks],
    }


def _plain_block(block: Block, paper: Paper) -> dict[str, object]:
    if isinstance(block, Table):
        return _plain_table(block, paper)
    fields = {name: _cleaned(value) for name, value in asdict(block).items()}
    if isinstance(block, Title):
        fields["lines"] = title_lines(block.text, block.size, paper.text_width)
    if isinstance(block, RedHead | LetterHead):
        fields["size"] = red_head_size(block.mark)
    if isinstance(block, CodedFoot):
        fields["qr"] = qr_picture(block.code.replace("-", ""))  # a hand scanner types it as if it were keyed in
    if isinstance(block, Sealed):
        fields["qr"] = qr_picture(block.code)
    return {"kind": type(block).__name__, **fields}


def _plain_table(table: Table, paper: Paper) -> dict[str, object]:
    rows = []
    for row in table.printed_rows:
        whole = stays_whole(row, table, paper)
        rows.append([_plain_cell(cell, whole) for cell in row if cell is not None])
    return {
        "kind": "Table",
        "columns": [asdict(column) for column in table.columns],
        "widths": column_widths(table, paper),
        "aligns": [
            [str(_align(cell.align, table, i)) for i, cell in enumerate(row) if cell] for row in table.printed_rows
        ],
        "rows": rows,
        "heads": [[_plain_cell(cell, True) for cell in row if cell] for row in table.head_rows],
        "size": table.size,
        "row_height": table.row_height,
        "together": table.together,
    }


def _align(own: object, table: Table, index: int) -> object:
    return own or table.columns[index].align


def _plain_cell(cell: Cell, whole: bool) -> dict[str, object]:
    lines = clean(cell.text).split("\n")
    return {"lines": lines, "whole": whole, "colspan": cell.colspan, "rowspan": cell.rowspan, "strong": cell.strong}


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    return [_cleaned(part) for part in value] if isinstance(value, tuple) else value
