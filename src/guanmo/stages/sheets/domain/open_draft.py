"""Take a draft in hand for a change: it must still be there, and still be a draft."""

from django.utils.translation import gettext as _

from guanmo.stages.sheets.errors import DraftGone, SheetPublished
from guanmo.stages.sheets.models import ScoreSheet


def open_draft(sheet: ScoreSheet) -> ScoreSheet:
    """The draft, locked until the transaction ends. Raises DraftGone or SheetPublished."""
    found = ScoreSheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if found is None:
        raise DraftGone(_("这份草稿已经被删除或者换成了新的。请回到评分表页面重新打开。"))
    if found.is_published:
        raise SheetPublished(_("%(sheet)s已经发布，不能再改。请上传新版本。") % {"sheet": found})
    return found
