"""How is each kind of content laid out on paper? One file per kind; ``lay_out`` picks it."""

from collections.abc import Callable
from typing import Any

from guanmo.stages.documents import content as says
from guanmo.stages.documents.content import Content, ScoreSheetSet
from guanmo.stages.documents.exporters.blocks import Paper
from guanmo.stages.documents.exporters.layouts.aggregate import lay_out_aggregate
from guanmo.stages.documents.exporters.layouts.assessment import lay_out_assessment
from guanmo.stages.documents.exporters.layouts.bulletin import lay_out_bulletin
from guanmo.stages.documents.exporters.layouts.collection import lay_out_collection
from guanmo.stages.documents.exporters.layouts.filing import lay_out_filing
from guanmo.stages.documents.exporters.layouts.goal_archive import lay_out_goal_archive
from guanmo.stages.documents.exporters.layouts.learning import lay_out_learning
from guanmo.stages.documents.exporters.layouts.ledger import lay_out_ledger
from guanmo.stages.documents.exporters.layouts.letter import lay_out_letter
from guanmo.stages.documents.exporters.layouts.meeting_minutes import lay_out_minutes
from guanmo.stages.documents.exporters.layouts.notice import lay_out_notice
from guanmo.stages.documents.exporters.layouts.plan import lay_out_plan
from guanmo.stages.documents.exporters.layouts.progress import lay_out_progress
from guanmo.stages.documents.exporters.layouts.ranking import lay_out_ranking
from guanmo.stages.documents.exporters.layouts.receipt import lay_out_receipt
from guanmo.stages.documents.exporters.layouts.record_book import lay_out_record_book
from guanmo.stages.documents.exporters.layouts.score_sheet import lay_out_score_sheet, lay_out_score_sheets
from guanmo.stages.documents.exporters.layouts.summary import lay_out_summary
from guanmo.stages.documents.exporters.layouts.withdrawal import lay_out_withdrawal
from guanmo.stages.documents.exporters.layouts.working_ledger import lay_out_working_ledger

LAYOUTS: dict[type, Callable[[Any], Paper]] = {
    says.AggregateContent: lay_out_aggregate,
    says.AssessmentContent: lay_out_assessment,
    says.BulletinContent: lay_out_bulletin,
    says.CollectionContent: lay_out_collection,
    says.FilingContent: lay_out_filing,
    says.GoalArchiveContent: lay_out_goal_archive,
    says.LearningContent: lay_out_learning,
    says.LedgerContent: lay_out_ledger,
    says.LetterContent: lay_out_letter,
    says.MeetingMinutesContent: lay_out_minutes,
    says.NoticeContent: lay_out_notice,
    says.PlanContent: lay_out_plan,
    says.ProgressContent: lay_out_progress,
    says.RankingListContent: lay_out_ranking,
    says.ReceiptContent: lay_out_receipt,
    says.RecordBookContent: lay_out_record_book,
    says.ScoreSheetContent: lay_out_score_sheet,
    says.ScoreSheetSet: lay_out_score_sheets,
    says.SummaryContent: lay_out_summary,
    says.WithdrawalContent: lay_out_withdrawal,
    says.WorkingLedgerContent: lay_out_working_ledger,
}


def lay_out(content: Content | ScoreSheetSet) -> Paper:
    """The paper for one content."""
    return LAYOUTS[type(content)](content)


__all__ = ["lay_out"]
