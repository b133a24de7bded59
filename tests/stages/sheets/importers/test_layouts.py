"""One sheet in the layouts of offices: whatever the format and the order of columns, the same sheet is read."""

import io
from decimal import Decimal
from itertools import permutations

import docx
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet
from guanmo.stages.sheets.importers.read import read_sheet
from tests.stages.sheets.importers.offices import (
    COLUMNS,
    TITLE,
    Layout,
    as_docx,
    as_text,
    as_xlsx,
    items_docx,
    lines,
    workbook,
)

D = Decimal
EXPECTED = Sheet(
    TITLE,
    D(100),
    (
        Section("一", "党建基础", D(25), (
            Item(1, "党群服务中心统一标识", D(5), "缺一项扣1分，扣完为止",
                 (Rule(RuleKind.PER_OCCURRENCE, "缺一项扣1分", D(1), D(5)),)),
            Item(2, "建立3—7人的后备干部队伍，有台账记录", D(8), "无台账扣2分",
                 (Rule(RuleKind.FIXED, "无台账扣2分", D(2)),)),
            Item(3, "经费不低于10万元，覆盖率达100%", D(12)),
        )),
        Section("二", "组织建设", D(30), (
            Item(1, "每月召开支委会", D(20), "每少1次扣0.5分，最多扣2分",
                 (Rule(RuleKind.PER_OCCURRENCE, "每少1次扣0.5分，最多扣2分", D("0.5"), D(2)),)),
            Item(2, "按时换届", D(10), "未换届不得分", (Rule(RuleKind.ZERO, "未换届不得分"),)),
        )),
        Section("三", "党员管理", D(45), (
            Item(1, "党费按月收缴", D("22.5"), "发现弄虚作假的一票否决",
                 (Rule(RuleKind.VETO, "发现弄虚作假的一票否决"),)),
            Item(2, "年度集中培训不少于32个学时", D("22.5"), "获得市级表彰加1分，最高加2分",
                 (Rule(RuleKind.BONUS, "获得市级表彰加1分，最高加2分", D(1), D(2)),)),
        )),
    ),
)  # fmt: skip

