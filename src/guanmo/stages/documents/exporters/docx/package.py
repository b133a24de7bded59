"""How does a .docx become the same bytes each time? Fixed properties, own font table, fixed times in the zip."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

from guanmo.stages.documents.exporters.blocks import Paper
from guanmo.stages.documents.exporters.docx.text import FANGSONG, HEITI, KAITI, LATIN, XIAOBIAOSONG
from guanmo.stages.documents.exporters.words import one_line

FONT_TABLE = "word/fontTable.xml"
# The page of a long time ago that zip files begin with; the document's own date is in its properties.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
OTHER_NAMES = {
    FANGSONG: "仿宋,FangSong,华文仿宋,Guanmo Kai",
    KAITI: "楷体,KaiTi,华文楷体,Guanmo Kai",
    HEITI: "SimHei,华文黑体,Noto Sans SC",
    XIAOBIAOSONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体,Noto Serif SC",
    "宋体": "SimSun",
}
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pack(document: Document, paper: Paper) -> bytes:
    """The finished file."""
    _describe(document, paper)
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = font_table() if name == FONT_TABLE else source.read(name)
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, data)
    return packed.getvalue()


def font_table() -> bytes:
    """The fonts by the names of the offices' computers, each with the names it has elsewhere."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, others in OTHER_NAMES.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{NAMESPACE}">{fonts}{latin}</w:fonts>'.encode()


def _describe(document: Document, paper: Paper) -> None:
    made = datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=UTC)
    about = document.core_properties
    about.title, about.author, about.comments = one_line(paper.name)[:255], "", ""
    about.last_modified_by, about.revision, about.language = "", 1, "zh-CN"
    about.created = about.modified = made
