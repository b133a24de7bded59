"""What the list of score sheets shows: versions under their code, and the sheet of each kind of organisation (D36)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.rules import SCORABLE


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of organisation and its sheet; None means: visited, not scored."""

    label: str
    sheet: ScoreSheet | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version with the word for where it stands."""

    sheet: ScoreSheet
    used: bool


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """All versions under one code, newest first."""

    code: str
    title: str
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The whole page."""

    kinds: tuple[KindRow, ...]
    groups: tuple[CodeGroup, ...]


def list_page(sheets: Iterable[ScoreSheet], used: Mapping[Kind, ScoreSheet]) -> ListPage:
    """Fill the page; ``sheets`` come by code, newest version first."""
    ids = {sheet.pk for sheet in used.values()}
    kinds = [*SCORABLE, *(kind for kind in Kind if kind in used and kind not in SCORABLE)]
    groups = []
    for code, rows in groupby(sheets, key=lambda sheet: sheet.code):
        versions = tuple(VersionRow(sheet, sheet.pk in ids) for sheet in rows)
        groups.append(CodeGroup(code, versions[0].sheet.title, versions))
    return ListPage(tuple(KindRow(str(kind.label), used.get(kind)) for kind in kinds), tuple(groups))
