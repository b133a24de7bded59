"""Kinds, states and formats of documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a document is."""

    SCORE_SHEET = "score_sheet", _("得分表")
    NOTICE = "notice", _("整改通知单")
    LEDGER = "ledger", _("整改台账")
    RANKING_LIST = "ranking_list", _("排名表")
    BULLETIN = "bulletin", _("排名通报")
    FILING = "filing", _("备案报告")
    SUMMARY = "summary", _("观摩总结")
    PROGRESS = "progress", _("整改进展通报")
    RECEIPT = "receipt", _("得分反馈单")
    LEARNING = "learning", _("学习报告")
    PLAN = "plan", _("实施方案")
    WITHDRAWAL = "withdrawal", _("撤回通知")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")


class Format(TextChoices):
    """The file formats in which a document is kept; HTML is what a browser prints."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    HTML = "html", _("打印")


WITH_RESULTS = (Kind.SCORE_SHEET, Kind.RANKING_LIST, Kind.BULLETIN, Kind.FILING, Kind.SUMMARY, Kind.RECEIPT)
"""What prints scores, ranks or classes."""

_TEXT = (Format.DOCX, Format.PDF, Format.HTML)
_TABLE = (Format.DOCX, Format.PDF, Format.XLSX, Format.HTML)
FORMATS: dict[Kind, tuple[Format, ...]] = {
    kind: _TABLE if kind in (Kind.SCORE_SHEET, Kind.LEDGER, Kind.RANKING_LIST) else _TEXT for kind in Kind
}

MEDIA_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HTML: "text/html; charset=utf-8",
}


class DocumentState(TextChoices):
    """The states of an issued document; the table is ``method.lifecycle.DOCUMENT``."""

    ISSUED = "issued", _("已印发")
    WITHDRAWN = "withdrawn", _("已撤回")


class Audience(TextChoices):
    """Who may read an issued document, besides its issuer and the county."""

    ORGANISATION = "organisation", _("收文单位")
    TOWNSHIP = "township", _("本乡镇（街道）")
    COUNTY = "county", _("全县")


class JobKind(TextChoices):
    """Long work on documents."""

    RECEIPTS = "receipts", _("印发得分反馈单")
    NOTICES = "notices", _("下发整改通知单")
    PAPERS = "papers", _("准备要打印的评分表")
    LEDGER = "ledger", _("导出整改台账")
    WORKING_LEDGER = "working_ledger", _("导出工作台账")


FILE_JOBS = (JobKind.PAPERS, JobKind.LEDGER, JobKind.WORKING_LEDGER)
"""Long work whose outcome is a file for the one who asked for it."""


class JobState(TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("等待")
    RUNNING = "running", _("进行中")
    FINISHED = "finished", _("已完成")
    CANCELLED = "cancelled", _("已停止")


class PaperKind(TextChoices):
    """Papers that an organisation keeps (the first four) or hands in to the office above (S2-2.1.1-b, S4-6d)."""

    LONG_PLAN = "long_plan", _("规划")
    ANNUAL_PLAN = "annual_plan", _("年度计划")
    RULE = "rule", _("制度")
    MEASURE = "measure", _("措施")
    WRITTEN_REPORT = "written_report", _("书面报告")
    MAJOR_REPORT = "major_report", _("重大事项报告")
    ANNUAL_REPORT = "annual_report", _("年度述职报告")
    RESEARCH_REPORT = "research_report", _("调查报告")
    COBUILDING_REPORT = "cobuilding_report", _("共建情况报告")
    GUIDE = "guide", _("操作指引")


REPORTS = frozenset(
    {
        PaperKind.WRITTEN_REPORT,
        PaperKind.MAJOR_REPORT,
        PaperKind.ANNUAL_REPORT,
        PaperKind.RESEARCH_REPORT,
        PaperKind.COBUILDING_REPORT,
    }
)
"""What is handed in, and received by the office above."""
