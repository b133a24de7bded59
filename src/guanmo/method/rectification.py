"""The life of a problem, from the finding to the sign-off (workflows.md 4): one table, from which it is checked and drawn.

The plan of the year fixes the order: each problem into the ledger, a notice, rectification, look-back at no fixed time,
sign-off item by item (S0-3.1-m to p). What it leaves open is marked ``inferred``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from guanmo.method.lifecycle import Table


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: from ``source`` to ``target``, by ``who``, with what it ``needs``; ``clause`` says where it comes from.

    ``only`` names the source of the problems that may take it, "" for all.
    """

    source: str
    target: str
    who: str
    needs: tuple[str, ...]
    clause: str
    only: str = ""


STEPS: Sequence[Transition] = (
    Transition("found", "entered", "township", ("matter",), "S0-3.1-m, S1-L-a"),
    Transition("found", "set_aside", "township", ("reason",), "inferred"),
    Transition("set_aside", "found", "township", (), "inferred"),
    Transition("entered", "notified", "township", ("columns", "notice"), "S0-3.1-n, S1-L-a"),
    Transition("entered", "in_rectification", "organisation", ("columns",), "S4-5c, S4-5e", only="self_check"),
    Transition("entered", "cancelled", "township", ("reason",), "inferred"),
    Transition("notified", "entered", "township", ("withdrawal",), "inferred"),
    Transition("in_rectification", "entered", "township", ("withdrawal",), "inferred"),
    Transition("notified", "in_rectification", "organisation", (), "inferred"),
    Transition("in_rectification", "submitted", "organisation", ("evidence",), "inferred"),
    Transition("submitted", "looked_back", "checker", ("result",), "S0-3.1-o"),
    Transition("looked_back", "looked_back", "checker", ("result",), "S0-3.1-o"),
    Transition("looked_back", "signed_off", "acceptor", ("fixed", "evidence"), "S0-3.1-p"),
    Transition("looked_back", "returned", "checker", ("reason", "limit"), "inferred"),
    Transition("returned", "in_rectification", "organisation", (), "inferred"),
    Transition("returned", "submitted", "organisation", ("evidence",), "inferred"),
    Transition("signed_off", "reopened", "superior", ("reason", "limit"), "inferred"),
    Transition("reopened", "in_rectification", "organisation", (), "inferred"),
    Transition("reopened", "submitted", "organisation", ("evidence",), "inferred"),
)
"""``withdrawal``: the notice was withdrawn. ``checker`` and ``acceptor`` are the township's, but never whoever wrote down the rectification (S0-3.1-p)."""

WAY = ("entered", "notified", "in_rectification", "submitted", "looked_back", "signed_off")
"""The way of a problem that goes well."""


def table_of(steps: Iterable[Transition]) -> Table:
    """Which state may follow which, every state named, also those from which nothing leads on.

    >>> table_of(STEPS)["cancelled"], sorted(table_of(STEPS)["entered"])
    (frozenset(), ['cancelled', 'in_rectification', 'notified'])
    """
    listed = list(steps)
    states = dict.fromkeys(state for one in listed for state in (one.source, one.target))
    return {state: frozenset(one.target for one in listed if one.source == state) for state in states}


LEDGER_ROW: Table = table_of(STEPS)


def may_step(state: str, target: str, source: str) -> bool:
    """Whether a problem of this source may go from ``state`` to ``target``; KeyError for a state that is not in the table.

    >>> [may_step("entered", "in_rectification", source) for source in ("self_check", "deduction")]
    [True, False]
    """
    if target not in LEDGER_ROW[state]:
        return False
    return any(one.target == target and one.only in ("", source) for one in STEPS if one.source == state)


def passed(now: str) -> tuple[str, ...]:
    """The states of ``WAY`` that lie behind; a returned or reopened row is to be rectified again.

    >>> passed("submitted"), passed("returned")
    (('entered', 'notified', 'in_rectification'), ('entered', 'notified'))
    """
    here = now if now in WAY else "in_rectification"
    return tuple(takewhile(lambda state: state != here, WAY))


def diagram(steps: Iterable[Transition], names: Mapping[str, str], roles: Mapping[str, str]) -> str:
    """The table drawn in Mermaid's language: each state by its name, each arrow with who takes it.

    >>> print(diagram(STEPS[:1], {"found": "a problem", "entered": "in the ledger"}, {"township": "township"}))
    stateDiagram-v2
        state "a problem" as found
        state "in the ledger" as entered
        [*] --> found
        found --> entered : township
        entered --> [*]
    """
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(list(steps), names, roles))])


def _lines(steps: Sequence[Transition], names: Mapping[str, str], roles: Mapping[str, str]) -> Iterator[str]:
    table = table_of(steps)
    yield from (f'state "{names[state]}" as {state}' for state in table)
    yield f"[*] --> {steps[0].source}"
    yield from (f"{one.source} --> {one.target} : {roles[one.who]}" for one in steps)
    yield from (f"{state} --> [*]" for state, following in table.items() if state == WAY[-1] or not following)
