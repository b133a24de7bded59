"""Compose an implementation plan: its basis read from lines, a frame of headings to begin with (S0-1-a)."""

import re
from datetime import date

from django.utils.translation import gettext as _

from guanmo.stages.documents.content import BasisDocument, Level, Paragraph
from guanmo.stages.documents.errors import BasisUnclear

_LINE = re.compile(r"(?P<issuer>[^《》]+)《(?P<title>.+)》\s*(?:[（(](?P<rest>[^（）()]*)[）)])?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
FRAME = (
    ("工作目标", "围绕总结经验、挖掘典型、查找问题、探讨思路、传导责任，……"),
    ("时间安排", "……"),
    ("方法步骤", "……"),
    ("工作要求", "……"),
)


def basis_from_text(text: str) -> tuple[BasisDocument, ...]:
    """One document a line: 省委组织部《关于……的通知》（某组发〔2020〕3号，2020年3月1日); number and day may be missing.

    Raises BasisUnclear on a line without issuer and 《title》, on a day that there is not, and when there is no line.

    >>> basis_from_text("县委组织部《年度要点》（2020年3月1日）")[0].date
    datetime.date(2020, 3, 1)
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise BasisUnclear(_("请至少写一份依据文件，例如：省委组织部《关于开展观摩检查测评活动的通知》。"))
    return tuple(_basis(line) for line in lines)


def _basis(line: str) -> BasisDocument:
    found = _LINE.fullmatch(line)
    if found is None:
        raise BasisUnclear(_("看不懂“%(line)s”。请写成：发文单位《文件标题》（文号，日期）。") % {"line": line[:40]})
    parts = [part.strip() for part in re.split("[，,]", found["rest"] or "") if part.strip()]
    days = [part for part in parts if _DAY.fullmatch(part)]
    number = "，".join(part for part in parts if part not in days)
    return BasisDocument(found["issuer"].strip(), found["title"].strip(), number, _day(days[0]) if days else None)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    assert found is not None
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise BasisUnclear(_("没有%(day)s这一天，请检查日期。") % {"day": text}) from error


def proposed_plan() -> tuple[Paragraph, ...]:
    """Headings with a blank to fill in below each."""
    return tuple(one for heading, text in FRAME for one in (Paragraph(heading, Level.ONE), Paragraph(text)))
