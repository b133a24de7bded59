"""Files that are no score sheet: one clear Chinese sentence each, with a stable code."""

import contextlib
import io
import re
import zipfile
from pathlib import Path

import pytest

from guanmo.lib.office_file import MAX_UNPACKED_MEGABYTES
from guanmo.lib.refusal import Refused
from guanmo.stages.sheets.importers.read import read_sheets
from tests.stages.sheets.importers.offices import Layout, as_docx, as_xlsx, items_docx, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(data: bytes, filename: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        read_sheets(data, filename)
    return refusal.value.code, str(refusal.value)


@pytest.mark.parametrize("filename", ["表.docx", "表.xlsx", "表.txt"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n"])
def test_empty_file(data: bytes, filename: str) -> None:
    assert refused(data, filename) == ("empty_file", "文件是空的，里面没有文字。请检查后重新选择文件。")


def test_empty_document_and_workbook() -> None:
    assert refused(items_docx(("", ""), title=""), "表.docx")[0] == "empty_file"
    assert refused(workbook(lambda sheet: None), "表.xlsx")[0] == "empty_file"


def test_word_file_that_is_really_a_pdf() -> None:
    assert refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "得分表.docx") == (
        "pdf_named_office",
        "文件名以 .docx 结尾，内容其实是 PDF。请用原来的 Word 或 WPS 文件，另存为 .docx 后再上传。",
    )


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"%PDF-1.4", "表.pdf"),
        (OLE + b"\0" * 600, "表.doc"),
        (OLE + b"\0" * 600, "表.wps"),
        (OLE + b"\0" * 600, "表.xls"),
        (b"{\\rtf1\\ansi", "表.doc"),
        (b"\x89PNG\r\n\x1a\n", "表.png"),
    ],
)
def test_unknown_format_says_what_to_save_it_as(data: bytes, filename: str) -> None:
    code, sentence = refused(data, filename)
    assert code == "unknown_format"
    assert "另存为 .xlsx" in sentence or "另存为 .docx" in sentence


def test_other_archive_is_an_unknown_format() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("读我.txt", "不是表")
    assert refused(target.getvalue(), "表.zip")[0] == "unknown_format"


def test_password() -> None:
    data = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refused(data, "表.docx") == ("encrypted", "文件设有密码，无法读取。请取消密码后重新保存再上传。")


