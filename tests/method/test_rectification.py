"""The table of a problem's life against workflows.md 4, row by row, written out by hand."""

from itertools import pairwise

import pytest

from guanmo.method.rectification import LEDGER_ROW, STEPS, WAY, diagram, may_step, passed

BY_HAND = {
    "found": {"entered", "set_aside"},
    "set_aside": {"found"},
    "entered": {"notified", "in_rectification", "cancelled"},
    "notified": {"in_rectification", "entered"},
    "in_rectification": {"submitted", "entered"},
    "submitted": {"looked_back"},
    "looked_back": {"looked_back", "signed_off", "returned"},
    "returned": {"in_rectification", "submitted"},
    "signed_off": {"reopened"},
    "reopened": {"in_rectification", "submitted"},
    "cancelled": set(),
}


def test_table_is_the_workflow() -> None:
    assert {state: set(following) for state, following in LEDGER_ROW.items()} == BY_HAND


@pytest.mark.parametrize("source", ["deduction", "visit_note", "inspection", "criticism"])
def test_only_a_self_check_goes_on_without_a_notice(source: str) -> None:
    assert may_step("entered", "in_rectification", "self_check")
    assert not may_step("entered", "in_rectification", source)
    assert may_step("entered", "notified", source)


def test_nobody_signs_off_before_a_look_back() -> None:
    assert [state for state in LEDGER_ROW if may_step(state, "signed_off", "deduction")] == ["looked_back"]


def test_way_is_a_path_of_the_table() -> None:
    assert all(may_step(here, there, "deduction") for here, there in pairwise(WAY))
    assert passed("reopened") == passed("returned") == ("entered", "notified")


def test_every_arrow_is_drawn() -> None:
    names = {state: state.upper() for state in LEDGER_ROW}
    roles = {one.who: one.who for one in STEPS}
    lines = [line.strip() for line in diagram(STEPS, names, roles).splitlines()]
    assert lines[:3] == ["stateDiagram-v2", 'state "FOUND" as found', 'state "ENTERED" as entered']
    arrows = {(here, there) for here, following in BY_HAND.items() for there in following}
    assert {tuple(line.split(" : ")[0].split(" --> ")) for line in lines if " : " in line} == arrows
    assert [line for line in lines if line.endswith("[*]")] == ["cancelled --> [*]", "signed_off --> [*]"]
