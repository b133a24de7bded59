"""What stands in an 实施方案? The documents on which it rests, then aims, tasks and demands (S0-1-a)."""

import datetime
from dataclasses import dataclass

from guanmo.stages.documents.content.text import Paragraph


@dataclass(frozen=True, slots=True)
class BasisDocument:
    """A document on which a plan rests: who issued it, its title without 《》, its number and day where they are known."""

    issuer: str
    title: str
    number: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The plan of one organisation; ``basis`` holds at least one document."""

    title: str
    issuer: str
    date: datetime.date
    basis: tuple[BasisDocument, ...]
    body: tuple[Paragraph, ...]