LAYOUTS = {
    "points in a column": Layout(),
    "points in the text": Layout(
        columns=("序号", "考核指标", "考核内容", "评分标准", "扣分", "得分"), points_in_text=True
    ),
    "half-width brackets": Layout(
        columns=("序号", "考核指标", "考核内容", "评分标准", "得分"), points_in_text=True, brackets="({}分)"
    ),
    "square brackets": Layout(
        columns=("考核指标", "考核内容", "评分标准", "得分"), points_in_text=True, brackets="【{} 分】"
    ),
    "bare closing points": Layout(
        columns=("考核指标", "考核内容", "考核办法", "得分"), points_in_text=True, brackets="，{}分"
    ),
    "sections in rows": Layout(columns=("序号", "考核内容", "考核办法", "分值", "得分"), section_rows=True),
    "numbers in a column": Layout(
        columns=("序号", "考核内容", "考核办法", "分值", "得分"), section_rows=True, numbers_in_text=False
    ),
    "no numbers at all": Layout(columns=("考核项目", "考核内容", "考核办法", "分值"), numbers_in_text=False),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_word_document_gives_the_sheet(layout: Layout) -> None:
    reading = read_sheet(as_docx(layout), "考核.docx")
    assert reading.sheet == EXPECTED
    assert reading.warnings == ()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_workbook_gives_the_sheet(layout: Layout) -> None:
    reading = read_sheet(as_xlsx(layout), "考核.xlsx")
    assert reading.sheet == EXPECTED
    assert reading.warnings == ()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize(("separator", "encoding"), [("|", "utf-8"), ("\t", "gb18030"), ("|", "utf-16")])
def test_text_table_gives_the_sheet(layout: Layout, separator: str, encoding: str) -> None:
    reading = read_sheet(as_text(layout, separator=separator, encoding=encoding), "考核.txt")
    assert reading.sheet == EXPECTED
    assert reading.warnings == ()


@pytest.mark.parametrize("columns", [*permutations(COLUMNS)][::60], ids="".join)
def test_order_of_columns_does_not_matter_in_word(columns: tuple[str, ...]) -> None:
    assert read_sheet(as_docx(Layout(columns=columns)), "考核.docx").sheet == EXPECTED


@settings(max_examples=25, deadline=None)
@given(st.permutations(COLUMNS))
def test_order_of_columns_does_not_matter_in_excel(columns: list[str]) -> None:
    assert read_sheet(as_xlsx(Layout(columns=tuple(columns))), "考核.xlsx").sheet == EXPECTED


@settings(max_examples=40, deadline=None)
@given(st.permutations(COLUMNS), st.sampled_from("|\t"))
def test_order_of_columns_does_not_matter_in_text(columns: list[str], separator: str) -> None:
    file = as_text(Layout(columns=tuple(columns)), separator=separator)
    assert read_sheet(file, "考核.txt").sheet == EXPECTED


def points_of(sheet: Sheet) -> list[tuple[str, int, str, Decimal | None]]:
    return [(section.title, item.no, item.text, item.points) for section, item in sheet.items]


def test_several_items_in_one_cell_are_several_items() -> None:
    file = items_docx(
        ("序号", "考核指标", "考核内容", "得分"),
        ("一", "党建基础（60分）", "1.统一标识（20分）\n2.按时换届，\n程序规范（40分）", ""),
        ("二", "组织建设（40分）", "1.党费收缴（15分）2.名册准确（25分）", ""),
    )
    assert points_of(read_sheet(file, "表.docx").sheet) == [
        ("党建基础", 1, "统一标识", D(20)),
        ("党建基础", 2, "按时换届，程序规范", D(40)),
        ("组织建设", 1, "党费收缴", D(15)),
        ("组织建设", 2, "名册准确", D(25)),
    ]


def test_points_cell_merged_over_a_section_is_the_section_s() -> None:
    def write(sheet: object) -> None:
        sheet.write_row(0, 0, ["考核项目", "标准分", "考核内容", "考核办法"])  # type: ignore[attr-defined]
        sheet.merge_range("A2:A3", "党建基础")  # type: ignore[attr-defined]
        sheet.merge_range("B2:B3", 100)  # type: ignore[attr-defined]
        sheet.write_column("C2", ["统一标识（40分）", "按时换届（60分）"])  # type: ignore[attr-defined]

    sheet = read_sheet(workbook(write), "村得分表.xlsx").sheet
    assert (sheet.title, sheet.sections[0].points) == ("村得分表", D(100))
    assert points_of(sheet) == [("党建基础", 1, "统一标识", D(40)), ("党建基础", 2, "按时换届", D(60))]


def test_method_rows_under_one_item_belong_to_it() -> None:
    file = lines(
        "考核项目\t考核内容\t评分标准\t分值",
        "党建基础（100分）\t统一标识\t无标识扣2分\t60",
        "\t\t标识不清每处扣1分\t",
        "\t按时换届\t未换届不得分\t40",
    )
    items = read_sheet(file, "表.txt").sheet.sections[0].items
    assert [(item.text, item.method, len(item.rules)) for item in items] == [
        ("统一标识", "无标识扣2分\n标识不清每处扣1分", 2),
        ("按时换届", "未换届不得分", 1),
    ]


def test_project_and_standard_without_content_column() -> None:
    file = lines(
        "序号|考核项目|评分标准|分值|得分|",
        "一|党建基础（100分）|统一标识|60||",
        "||按时换届|40||",
        "合计|||100||",
    )
    assert points_of(read_sheet(file, "表.txt").sheet) == [
        ("党建基础", 1, "统一标识", D(60)),
        ("党建基础", 2, "按时换届", D(40)),
    ]


def test_three_levels_keep_the_middle_one_in_the_text() -> None:
    file = lines(
        "一级指标|二级指标|三级指标|分值|",
        "党建基础（100分）|阵地|统一标识|60|",
        "|班子|按时换届|40|",
    )
    assert points_of(read_sheet(file, "表.txt").sheet) == [
        ("党建基础", 1, "阵地：统一标识", D(60)),
        ("党建基础", 2, "班子：按时换届", D(40)),
    ]


def test_total_row_states_the_total_and_is_no_item() -> None:
    file = lines("序号|考核内容|分值|", "1|统一标识|50|", "2|按时换届|40|", "合计||90|", "注：本表由考核组填写|||")
    sheet = read_sheet(file, "表.txt").sheet
    assert sheet.total == D(90)
    assert [item.text for _, item in sheet.items] == ["统一标识", "按时换届"]


@pytest.mark.parametrize("title", ["村党建考核表（总分100分）", "村党建考核表（满分100分）", "村党建考核表（100分）"])
def test_total_in_the_title_is_taken_out_of_it(title: str) -> None:
    sheet = read_sheet(items_docx(("考核内容", "分值"), ("统一标识", "100"), title=title), "表.docx").sheet
    assert (sheet.title, sheet.total) == ("村党建考核表", D(100))


def test_each_worksheet_with_a_table_is_a_sheet_and_others_are_passed_over() -> None:
    from guanmo.stages.sheets.importers.read import read_sheets

    def sheet_of(title: str):  # type: ignore[no-untyped-def]
        return lambda sheet: (
            sheet.write(0, 0, title),
            sheet.write_row(1, 0, ["考核内容", "分值"]),
            sheet.write_row(2, 0, ["1.统一标识", 100]),
        )

    file = workbook(sheet_of("村得分表"), lambda sheet: sheet.write(0, 0, "填表说明"), sheet_of("两新得分表"))
    assert [reading.sheet.title for reading in read_sheets(file, "表.xlsx")] == ["村得分表", "两新得分表"]


def test_numbered_lines_that_share_one_amount_are_one_item() -> None:
    file = items_docx(
        ("序号", "考核内容", "标准分"),
        ("1", "1.统一标识；\n2.科学设置服务项目。", "40"),
        ("2", "按时换届", "60"),
    )
    assert points_of(read_sheet(file, "表.docx").sheet) == [
        ("", 1, "1.统一标识；2.科学设置服务项目。", D(40)),
        ("", 2, "按时换届", D(60)),
    ]


def test_points_on_lines_of_one_cell_go_to_the_items_beside_them() -> None:
    file = items_docx(("考核指标", "考核内容", "分值"), ("党建基础（100分）", "1.统一标识\n2.按时换届", "40\n60"))
    assert points_of(read_sheet(file, "表.docx").sheet) == [
        ("党建基础", 1, "统一标识", D(40)),
        ("党建基础", 2, "按时换届", D(60)),
    ]


def test_item_numbers_in_the_column_may_run_on_through_the_sections() -> None:
    file = lines(
        "序号|考核项目|考核内容|分值|",
        "1|党建基础（50分）|统一标识|20|",
        "2||按时换届|30|",
        "3|组织建设（50分）|三务公开|25|",
        "4||党费收缴|25|",
    )
    reading = read_sheet(file, "表.txt")
    assert [(section.no, item.no) for section, item in reading.sheet.items] == [
        ("一", 1), ("一", 2), ("二", 3), ("二", 4),
    ]  # fmt: skip
    assert reading.warnings == ()


def test_section_numbers_in_digits_become_those_of_the_sheet() -> None:
    file = lines(
        "序号|考核项目|考核内容|分值|",
        "1|党建基础（50分）|1.统一标识|50|",
        "2|组织建设（50分）|1.三务公开|25|",
        "||2.党费收缴|25|",
    )
    assert [(section.no, item.no) for section, item in read_sheet(file, "表.txt").sheet.items] == [
        ("一", 1), ("二", 1), ("二", 2),
    ]  # fmt: skip


def test_item_that_begins_like_a_label_is_kept() -> None:
    file = lines("考核内容|分值|", "单位领导重视党建|40|", "说明会按时召开|30|", "签字背书制度落实|30|", "签字：||")
    assert [item.text for _, item in read_sheet(file, "表.txt").sheet.items] == [
        "单位领导重视党建",
        "说明会按时召开",
        "签字背书制度落实",
    ]


@pytest.mark.parametrize("title", ["附件1：党组织考核评分表", "附件 2 党组织考核评分表", "党组织考核评分表"])
def test_annex_number_is_no_part_of_the_title(title: str) -> None:
    assert read_sheet(items_docx(("考核内容", "分值"), ("统一标识", "100"), title=title), "a.docx").sheet.title == (
        "党组织考核评分表"
    )


def test_unusual_column_names_are_understood() -> None:
    file = items_docx(
        ("考核内容及要求说明", "考核评分具体办法", "分值设置", "考核得分情况", "备注"),
        ("统一标识", "无标识不得分", "100", "", ""),
    )
    item = read_sheet(file, "表.docx").sheet.sections[0].items[0]
    assert (item.text, item.method, item.points, len(item.rules)) == ("统一标识", "无标识不得分", D(100), 1)


def test_characters_of_a_narrow_section_cell_stand_on_lines_of_their_own() -> None:
    file = items_docx(("考核指标", "考核内容"), ("党\n建\n基\n础\n（100分）", "1.统一标识（100分）"))
    section = read_sheet(file, "表.docx").sheet.sections[0]
    assert (section.title, section.points) == ("党建基础", D(100))


def test_csv_and_framed_tables_are_read() -> None:
    csv_file = 'ignored,,\n序号,考核内容,分值\n1,"统一标识,统一口号",40\n2,按时换届,60\n'.encode("gb18030")
    framed = lines(
        "| 序号 | 考核内容 | 分值 |", "|---|---|---|", "| 1 | 统一标识，统一口号 | 40 |", "| 2 | 按时换届 | 60 |"
    )
    expected = [("", 1, "统一标识，统一口号", D(40)), ("", 2, "按时换届", D(60))]
    assert points_of(read_sheet(csv_file, "表.csv").sheet) == expected
    assert points_of(read_sheet(framed, "表.md").sheet) == expected


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    document = docx.Document(io.BytesIO(items_docx(("考核内容", "分值"), ("统一标识", "100"))))
    run = document.tables[0].rows[1].cells[0].paragraphs[0].runs[0]._r
    for tag, text in (("w:ins", "和口号"), ("w:del", "旧文字")):
        change, copy = OxmlElement(tag), copy_of(run, text, deleted=tag == "w:del")
        change.append(copy)
        run.addnext(change)
    target = io.BytesIO()
    document.save(target)
    assert [item.text for _, item in read_sheet(target.getvalue(), "表.docx").sheet.items] == ["统一标识和口号"]


def copy_of(run, text: str, *, deleted: bool):  # type: ignore[no-untyped-def]
    copy = OxmlElement("w:r")
    content = OxmlElement("w:delText" if deleted else "w:t")
    content.text = text
    copy.append(content)
    return copy


def test_hidden_worksheet_is_left_out() -> None:
    def hidden(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, ["考核内容", "分值"])
        sheet.write_row(1, 0, ["旧的一版", 100])
        sheet.hide()

    def shown(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.activate()
        sheet.set_first_sheet()
        sheet.write_row(0, 0, ["考核内容", "分值"])
        sheet.write_row(1, 0, ["统一标识", 100])

    assert points_of(read_sheet(workbook(hidden, shown), "表.xlsx").sheet) == [("", 1, "统一标识", D(100))]


def test_cells_that_only_carry_a_format_do_not_count_as_rows() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(0, 0, ["考核内容", "分值"])
        sheet.write_row(1, 0, ["统一标识", 100])
        for row in range(2, 5_000):
            sheet.write_blank(row, 0, None, bold)
    assert points_of(read_sheet(target.getvalue(), "表.xlsx").sheet) == [("", 1, "统一标识", D(100))]


def test_bracketed_chinese_numbers_are_items_when_sections_have_a_column() -> None:
    file = lines(
        "| 项目 | 分值 | 考核内容 | 考核办法 |",
        "| 党建基础 | 40 | （一）统一标识，15分 | 缺一项扣1分 |",
        "| | | （二）按时换届，25分 | |",
        "| 组织建设（60分） | | （一）三务公开，60分 | |",
    )
    sheet = read_sheet(file, "表.txt").sheet
    assert [section.points for section in sheet.sections] == [D(40), D(60)]
    assert points_of(sheet) == [
        ("党建基础", 1, "统一标识", D(15)),
        ("党建基础", 2, "按时换届", D(25)),
        ("组织建设", 1, "三务公开", D(60)),
    ]


def test_bracketed_chinese_numbers_are_sections_when_they_have_no_column() -> None:
    file = lines(
        "序号|考核内容|分值|",
        "（一）党建基础（40分）|||",
        "1|统一标识|40|",
        "（二）组织建设（60分）|||",
        "1|三务公开|60|",
    )
    assert points_of(read_sheet(file, "表.txt").sheet) == [
        ("党建基础", 1, "统一标识", D(40)),
        ("组织建设", 1, "三务公开", D(60)),
    ]


def test_section_rows_with_their_points_in_the_points_column() -> None:
    file = lines(
        "序号\t考核内容\t评分标准\t分值",
        "一\t党建基础\t\t40",
        "1\t统一标识\t\t20",
        "2\t按时换届\t\t20",
        "小计\t\t\t40",
        "二\t组织建设\t\t60",
        "1\t三务公开\t\t60",
    )
    reading = read_sheet(file, "表.txt")
    assert [(section.no, section.points) for section in reading.sheet.sections] == [("一", D(40)), ("二", D(60))]
    assert points_of(reading.sheet) == [
        ("党建基础", 1, "统一标识", D(20)),
        ("党建基础", 2, "按时换届", D(20)),
        ("组织建设", 1, "三务公开", D(60)),
    ]
    assert reading.warnings == ()
