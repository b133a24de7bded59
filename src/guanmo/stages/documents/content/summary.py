"""What does the 观摩情况总结 of a round say, under the five aims of the source? (S0-2-d)"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummaryContent:
    """A round's summary; each section is a tuple of paragraphs and an empty one prints as 本轮无记录。

    ``experience`` 经验做法, ``exemplars`` 先进典型, ``problems`` 存在问题, ``ideas`` 工作思路,
    ``responsibility`` 责任传导.
    """

    title: str
    round_name: str
    issuer: str
    date: datetime.date
    overview: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    responsibility: tuple[str, ...] = ()
