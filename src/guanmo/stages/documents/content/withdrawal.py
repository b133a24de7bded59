"""What says that a document is withdrawn? A document of its own, with number and reason."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WithdrawalContent:
    """A withdrawal. ``withdrawn`` is the title of the old document, ``withdrawn_number`` its number or empty."""

    number: str
    title: str
    to: str
    withdrawn: str
    withdrawn_number: str
    issued_on: datetime.date
    reason: str
    issuer: str
    date: datetime.date
