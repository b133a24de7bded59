"""How much of what was due has been visited (S0-2-c)."""

from decimal import Decimal


def share_of(visited: int, due: int) -> Decimal | None:
    """Coverage in per cent, one place, rounded down so that 100 means all; None when nothing was due.

    >>> share_of(2, 3), share_of(0, 0)
    (Decimal('66.6'), None)
    """
    return None if due == 0 else Decimal(visited * 1000 // due) / 10
