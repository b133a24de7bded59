"""Numbers that occur twice in a sheet: each item of a version needs a name of its own (一.3), so such a run is renumbered."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from guanmo.lib.numerals import numeral
from guanmo.method.sheet import Section, Sheet


def with_unique_numbers(sheet: Sheet) -> tuple[Sheet, list[dict[str, str]]]:
    """The sheet with its doubled numbers replaced by 1, 2, 3 … in printed order, and a warning for each place.

    Numbers that occur once are kept as printed, gaps included.
    """
    warnings: list[dict[str, str]] = []
    sections = tuple(_unique_items(section, warnings) for section in sheet.sections)
    if not _all_different([section.no for section in sections]) or not all(section.no for section in sections):
        sections = tuple(replace(section, no=numeral(i)) for i, section in enumerate(sections, start=1))
        message = _("考核指标的序号有重复或缺少，已按先后顺序重新编号。请与原件核对。")
        warnings.append({"code": "renumbered", "message": message, "where": sheet.title})
    return replace(sheet, sections=sections), warnings


def _unique_items(section: Section, warnings: list[dict[str, str]]) -> Section:
    if _all_different([item.no for item in section.items]):
        return section
    where = f"{section.no}、{section.title}" if section.title else section.no
    message = _("序号有重复，已按先后顺序重新编号。请与原件核对。")
    warnings.append({"code": "renumbered", "message": message, "where": where})
    return replace(section, items=tuple(replace(item, no=i) for i, item in enumerate(section.items, start=1)))


def _all_different(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)
