"""What stands in a 函 to a body that is neither above nor below? (Layout GB/T 9704-2012, 信函格式.)"""

import datetime
from dataclasses import dataclass

from guanmo.stages.documents.content.text import Paragraph


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A letter. ``mark`` is the issuer's full name alone, ``to`` 主送机关 without the colon, ``copies_to`` 抄送."""

    mark: str
    number: str
    title: str
    to: str
    body: tuple[Paragraph, ...]
    issuer: str
    date: datetime.date
    copies_to: str = ""
