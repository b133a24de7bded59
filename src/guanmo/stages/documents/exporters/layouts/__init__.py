"""How is each kind of content laid out on paper? One file per kind; ``lay_out`` picks it."""

from guanmo.stages.documents.content import (
    BulletinContent,
    Content,
    FilingContent,
    LedgerContent,
    NoticeContent,
    RankingListContent,
    ScoreSheetContent,
    ScoreSheetSet,
)
from guanmo.stages.documents.exporters.blocks import Paper
from guanmo.stages.documents.exporters.layouts.bulletin import lay_out_bulletin
from guanmo.stages.documents.exporters.layouts.filing import lay_out_filing
from guanmo.stages.documents.exporters.layouts.ledger import lay_out_ledger
from guanmo.stages.documents.exporters.layouts.notice import lay_out_notice
from guanmo.stages.documents.exporters.layouts.ranking import lay_out_ranking
from guanmo.stages.documents.exporters.layouts.score_sheet import lay_out_score_sheet, lay_out_score_sheets
from guanmo.stages.documents.exporters.layouts.summary import lay_out_summary


def lay_out(content: Content | ScoreSheetSet) -> Paper:
    """The paper for one content."""
    if isinstance(content, ScoreSheetSet):
        return lay_out_score_sheets(content)
    if isinstance(content, ScoreSheetContent):
        return lay_out_score_sheet(content)
    if isinstance(content, NoticeContent):
        return lay_out_notice(content)
    if isinstance(content, LedgerContent):
        return lay_out_ledger(content)
    if isinstance(content, RankingListContent):
        return lay_out_ranking(content)
    if isinstance(content, BulletinContent):
        return lay_out_bulletin(content)
    if isinstance(content, FilingContent):
        return lay_out_filing(content)
    return lay_out_summary(content)


__all__ = ["lay_out"]
