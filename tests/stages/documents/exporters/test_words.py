"""Are figures, days, headings and sizes written as the standard wants them?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from guanmo.stages.documents.content import Level, Paragraph
from guanmo.stages.documents.exporters import missing_glyphs
from guanmo.stages.documents.exporters.fit import red_head_size
from guanmo.stages.documents.exporters.fonts import CARRIED, font_set, operator_folders
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import clean, day, mark, moment, points


@pytest.mark.parametrize(
    ("value", "printed"), [("3", "3"), ("0.50", "0.5"), ("1.25", "1.25"), ("100", "100"), ("0.00", "0"), (None, "")]
)
def test_points_print_without_needless_zeros(value, printed):
    assert points(None if value is None else Decimal(value)) == printed


@pytest.mark.parametrize(
    ("value", "places", "printed"), [("92.5", 2, "92.50"), ("92.345", 2, "92.345"), ("90", 0, "90")]
)
def test_mark_keeps_its_places_and_never_rounds_a_figure_away(value, places, printed):
    assert mark(Decimal(value), places) == printed


def test_clean_drops_what_no_file_can_hold_or_turns_the_text_round():
    assert clean("甲\x00乙\u202e丙\ud800丁\r\n戊\t己") == "甲乙丙丁\n戊\t己"


def test_missing_mark_is_a_dash_and_not_zero():
    assert mark(None) == "—"


def test_day_and_moment_have_no_leading_zeros_and_county_time():
    assert day(date(2026, 3, 5)) == "2026年3月5日"
    assert moment(datetime(2026, 12, 31, 16, 5, tzinfo=UTC)) == "2027年1月1日 00:05"


def test_headings_are_numbered_anew_on_each_level():
    levels = [Level.ONE, Level.TWO, Level.THREE, Level.THREE, Level.TWO, Level.THREE, Level.ONE, Level.TWO]
    texts = [para.text for para in numbered([Paragraph("九、标题", level) for level in levels])]
    assert texts == [
        "一、标题",
        "（一）标题",
        "1. 标题",
        "2. 标题",
        "（二）标题",
        "1. 标题",
        "二、标题",
        "（一）标题",
    ]


def test_a_figure_at_the_start_of_a_heading_is_kept():
    assert [p.text for p in numbered([Paragraph("1.5万元经费", Level.ONE)])] == ["一、1.5万元经费"]


@pytest.mark.parametrize(("mark_text", "size"), [("县委文件", 62.0), ("中共青禾镇委员会文件", 43.7)])
def test_red_head_fits_one_line(mark_text, size):
    # 154 mm / 10 characters = 15.4 mm = 43.65 pt; four characters would allow 109 pt and stop at 62.
    assert red_head_size(mark_text) == size


def test_missing_glyphs_names_what_the_carried_fonts_lack():
    assert missing_glyphs("堃犇喆瑢昇玥燚，〔2026〕1号 — “两新”\n") == set()
    assert missing_glyphs("张\U0002ceb9\U0001f600") == {"\U0001f600"} | missing_glyphs("\U0002ceb9")


def test_carried_fonts_stay_small_and_carry_their_licences():
    fonts = sorted(CARRIED.glob("*.ttf"))
    assert [font.name for font in fonts] == ["GuanmoKai-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSerifSC-Bold.ttf"]
    assert sum(font.stat().st_size for font in fonts) <= 12_000_000
    for licence in ("OFL-GuanmoKai.txt", "OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (CARRIED / licence).read_text("utf-8")


def test_every_role_ends_with_a_carried_font():
    roles = font_set().roles
    assert {"Guanmo Kai", "Noto Sans SC", "Noto Serif SC"} <= {
        *roles["body"],
        *roles["kai"],
        *roles["hei"],
        *roles["title"],
    }
    assert all(roles.values())


def test_operator_folders_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("GUANMO_FONT_DIRS", str(tmp_path))
    assert operator_folders() == (str(tmp_path),)


def test_a_font_of_the_operator_is_found_in_his_folder(monkeypatch, tmp_path):
    name = "NotoSansSC-Medium.ttf"
    (tmp_path / name).write_bytes((CARRIED / name).read_bytes())
    monkeypatch.setenv("GUANMO_FONT_DIRS", str(tmp_path))
    paths = [font.path for font in font_set().found.fonts() if font.path]
    assert str(tmp_path / name) in paths