def test_encrypted_zip_member() -> None:
    data = bytearray(as_docx(Layout()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        data[start + offset] |= 1
    assert refused(bytes(data), "表.docx")[0] == "encrypted"


@pytest.mark.parametrize("make", [as_docx, as_xlsx])
def test_cut_off_archive_is_broken(make) -> None:  # type: ignore[no-untyped-def]
    data = make(Layout())
    assert refused(data[: len(data) // 2], "表.docx")[0] == "broken_file"


@pytest.mark.parametrize("make", [as_docx, as_xlsx])
def test_damaged_archive_is_refused_and_never_crashes(make) -> None:  # type: ignore[no-untyped-def]
    good = make(Layout())
    for place in range(60, len(good) - 100, max(1, len(good) // 120)):
        data = good[:place] + bytes(byte ^ 0x55 for byte in good[place : place + 8]) + good[place + 8 :]
        with contextlib.suppress(Refused):
            read_sheets(data, "表.docx")


@pytest.mark.parametrize("make", [as_docx, as_xlsx])
def test_archive_with_foreign_or_missing_parts_never_crashes(make) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(make(Layout()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        for content in (None, b"", b"<a/>", b"no xml", b"\xff\xfe"):
            target = io.BytesIO()
            with zipfile.ZipFile(target, "w") as archive:
                for other, data in ({**parts, name: content}).items():
                    if data is not None:
                        archive.writestr(other, data)
            with contextlib.suppress(Refused):
                read_sheets(target.getvalue(), "表.docx")


def test_office_name_with_other_content_is_broken() -> None:
    assert refused("序号|考核内容|分值|".encode(), "表.docx")[0] == "broken_file"


def test_zip_bomb_by_declared_size() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * ((MAX_UNPACKED_MEGABYTES + 1) * 1024 * 1024))
    assert len(target.getvalue()) < 1024 * 1024
    assert refused(target.getvalue(), "表.docx")[0] == "zip_bomb"


def test_zip_member_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(as_xlsx(Layout()))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    assert refused(bytes(data), "表.xlsx")[0] == "broken_file"


def test_bomb_and_damage_are_said_of_a_score_sheet_that_may_be_a_document() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * ((MAX_UNPACKED_MEGABYTES + 1) * 1024 * 1024))
    assert refused(target.getvalue(), "表.xlsx") == (
        "zip_bomb",
        "文件解压后超过 100 MB，为安全起见不予读取。请只保留得分表后再上传。",
    )
    assert refused(as_docx(Layout())[:2000], "表.docx") == (
        "broken_file",
        "文件已损坏或没有保存完整，无法打开。请用 Word、Excel 或 WPS 打开并重新保存后再上传。",
    )


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("encoding", ["gb18030", "klingon"])
def test_workbook_part_in_an_encoding_nobody_reads_is_broken(part: str, encoding: str) -> None:
    assert refused(with_part(part, f'<?xml version="1.0" encoding="{encoding}"?><a/>'), "表.xlsx")[0] == "broken_file"


def test_long_worksheet_is_refused_though_another_has_its_name() -> None:
    def write(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.write(2_000, 0, "远")

    data = workbook(write)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    one = listed[listed.index("<sheet ") : listed.index("</sheets>")]
    second = one.replace('sheetId="1"', 'sheetId="2"').replace("rId1", "rId99")
    relation = re.search(r"<Relationship Id=\"rId1\"[^>]*>", relations)
    assert relation is not None
    other = relation[0].replace("rId1", "rId99").replace("sheet1.xml", "sheet2.xml")
    data = with_part("xl/workbook.xml", listed.replace(one, one + second), data)
    data = with_part("xl/_rels/workbook.xml.rels", relations.replace(relation[0], relation[0] + other), data)
    data = with_part("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>", data)
    assert refused(data, "表.xlsx")[0] == "too_many_rows"


def with_part(name: str, content: str, data: bytes | None = None) -> bytes:
    """The workbook with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data or as_xlsx(Layout()))) as archive:
        parts = {other: archive.read(other) for other in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for other, old in {**parts, name: content.encode()}.items():
            archive.writestr(other, old)
    return target.getvalue()


def test_over_20_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(Refused) as refusal:
        read_sheets(path, path.name)
    assert refusal.value.code == "file_too_large"


def test_workbook_of_100_000_rows() -> None:
    file = workbook(lambda sheet: [sheet.write(row, 0, "村") for row in range(100_000)])
    assert refused(file, "名册.xlsx") == (
        "too_many_rows",
        "“Sheet1”超过 2000 行，不像一份得分表。请只保留得分表后再上传。",
    )


def test_one_cell_at_the_far_corner_takes_no_memory() -> None:
    assert refused(workbook(lambda sheet: sheet.write(1_048_575, 16_383, "远")), "表.xlsx")[0] == "too_many_rows"
    assert refused(workbook(lambda sheet: sheet.write(0, 16_383, "远")), "表.xlsx")[0] == "too_wide"


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (workbook(lambda sheet: sheet.write_row(0, 0, ["姓名", "职务", "电话"])), "通讯录.xlsx"),
        (items_docx(("党组织名称", "整改事项", "整改措施"), ("甲村", "台账不全", "补齐")), "台账.docx"),
        ("关于开展观摩活动的通知\n各村党组织：请按要求准备。".encode(), "通知.txt"),
    ],
)
def test_file_without_a_score_sheet(data: bytes, filename: str) -> None:
    code, sentence = refused(data, filename)
    assert code == "no_table"
    assert sentence.startswith("没有找到得分表")


def test_binary_text_has_no_encoding() -> None:
    assert refused(b"\xff\xff\xff\x00\x01\x02", "表.txt")[0] == "unknown_encoding"


def formulas(points: object, score: object):  # type: ignore[no-untyped-def]
    def write(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, ["考核内容", "标准分", "得分"])
        sheet.write(1, 0, "1.统一标识")
        sheet.write_formula(1, 1, "=50*2", value=points)
        sheet.write_formula(1, 2, "=B2-0", value=score)

    return workbook(write)


def test_formula_is_read_by_its_computed_value() -> None:
    reading = read_sheets(formulas(100, 100), "村得分表.xlsx")[0]
    assert [(item.text, item.points) for _, item in reading.sheet.items] == [("统一标识", 100)]


def test_formula_without_value_in_a_needed_cell_is_named() -> None:
    assert refused(formulas("", 100), "表.xlsx") == (
        "formula_without_value",
        "单元格 B2 是公式，文件里没有它的计算结果。请用 Excel 或 WPS 打开并保存一次，再上传。",
    )


def test_formula_without_value_in_a_column_for_judges_does_not_matter() -> None:
    assert read_sheets(formulas(100, ""), "表.xlsx")[0].sheet.item_total == 100
