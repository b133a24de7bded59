"""How does a document become a page that a browser prints? One file, no script, nothing from elsewhere."""

from html import escape

from guanmo.stages.documents.content import Content
from guanmo.stages.documents.exporters.blocks import (
    Block,
    Cell,
    Cut,
    Gap,
    Imprint,
    LetterHead,
    NewPage,
    Paper,
    Para,
    RedHead,
    Roll,
    Row,
    Sealed,
    Signature,
    Strip,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.fit import column_widths, red_head_size, stays_whole
from guanmo.stages.documents.exporters.html.style import style_of
from guanmo.stages.documents.exporters.layouts import lay_out
from guanmo.stages.documents.exporters.qr import qr_picture
from guanmo.stages.documents.exporters.titles import title_lines
from guanmo.stages.documents.exporters.words import clean, one_line


def to_html(content: Content) -> bytes:
    """The document as UTF-8 HTML bytes, the same for the same content."""
    paper = lay_out(content)
    parts: list[str] = []
    new_page = False
    for block in paper.blocks:
        if isinstance(block, NewPage):
            new_page = True
            continue
        part = _block(block, paper)
        parts.append(f'<section class="new-page">{part}</section>' if new_page else part)
        new_page = False
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{_line(paper.name)}</title>'
    body = "\n".join(parts)
    page = f'<!doctype html>\n<html lang="zh-CN"><head>{head}<style>\n{style_of(paper)}</style></head>\n'
    return f'{page}<body><main class="paper">\n{body}\n</main></body></html>\n'.encode()


def _line(text: str) -> str:
    return escape(one_line(text))


def _block(block: Block, paper: Paper) -> str:
    if isinstance(block, Table):
        return _table(block, paper)
    if isinstance(block, Title):
        lines = "\n".join(title_lines(block.text, block.size, paper.text_width))
        return f'<h1 style="font-size:{block.size}pt">{escape(lines)}</h1>'
    if isinstance(block, Para):
        return f'<p class="{block.style}">{escape(clean(block.text))}</p>'
    if isinstance(block, Strip):
        return f'<div class="strip">{"".join(f"<span>{_line(part)}</span>" for part in block.parts)}</div>'
    if isinstance(block, Gap):
        return f'<div style="height:{28.95 * block.lines:.2f}pt"></div>'
    return _fixed(block)


def _fixed(block: Block) -> str:
    """The fixed parts of an official document."""
    if isinstance(block, RedHead):
        mark = f'<p class="mark" style="font-size:{red_head_size(block.mark)}pt">{_line(block.mark)}</p>'
        return f'{mark}<p class="number">{_line(block.number)}</p>'
    if isinstance(block, LetterHead):
        size = red_head_size(block.mark)
        mark = f'<p class="letter-mark" style="font-size:{size}pt">{_line(block.mark)}</p><div class="double"></div>'
        return f'{mark}<p class="letter-number">{_line(block.number)}</p>'
    if isinstance(block, Roll):
        return f'<div class="roll"><span>{_line(block.label)}：</span><span>{_line(block.names)}</span></div>'
    if isinstance(block, Signature):
        return f'<div class="signature"><div>{_line(block.issuer)}<br>{_line(block.date)}</div></div>'
    if isinstance(block, Imprint):
        copies = f"<div><span>抄送：{_line(block.copies_to)}</span></div>" if block.copies_to else ""
        printed = f"<div><span>{_line(block.printed_by)}</span><span>{_line(block.printed_on)}</span></div>"
        look = "imprint" if block.ruled else "imprint imprint--plain"
        return f'<div class="{look}">{copies}{printed if block.printed_by else ""}</div>'
    if isinstance(block, Sealed):
        return f'<div class="sealed">{qr_picture(block.code)}<span>{escape(clean(block.text))}</span></div>'
    return '<hr class="cut">' if isinstance(block, Cut) else ""


def _table(table: Table, paper: Paper) -> str:
    widths = column_widths(table, paper)
    columns = "".join(f'<col style="width:{width / paper.text_width:.2%}">' for width in widths)
    rows = "\n".join(_row(row, table, paper) for row in table.printed_rows)
    return (
        f'<div class="table"><table style="font-size:{table.size}pt"><colgroup>{columns}</colgroup>'
        f"{_head(table)}<tbody>\n{rows}\n</tbody></table></div>"
    )


def _head(table: Table) -> str:
    lines = "".join(
        f"<tr>{''.join(_cell(cell, 'center', 'th') for cell in row if cell)}</tr>" for row in table.head_rows
    )
    return f"<thead>{lines}</thead>" if lines else ""


def _row(row: Row, table: Table, paper: Paper) -> str:
    cells = "".join(_cell(cell, str(cell.align or table.columns[at].align)) for at, cell in enumerate(row) if cell)
    look = "" if stays_whole(row, table, paper) else ' class="tall"'
    return f'<tr{look} style="height:{table.row_height}mm">{cells}</tr>'


def _cell(cell: Cell, align: str, tag: str = "td") -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    strong = ' class="strong"' if cell.strong else ""
    return f'<{tag}{spans}{strong} style="text-align:{align}">{escape(clean(cell.text))}</{tag}>'
