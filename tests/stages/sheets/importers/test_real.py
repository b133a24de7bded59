"""The two shipped sheets are those of the plan: 37 and 20 items, 100 points each (S1-T-b, S1-T-c)."""

from guanmo.method.sheet import item_key
from guanmo.stages.sheets.importers.checks import check
from guanmo.stages.sheets.importers.real import RealSheet, real_sheets

# issue D37: 3+4+3+2+3+4+3+3 points speak of a community or of a resident state-owned enterprise
FOR_COMMUNITIES = ("一.3", "二.5", "二.6", "四.4", "四.5", "五.1", "五.2", "五.3")


def shipped() -> tuple[RealSheet, RealSheet]:
    village, two_new = real_sheets()
    return village, two_new


def test_codes_versions_and_kinds() -> None:
    assert [(real.code, real.version, real.kinds) for real in shipped()] == [
        ("village", 1, ("village", "community")),
        ("two_new", 1, ("new_economic", "new_social")),
    ]


def test_items_and_points() -> None:
    for real, sections, items in zip(shipped(), ([25, 30, 20, 15, 10], [15, 30, 25, 20, 10]), (37, 20), strict=True):
        assert [section.points for section in real.sheet.sections] == sections
        assert [section.item_total for section in real.sheet.sections] == sections
        assert (len(list(real.sheet.items)), real.sheet.total, real.sheet.item_total) == (items, 100, 100)


def test_only_the_double_counting_of_the_plan_is_warned_of() -> None:
    assert [[(w.code, w.where) for w in check(real.sheet)] for real in shipped()] == [
        [("double_punishment", "二、组织建设 第4项；三、党员管理 第11项")],
        [("double_punishment", "一、党建基础 第2项；三、党员管理 第4项")],
    ]


def test_items_for_communities_only_may_be_left_out_for_villages() -> None:
    village, two_new = shipped()
    assert village.not_for == (("village", FOR_COMMUNITIES),)
    assert two_new.not_for == ()
    points = {item_key(section.no, item.no): item.points for section, item in village.sheet.items}
    assert [points[key] for key in FOR_COMMUNITIES] == [3, 4, 3, 2, 3, 4, 3, 3]


def test_notes_stand_where_the_plan_needs_them() -> None:
    noted = [[item_key(s.no, i.no) for s, i in real.sheet.items if i.note] for real in shipped()]
    assert noted == [
        ["一.3", "二.2", "二.4", "二.5", "二.6", "二.7", "三.11", "四.4", "四.5", "五.1", "五.2", "五.3"],
        ["一.2", "二.2", "三.4", "五.2"],
    ]


def test_items_that_depend_on_the_superior_say_so() -> None:
    """Issue D38: quarterly inspection, coverage of two-new units, funds; the points stay with the judge."""
    said = [[item_key(s.no, i.no) for s, i in real.sheet.items if "上级的责任" in i.note] for real in shipped()]
    assert said == [["二.2", "二.7", "五.2", "五.3"], ["二.2"]]


def test_cut_off_item_is_marked() -> None:
    cut_off = [(s.no, i.no, i.text, i.points) for real in shipped() for s, i in real.sheet.items if i.truncated]
    assert cut_off == [("五", 2, "社会组织党组织工作经费纳入预算，单独列支，足额保障；", 5)]
