"""Files that are no tree: each is refused with one sentence that says what to do, before anything is loaded."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from guanmo.lib.office_file import FileRefused
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.exporters.template import template
from guanmo.stages.organisations.importers.tree_file import read_tree
from tests.stages.organisations.workbooks import (
    COUNTY,
    ORGANISATION_HEAD,
    POST_HEAD,
    TREE,
    VILLAGE,
    changed,
    plain_workbook,
    workbook,
)


def refusal(data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_tree(data)
    return refused.value


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def repacked(data: bytes, path: str, content: bytes) -> bytes:
    """The workbook with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(**{**members, path: content})


NO_TREES = {
    "empty": (b"", "empty_file", "文件是空的"),
    "spaces": (b" \r\n", "empty_file", "文件是空的"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not_xlsx", "不能读取PDF 文件。请用 Excel 或 WPS 打开，另存为 .xlsx"),
    "old excel": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "not_xlsx", "旧格式"),
    "password": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted", "设有密码",
    ),
    "csv": ("组织代码,党组织名称\n".encode(), "not_xlsx", "另存为 .xlsx"),
    "word": (zipped(**{"word/document.xml": b"<w/>"}), "not_xlsx", "不能读取这种文件"),
    "cut off": (workbook()[:2000], "broken_file", "已损坏或没有保存完整"),
    "damaged sheet": (
        repacked(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"), "broken_file", "已损坏",
    ),
    "unknown encoding": (
        repacked(workbook(), "xl/workbook.xml", b'<?xml version="1.0" encoding="klingon"?><workbook/>'),
        "broken_file", "已损坏",
    ),
    "too large": (b"PK\x03\x04" + b"\1" * (20 * 1024 * 1024), "file_too_large", "超过 20 MB"),
    "zip bomb": (lambda: zipped(**{"xl/workbook.xml": b"\0" * (101 * 1024 * 1024)}), "zip_bomb", "解压后超过 100 MB"),
    "wrong sheet": (
        plain_workbook({"Sheet1": [ORGANISATION_HEAD, COUNTY], "名单": [POST_HEAD]}),
        "wrong_sheet", "没有名为“组织”的工作表，只有：“Sheet1”、“名单”",
    ),
    "posts under another name": (workbook(TREE, None, 任职表=[POST_HEAD]), "wrong_sheet", "没有名为“任职”的工作表"),
    "no head": (plain_workbook({"组织": [COUNTY]}), "no_head", "没有表头"),
    "missing column": (
        plain_workbook({"组织": [[name for name in ORGANISATION_HEAD if name != "类别"], COUNTY]}),
        "wrong_columns", "多了或缺了这些列：类别",
    ),
    "column twice": (plain_workbook({"组织": [(*ORGANISATION_HEAD, "类别"), COUNTY]}), "wrong_columns", "类别"),
    "only a head": (workbook([], []), "no_rows", "只有表头"),
    "too wide": (plain_workbook({"组织": [[*ORGANISATION_HEAD, *["多"] * 100], COUNTY]}), "too_wide", "有 108 列"),
}  # fmt: skip


@pytest.mark.any_database
@pytest.mark.parametrize(("data", "code", "sentence"), NO_TREES.values(), ids=NO_TREES)
def test_file_that_is_no_tree_is_refused(data: bytes | Callable[[], bytes], code: str, sentence: str) -> None:
    refused = refusal(data() if callable(data) else data)

    assert refused.code == code
    assert sentence in str(refused)


@pytest.mark.any_database
def test_hundred_thousand_rows_are_refused_with_their_number() -> None:
    data = workbook([VILLAGE], None)
    page = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    before, row, after = re.split(r"(<row r=\"2\".*?</row>)", page.replace(":H2", ":H100001"))
    rows = "".join(row.replace('2"', f'{number}"') for number in range(2, 100_002))

    refused = refusal(repacked(data, "xl/worksheets/sheet1.xml", (before + rows + after).encode()))

    assert refused.code == "too_many_rows"
    assert str(refused).startswith("工作表“组织”有 100000 行，一次最多 20000 行。")


