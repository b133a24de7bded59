"""What the tags and filters print."""

from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError


def _render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_icon_without_label_is_hidden_from_screen_readers() -> None:
    assert _render('{% icon "check" %}') == (
        '<svg class="icon " aria-hidden="true" focusable="false"><use href="/static/ui/icons.svg#check"></use></svg>'
    )


def test_icon_with_label_is_a_named_image() -> None:
    assert 'role="img" aria-label="查看"' in _render('{% icon "eye" label="查看" %}')


def test_unknown_icon_is_an_error_of_the_page_writer() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon 'hammer-and-sickle'"):
        _render('{% icon "hammer-and-sickle" %}')


@pytest.mark.parametrize("tone", ["good", "warn", "bad", "info", "mute"])
def test_status_tag_has_icon_and_text_never_colour_alone(tone: str) -> None:
    html = _render("{% tag tone '待复核' %}", tone=tone)

    assert html.count("<use ") == 1
    assert html.endswith("待复核</span>")


def test_tag_escapes_what_users_wrote() -> None:
    assert "&lt;b&gt;" in _render("{% tag 'good' text %}", text="<b>")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, '<span class="rank rank--1">1</span>'),
        (3, '<span class="rank rank--3">3</span>'),
        (4, '<span class="rank rank--n">4</span>'),
        (None, '<span class="rank rank--none">—</span>'),
    ],
)
def test_rank_marks_the_first_three(number: int | None, expected: str) -> None:
    assert _render("{% rank number %}", number=number) == expected


@pytest.mark.parametrize(
    ("value", "word", "figure"),
    [(3, "上升", "3</span>"), (Decimal("-1.50"), "下降", "1.50</span>"), (0, "持平", "持平</span>")],
)
def test_change_says_its_direction_in_words(value: object, word: str, figure: str) -> None:
    html = _render("{% change value %}", value=value)

    assert word in html
    assert html.endswith(figure)


def test_unknown_change_is_a_dash_not_unchanged() -> None:
    assert _render("{% change value %}", value=None) == '<span class="change muted">—</span>'


def test_score_bar_has_the_exact_width_without_style() -> None:
    html = _render("{% score_bar value 8 %}", value=Decimal("6.5"))

    assert 'width="81.25%"' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("value", "score", "points"),
    [
        (Decimal("86.5"), "86.50", "86.5"),
        (Decimal("8.00"), "8.00", "8"),
        (Decimal("100"), "100.00", "100"),
        (0, "0.00", "0"),
        (None, "—", "—"),
        ("", "—", "—"),
    ],
)
def test_numbers_are_printed_and_missing_is_a_dash(value: object, score: str, points: str) -> None:
    assert _render("{{ value|score }} {{ value|points }}", value=value) == f"{score} {points}"
