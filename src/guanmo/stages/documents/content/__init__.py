"""What is said in each official document, as plain values: no database, no layout. Exporters turn them into bytes."""

from guanmo.stages.documents.content.aggregate import AggregateContent, AggregateItem, AggregateSection
from guanmo.stages.documents.content.assessment import Assessed, AssessmentContent
from guanmo.stages.documents.content.bulletin import Attachment, BulletinContent
from guanmo.stages.documents.content.collection import CollectedCase, CollectionContent
from guanmo.stages.documents.content.figure import Figure
from guanmo.stages.documents.content.filing import FilingContent
from guanmo.stages.documents.content.goal_archive import GoalArchiveContent, Kept, Listed, Updated
from guanmo.stages.documents.content.learning import LearningContent
from guanmo.stages.documents.content.ledger import LedgerContent, LedgerEntry
from guanmo.stages.documents.content.letter import LetterContent
from guanmo.stages.documents.content.meeting_minutes import MeetingMinutesContent
from guanmo.stages.documents.content.notice import NoticeContent, NoticeProblem
from guanmo.stages.documents.content.plan import BasisDocument, PlanContent
from guanmo.stages.documents.content.progress import ProgressContent, ProgressRow
from guanmo.stages.documents.content.ranking import RankingListContent, RankingRow, RuleUsed, SealPrint
from guanmo.stages.documents.content.receipt import DeductionLine, ReceiptContent
from guanmo.stages.documents.content.record_book import Minutes, RecordBookContent, Remark, SignedBy
from guanmo.stages.documents.content.score_sheet import (
    ScoreSheetContent,
    ScoreSheetItem,
    ScoreSheetSection,
    ScoreSheetSet,
)
from guanmo.stages.documents.content.summary import SummaryContent
from guanmo.stages.documents.content.text import Level, Paragraph
from guanmo.stages.documents.content.withdrawal import WithdrawalContent
from guanmo.stages.documents.content.working_ledger import WorkingEntry, WorkingLedgerContent

Content = (
    AggregateContent
    | AssessmentContent
    | BulletinContent
    | CollectionContent
    | FilingContent
    | GoalArchiveContent
    | LearningContent
    | LedgerContent
    | LetterContent
    | MeetingMinutesContent
    | NoticeContent
    | PlanContent
    | ProgressContent
    | RankingListContent
    | ReceiptContent
    | RecordBookContent
    | ScoreSheetContent
    | SummaryContent
    | WithdrawalContent
    | WorkingLedgerContent
)

__all__ = [
    "AggregateContent",
    "AggregateItem",
    "AggregateSection",
    "Assessed",
    "AssessmentContent",
    "Attachment",
    "BasisDocument",
    "BulletinContent",
    "CollectedCase",
    "CollectionContent",
    "Content",
    "DeductionLine",
    "Figure",
    "FilingContent",
    "GoalArchiveContent",
    "Kept",
    "LearningContent",
    "LedgerContent",
    "LedgerEntry",
    "LetterContent",
    "Level",
    "Listed",
    "MeetingMinutesContent",
    "Minutes",
    "NoticeContent",
    "NoticeProblem",
    "Paragraph",
    "PlanContent",
    "ProgressContent",
    "ProgressRow",
    "RankingListContent",
    "RankingRow",
    "ReceiptContent",
    "RecordBookContent",
    "Remark",
    "RuleUsed",
    "ScoreSheetContent",
    "ScoreSheetItem",
    "ScoreSheetSection",
    "ScoreSheetSet",
    "SealPrint",
    "SignedBy",
    "SummaryContent",
    "Updated",
    "WithdrawalContent",
    "WorkingEntry",
    "WorkingLedgerContent",
]
