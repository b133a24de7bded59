"""What did a supervision team bring home? 学习报告: ideas, experience, gaps (S0-3.2-e)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LearningContent:
    """The report of one team, one paragraph a line in each part."""

    title: str
    round_name: str
    sender: str
    target: str
    leader: str
    members: tuple[str, ...]
    date: datetime.date
    ideas: tuple[str, ...]
    experience: tuple[str, ...]
    gaps: tuple[str, ...]
