"""The shape that these pages share: what to do, key figures, tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from guanmo.desk.members.shapes import Table
from guanmo.ui.shapes import Kpi, Text


@dataclass(frozen=True, slots=True)
class Action:
    """One button in the head of a page."""

    title: Text
    url: str
    icon: str = "plus"
    primary: bool = True


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of lists; ``above`` and ``back`` only where it lies below another one. Long tables are folded."""

    title: Text
    subject: Text
    kpis: Sequence[Kpi]
    tables: Sequence[Table]
    actions: Sequence[Action] = ()
    above: Text = ""
    back: str = ""
    fold_above: int = 12


def share(number: int, of: int) -> str:
    """A share as people write it, with its parts; unknown where there is nothing to count."""
    return f"{100 * number // of}% ({number}/{of})" if of else "—"
