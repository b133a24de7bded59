"""Read the file that a phone writes when it cannot send."""

from django.utils.translation import gettext as _

from guanmo.lib.office_file import FileRefused
from guanmo.stages.scoring.domain.import_ballots import ExportedSheet, PhoneExport
from guanmo.stages.scoring.errors import ImportRefused
from guanmo.stages.scoring.importers.export_parts import export_parts

LARGEST_FILE = 60 * 1024 * 1024
"""Bytes; a round's sheets take less than one of them, the rest is photos."""
MOST_SHEETS = 500


def read_export(data: bytes) -> PhoneExport:
    """The file's content. Raises ImportRefused with a sentence for a file that is too large, broken or another one."""
    if len(data) > LARGEST_FILE:
        raise too_large()
    try:
        judge, sheets, photos = export_parts(data)
    except FileRefused as refusal:
        raise ImportRefused(refusal.message, code=refusal.code) from refusal
    if len(sheets) > MOST_SHEETS:
        raise ImportRefused(
            _("文件里有%(count)d份评分表，一次最多导入%(most)d份。") % {"count": len(sheets), "most": MOST_SHEETS}
        )
    return PhoneExport(judge=judge, sheets=[ExportedSheet(*one) for one in sheets], photos=photos)


def too_large() -> ImportRefused:
    """The refusal of a file that is larger than any phone's."""
    return ImportRefused(_("文件超过60 MB，不能导入。请先在有网络的地方让手机把照片发完，再导出。"), code="too_large")
