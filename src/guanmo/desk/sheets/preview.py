"""What was read from a file, with the form that keeps it: made from the file first, then from what the page sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from guanmo.desk.sheets.forms import KeepForm
from guanmo.desk.sheets.sheet_page import SheetPage, sheet_page
from guanmo.lib.refusal import Refused
from guanmo.method.sheet import Sheet
from guanmo.stages.organisations.enums import TWO_NEW, VILLAGE_LEVEL, Kind
from guanmo.stages.sheets.domain.draft_sheet import Proposal
from guanmo.stages.sheets.importers.json_form import from_json, to_json
from guanmo.stages.sheets.importers.reading import Reading
from guanmo.stages.sheets.models import ScoreSheet

SALT = "guanmo.sheets.reading"


@dataclass(frozen=True, slots=True)
class Preview:
    """One sheet of the file, to be looked at and kept."""

    content: Sheet
    warnings: Sequence[Mapping[str, str]]
    source: str
    form: KeepForm

    @property
    def page(self) -> SheetPage:
        return sheet_page(self.content, self.warnings)

    def is_chosen(self) -> bool:
        """Whether the person wants it kept and has answered everything."""
        return self.form.is_valid() and bool(self.form.cleaned_data["keep"])

    def proposal(self) -> Proposal:
        """The sheet with the name, code and kinds that the person chose."""
        given = self.form.cleaned_data
        return Proposal(
            content=replace(self.content, title=given["title"]),
            code=self.form.code_to_keep,
            kinds=[Kind(kind) for kind in given["kinds"]],
            warnings=[dict(warning) for warning in self.warnings],
            source=self.source,
        )


def previews_of(readings: Sequence[Reading], source: str, sheets: Sequence[ScoreSheet]) -> list[Preview]:
    """Previews of a file that was just read, with the answers guessed that its titles suggest."""
    previews = []
    for index, reading in enumerate(readings):
        kept = {"sheet": to_json(reading), "source": source}
        initial = {**_guess(reading.sheet, sheets), "reading": signing.dumps(kept, salt=SALT, compress=True)}
        form = KeepForm(initial=initial, prefix=f"sheet{index}", codes=_codes(sheets))
        previews.append(_preview(kept, form))
    return previews


def previews_sent(data: QueryDict, sheets: Sequence[ScoreSheet]) -> list[Preview]:
    """The previews as the page sent them back. Raises Refused when there is none or a reading was altered."""
    previews: list[Preview] = []
    while (sent := data.get(f"sheet{len(previews)}-reading")) is not None:
        form = KeepForm(data, prefix=f"sheet{len(previews)}", codes=_codes(sheets))
        previews.append(_preview(_unsigned(sent), form))
    if not previews:
        raise Refused(_("没有收到要保存的得分表。请重新选择文件。"), code="nothing_read")
    return previews


def _preview(kept: Mapping[str, object], form: KeepForm) -> Preview:
    sheet = kept["sheet"]
    assert isinstance(sheet, Mapping)
    return Preview(from_json(sheet), sheet["warnings"], str(kept["source"]), form)


def _unsigned(sent: str) -> Mapping[str, object]:
    try:
        kept: Mapping[str, object] = signing.loads(sent, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(_("预览内容不完整或已被改动。请重新选择文件。"), code="reading_altered") from error
    return kept


def _codes(sheets: Sequence[ScoreSheet]) -> list[tuple[str, str]]:
    """Each code once, with what will happen to its draft."""
    newest = {sheet.code: sheet for sheet in reversed(sheets)}
    return [(code, _choice(sheet)) for code, sheet in sorted(newest.items())]


def _choice(sheet: ScoreSheet) -> str:
    said = {"title": sheet.title, "version": sheet.version}
    if sheet.is_published:
        return _("%(title)s（在用第%(version)d版）") % said
    return _("%(title)s（第%(version)d版草稿将被替换）") % said


def _guess(sheet: Sheet, sheets: Sequence[ScoreSheet]) -> dict[str, object]:
    """The known sheet of the same name, or the kinds that the name speaks of."""
    known = next((one for one in sheets if one.title == sheet.title), None)
    if known is not None:
        return {"title": sheet.title, "existing": known.code, "kinds": known.kinds}
    if "两新" in sheet.title:
        return _new(sheet, "two_new", TWO_NEW, sheets)
    if "村" in sheet.title or "社区" in sheet.title:
        return _new(sheet, "village", VILLAGE_LEVEL, sheets)
    return {"title": sheet.title}


def _new(sheet: Sheet, code: str, kinds: frozenset[Kind], sheets: Sequence[ScoreSheet]) -> dict[str, object]:
    free = all(one.code != code for one in sheets)
    return {"title": sheet.title, "code": code if free else "", "kinds": sorted(kinds)}
