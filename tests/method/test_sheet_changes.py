"""What changed between two score sheet versions."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet
from guanmo.method.sheet_changes import Mark, Piece, compare_sheets, marked_text

A = Item(1, "每月召开一次支部委员会", Decimal(3))
B = Item(2, "党费按月收缴并公示", Decimal(4))
C = Item(3, "建立后备干部队伍和台账", Decimal(5))
D = Item(1, "设立党员示范岗和责任区", Decimal(6))


def sheet(*sections: tuple[Item, ...]) -> Sheet:
    """A sheet whose sections are numbered 一, 二 and whose items are numbered in the order given."""
    made = []
    for no, items in zip("一二", sections, strict=False):
        numbered = tuple(replace(item, no=i) for i, item in enumerate(items, start=1))
        made.append(Section(no, f"第{no}节", Decimal(12), numbered))
    return Sheet("得分表", Decimal(100), tuple(made))


def changes(before: Sheet, after: Sheet) -> list[tuple[str | None, str | None, bool]]:
    """Each changed item as (key before, key after, moved)."""
    found = compare_sheets(before, after).items
    return [(c.before.key if c.before else None, c.after.key if c.after else None, c.moved) for c in found]


def test_item_put_in_first_is_one_addition_and_pushes_nobody() -> None:
    assert changes(sheet((A, B, C)), sheet((D, A, B, C))) == [(None, "一.1", False)]


def test_item_taken_out_is_one_removal() -> None:
    assert changes(sheet((A, B, C)), sheet((A, C))) == [("一.2", None, False)]


def test_item_in_another_section_has_moved() -> None:
    assert changes(sheet((A, B), (D,)), sheet((A,), (D, B))) == [("一.2", "二.2", True)]


def test_last_item_put_first_is_the_only_one_that_moved() -> None:
    assert changes(sheet((A, B, C)), sheet((C, A, B))) == [("一.3", "一.1", True)]


def test_new_words_at_the_same_number_are_a_change_of_that_item() -> None:
    found = compare_sheets(sheet((A, B)), sheet((A, replace(B, text="党费按季收缴并公示"))))

    assert [(c.text_changed, c.points_changed, c.moved) for c in found.items] == [(True, False, False)]


def test_new_words_at_another_number_are_found_by_likeness() -> None:
    found = changes(sheet((A, B, C)), sheet((D, A, B, replace(C, text="建立后备干部队伍并有台账"))))

    assert found == [(None, "一.1", False), ("一.3", "一.4", False)]


def test_quite_another_text_at_the_same_number_is_a_removal_and_an_addition() -> None:
    assert changes(sheet((A, B)), sheet((A, D))) == [(None, "一.2", False), ("一.2", None, False)]


def test_points_and_rules_that_differ_are_told_apart() -> None:
    rule = Rule(RuleKind.FIXED, "缺一项扣1分", Decimal(1))
    found = compare_sheets(sheet((A, B)), sheet((replace(A, points=Decimal(2)), replace(B, rules=(rule,)))))

    assert [(c.points_changed, c.rules_changed, c.text_changed) for c in found.items] == [
        (True, False, False),
        (False, True, False),
    ]


def test_points_that_were_missing_are_not_the_same_as_zero() -> None:
    found = compare_sheets(sheet((replace(A, points=None),)), sheet((replace(A, points=Decimal(0)),)))

    assert [c.points_changed for c in found.items] == [True]


def test_section_with_other_points_and_new_section_are_told() -> None:
    before = sheet((A,))
    after = replace(
        sheet((A,), (D,)), sections=(replace(before.sections[0], points=Decimal(20)), *sheet((A,), (D,)).sections[1:])
    )

    found = compare_sheets(before, after)

    assert [(c.before.no if c.before else None, c.after.no if c.after else None) for c in found.sections] == [
        ("一", "一"),
        (None, "二"),
    ]
    assert not found.total_changed


def test_changed_words_are_marked_and_numbers_are_never_cut() -> None:
    assert marked_text("每年不少于32个学时", "每年不少于40个学时") == (
        Piece(Mark.SAME, "每年不少于"),
        Piece(Mark.REMOVED, "32"),
        Piece(Mark.ADDED, "40"),
        Piece(Mark.SAME, "个学时"),
    )


def test_single_character_between_two_changes_belongs_to_the_change() -> None:
    assert marked_text("按甲的乙办理好", "按丙的丁办理好") == (
        Piece(Mark.SAME, "按"),
        Piece(Mark.REMOVED, "甲的乙"),
        Piece(Mark.ADDED, "丙的丁"),
        Piece(Mark.SAME, "办理好"),
    )


texts = st.text(alphabet="党员村社区每月年召开会议1239.ab，", max_size=12)
points = st.one_of(st.none(), st.decimals(min_value=0, max_value=30, places=2))
items = st.builds(Item, no=st.integers(1, 5), text=texts, points=points)
sections = st.builds(
    Section, no=st.sampled_from("一二三"), title=texts, points=points, items=st.lists(items, max_size=5).map(tuple)
)
sheets = st.builds(
    Sheet, title=texts, total=points, sections=st.lists(sections, max_size=3, unique_by=lambda s: s.no).map(tuple)
)


@settings(max_examples=100, deadline=None)
@given(sheets)
def test_sheet_compared_with_itself_has_no_change(one: Sheet) -> None:
    found = compare_sheets(one, one)

    assert not found
    assert len(found.pairs) == sum(len(section.items) for section in one.sections)


@settings(max_examples=100, deadline=None)
@given(sheets, sheets)
def test_every_item_is_kept_added_or_removed_exactly_once(before: Sheet, after: Sheet) -> None:
    found = compare_sheets(before, after)
    added = sum(1 for change in found.items if change.before is None)
    removed = sum(1 for change in found.items if change.after is None)

    assert len(found.pairs) + added == sum(1 for _ in after.items)
    assert len(found.pairs) + removed == sum(1 for _ in before.items)


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_marked_text_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = marked_text(before, after)

    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == after
