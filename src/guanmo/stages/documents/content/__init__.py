"""What is said in each official document, as plain values: no database, no layout. Exporters turn them into bytes."""

from guanmo.stages.documents.content.bulletin import BulletinContent
from guanmo.stages.documents.content.filing import FilingContent
from guanmo.stages.documents.content.ledger import LedgerContent, LedgerEntry
from guanmo.stages.documents.content.notice import NoticeContent, NoticeProblem
from guanmo.stages.documents.content.ranking import RankingListContent, RankingRow, RuleUsed
from guanmo.stages.documents.content.score_sheet import (
    ScoreSheetContent,
    ScoreSheetItem,
    ScoreSheetSection,
    ScoreSheetSet,
)
from guanmo.stages.documents.content.summary import SummaryContent
from guanmo.stages.documents.content.text import Level, Paragraph

Content = (
    ScoreSheetContent
    | NoticeContent
    | LedgerContent
    | RankingListContent
    | BulletinContent
    | FilingContent
    | SummaryContent
)

__all__ = [
    "BulletinContent",
    "Content",
    "FilingContent",
    "LedgerContent",
    "LedgerEntry",
    "Level",
    "NoticeContent",
    "NoticeProblem",
    "Paragraph",
    "RankingListContent",
    "RankingRow",
    "RuleUsed",
    "ScoreSheetContent",
    "ScoreSheetItem",
    "ScoreSheetSection",
    "ScoreSheetSet",
    "SummaryContent",
]
