"""One rule, and how a table of them is written."""

from dataclasses import dataclass

from guanmo.config.access.who import Who

READ = ("GET", "HEAD")
SEND = ("POST",)
FORM = (*READ, *SEND)
"""A page that shows a form and takes it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may come, and with which methods."""

    who: Who
    methods: tuple[str, ...]


Table = dict[str, Rule]
"""Rules by the full name of their address."""


def rules(*rows: tuple[Who, tuple[str, ...], str], space: str = "desk:") -> Table:
    """The table of these rows: who, methods, names. Raises ValueError when a name stands there twice."""
    table: Table = {}
    for who, methods, names in rows:
        for name in (space + one for one in names.split()):
            if name in table:
                raise ValueError(f"{name}: declared twice")
            table[name] = Rule(who, methods)
    return table
