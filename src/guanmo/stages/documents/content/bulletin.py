"""What stands in a bulletin with a red head, 排名通报 or 整改进展通报? (S0-3.3-j, S0-4.2-c; layout GB/T 9704-2012.)"""

import datetime
from dataclasses import dataclass

from guanmo.stages.documents.content.progress import ProgressContent
from guanmo.stages.documents.content.ranking import RankingListContent
from guanmo.stages.documents.content.text import Paragraph

Attachment = RankingListContent | ProgressContent


@dataclass(frozen=True, slots=True)
class BulletinContent:
    """A bulletin.

    ``mark`` 发文机关标志 (e.g. 中共某镇委员会文件), ``number`` 发文字号, ``to`` 主送机关 without the colon,
    ``copies_to`` 抄送, ``printed_by`` 印发机关, ``printed_on`` 印发日期,
    ``note`` 附注 without brackets. ``attachments`` follow, one list each.
    """

    mark: str
    number: str
    title: str
    to: str
    body: tuple[Paragraph, ...]
    issuer: str
    date: datetime.date
    attachments: tuple[Attachment, ...] = ()
    copies_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    note: str = ""
