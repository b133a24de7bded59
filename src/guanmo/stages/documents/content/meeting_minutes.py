"""What stands in the 纪要 of a meeting? What was agreed, and who was there (layout GB/T 9704-2012, 纪要格式)."""

import datetime
from dataclasses import dataclass

from guanmo.stages.documents.content.text import Paragraph


@dataclass(frozen=True, slots=True)
class MeetingMinutesContent:
    """Minutes. ``meeting`` is its name, ``present`` 出席, ``absent`` 请假, ``sitting_in`` 列席: names as they are printed."""

    mark: str
    number: str
    title: str
    meeting: str
    held_on: datetime.date
    place: str
    chair: str
    body: tuple[Paragraph, ...]
    present: str
    issuer: str
    date: datetime.date
    absent: str = ""
    sitting_in: str = ""
    copies_to: str = ""
