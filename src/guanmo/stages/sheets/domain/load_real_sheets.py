"""Bring the two shipped sheets into a county that has none yet, as drafts: the county looks at them and publishes."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.check_editor import check_editor
from guanmo.stages.sheets.domain.draft_sheet import Proposal, draft_sheets
from guanmo.stages.sheets.errors import SheetsExist
from guanmo.stages.sheets.models import ScoreSheet


@transaction.atomic
def load_real_sheets(proposals: Sequence[Proposal], *, by: User) -> list[ScoreSheet]:
    """Keep the shipped sheets as first drafts. Raises NotAllowed; SheetsExist when any sheet is there already."""
    check_editor(by)
    if ScoreSheet.objects.exists():
        raise SheetsExist(_("县里已经有评分表，标准得分表只能在还没有评分表时载入。请用“读取得分表”上传新版本。"))
    return draft_sheets(proposals, by=by)
