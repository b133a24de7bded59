"""What does a township file with the county? Ranking and classification in one 备案报告 (S0-3.1-l)."""

import datetime
from dataclasses import dataclass

from guanmo.stages.documents.content.ranking import RankingListContent


@dataclass(frozen=True, slots=True)
class FilingContent:
    """A filing report.

    ``decided_at``, ``decision`` (e.g. 已备案, 退回) and ``decided_by`` stay empty until the county answers. Times
    with a zone are printed in Asia/Shanghai.
    """

    number: str
    submitter: str
    to: str
    round_name: str
    date: datetime.date
    submitted_by: str
    submitted_at: datetime.datetime
    lists: tuple[RankingListContent, ...]
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime.datetime | None = None
    decision_reason: str = ""
    title: str = "观摩排名结果和分类情况备案报告"