@pytest.mark.any_database
def test_one_cell_far_away_is_refused_and_a_format_there_is_not() -> None:
    for value, code in (("x", "too_many_rows"), (None, "")):
        file = io.BytesIO()
        with Workbook(file, {"in_memory": True}) as book:
            page = book.add_worksheet("组织")
            page.write_row(0, 0, ORGANISATION_HEAD)
            page.write_row(1, 0, COUNTY)
            page.write(1_048_575, 16_383, value, book.add_format({"bold": True}))

        if code:
            assert refusal(file.getvalue()).code == code
        else:
            assert len(read_tree(file.getvalue()).tree.organisations) == 1


@pytest.mark.any_database
def test_hidden_worksheet_is_not_read_however_long() -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("组织")
        page.write_row(0, 0, ORGANISATION_HEAD)
        page.write_row(1, 0, COUNTY)
        hidden = book.add_worksheet("旧名册")
        hidden.write(1_048_575, 16_383, "x")
        hidden.hide()

    assert len(read_tree(file.getvalue()).tree.organisations) == 1


@pytest.mark.any_database
def test_columns_may_stand_in_any_order_and_others_beside_them() -> None:
    head = (*reversed(ORGANISATION_HEAD), "备注")
    rows = [(*reversed(row), "随便") for row in TREE]

    assert read_tree(plain_workbook({"组织": [head, *rows]})).tree == read_tree(workbook(TREE, None)).tree


@pytest.mark.any_database
def test_serial_and_number_are_days() -> None:
    for value in (
        37073,
        20010701,
        "2001/7/1",
        "２００１年７月１日",
        "2001-07-01 00:00:00",
    ):  # 37073: Excel's 2001-07-01
        tree = read_tree(workbook([COUNTY, changed(VILLAGE, 成立日期=value, 上级组织代码="X")], None)).tree

        assert (tree.problems, str(tree.organisations[1].established_on)) == ((), "2001-07-01"), value


@pytest.mark.any_database
def test_names_keep_their_characters_and_codes_do_not() -> None:
    row = changed(VILLAGE, 党组织名称="（甲）Ａ村 党支部", 组织代码=" Ｘ　0101 ", 类别="机关（事业）单位")

    read = read_tree(workbook([row], None)).tree.organisations[0]

    assert (read.name, read.code, read.kind) == ("（甲）Ａ村 党支部", "X0101", Kind.AGENCY)


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {one.name: book.get_sheet_by_name(one.name).to_python() for one in book.sheets_metadata}


@pytest.mark.any_database
def test_template_has_its_sheets_stars_and_lists() -> None:
    found = sheets(template())

    assert list(found) == ["填写说明", "组织", "任职", "字典"]
    assert found["组织"][0] == [
        "组织代码*", "党组织名称*", "简称", "类别*", "组织形式*", "上级组织代码", "成立日期", "撤销日期",
    ]  # fmt: skip
    assert found["任职"][0] == ["组织代码*", "职务*", "姓名*", "账号", "任职日期*", "离任日期"]
    assert [row[0] for row in found["字典"]][:4] == ["类别", "县", "县委组织部", "镇"]
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        assert 'state="hidden"' in archive.read("xl/workbook.xml").decode()
        assert "<formula1>类别列表</formula1>" in archive.read("xl/worksheets/sheet2.xml").decode()


@pytest.mark.any_database
def test_empty_template_has_no_rows_to_import() -> None:
    assert refusal(template()).code == "no_rows"


@pytest.mark.any_database
def test_filled_template_is_read_as_it_was_written() -> None:
    tree = read_tree(workbook()).tree

    assert read_tree(template(tree.organisations, tree.posts)).tree == tree
