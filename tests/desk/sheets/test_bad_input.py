"""Files with mistakes: one clear sentence at the place, nothing stored by reading, nothing published that does not add up."""

import pytest
from django.test import Client

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import in_force
from tests.desk.sheets.pages import KINDS, a_sheet, draft_of, keep, kept_fields, publish, text_of, upload

SECTION = "一、党建基础"


@pytest.mark.parametrize(
    ("points", "warning", "refusal"),
    [
        (
            ("60", "39"),
            "标明100分，各项相加是99分。",
            f"{SECTION}标明100分，各项加起来是99分。请改正后再发布。",
        ),
        (
            ("100", "0"),
            "分值是0分，打分时扣不了分。",
            f"{SECTION}第2项是0分。每一项应多于0分，不超过100分。",
        ),
        (("101",), "分值是101分，超过了100分。", f"{SECTION}第1项是101分。每一项应多于0分，不超过100分。"),
        (("", ""), "整张表都没有分值，不能用来打分。", "整张表都没有分值，不能发布。请补上每一项的分值。"),
        (("60", ""), "没有分值。", f"{SECTION}第2项没有分值，请补上后再发布。"),
    ],
    ids=["99", "item-of-0", "item-of-101", "no-points", "one-without-points"],
)
def test_sheet_with_wrong_points_is_shown_with_its_warning_and_never_published(
    admin: Client, points: tuple[str, ...], warning: str, refusal: str
) -> None:
    before = ScoreSheet.objects.count()

    preview = upload(admin, a_sheet(*points), "school.txt")

    assert preview.status_code == 200
    assert warning in text_of(preview)
    assert ScoreSheet.objects.count() == before

    admin.post("/sheets/drafts/", kept_fields(preview, **KINDS))
    answer = text_of(publish(admin, draft_of("school"), confirmed="on"))

    assert answer.count(refusal) == 1
    assert draft_of("school").warnings != []
    assert in_force().get(Kind.SCHOOL) is None


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.docx", "文件是空的，里面没有文字。请检查后重新选择文件。"),
        (b"%PDF-1.7\n1 0 obj\n", "sheet.docx", "文件名以 .docx 结尾，内容其实是 PDF。"),
        ("随便写的一段话，没有表格。".encode(), "note.txt", "没有找到得分表"),
        (b"PK\x03\x04broken", "sheet.xlsx", "文件已损坏或没有保存完整，无法打开。"),
    ],
    ids=["empty", "pdf-named-docx", "no-table", "broken"],
)
def test_file_that_cannot_be_read_is_refused_in_one_sentence(
    admin: Client, data: bytes, name: str, sentence: str
) -> None:
    before = ScoreSheet.objects.count()

    answer = upload(admin, data, name)

    assert [len(errors) for errors in answer.context["form"].errors.values()] == [1]
    assert sentence in text_of(answer)
    assert ScoreSheet.objects.count() == before


def test_doubled_number_is_told_and_kept_as_its_own_item(admin: Client) -> None:
    numbered = a_sheet("60", "40").decode().replace("| 每月", "| 1.每月").replace("| 按时", "| 1.按时")
    doubled = numbered.replace("| 2 |", "| 1 |").encode()

    preview = upload(admin, doubled, "school.txt")
    assert "序号1出现了2次。" in text_of(preview)
    admin.post("/sheets/drafts/", kept_fields(preview, **KINDS))

    draft = draft_of("school")
    assert [(item.no, item.points) for item in draft.sections.get().items.all()] == [(1, 60), (2, 40)]
    assert "序号有重复，已按先后顺序重新编号。" in text_of(admin.get(f"/sheets/{draft.uuid}/"))


def test_new_sheet_without_code_or_kind_keeps_the_preview_and_stores_nothing(admin: Client) -> None:
    before = ScoreSheet.objects.count()

    answer = keep(admin, a_sheet("60", "40"), "school.txt")

    assert "建立新表要填写代号。" in text_of(answer)
    assert "按时收缴党费" in text_of(answer)
    assert ScoreSheet.objects.count() == before


def test_code_that_is_taken_is_not_overwritten_as_a_new_sheet(admin: Client) -> None:
    answer = keep(admin, a_sheet("60", "40"), "school.txt", **{**KINDS, "sheet0-code": "village"})

    assert "这个代号已经有一张表。" in text_of(answer)
    assert not ScoreSheet.objects.filter(state="draft").exists()


def test_reading_altered_on_the_way_is_refused(admin: Client) -> None:
    fields = kept_fields(upload(admin, a_sheet("60", "40"), "school.txt"), **KINDS)
    fields["sheet0-reading"] = fields["sheet0-reading"][:-3] + "abc"

    answer = admin.post("/sheets/drafts/", fields)

    assert answer.status_code == 409
    assert "预览内容不完整或已被改动。请重新选择文件。" in text_of(answer)
    assert not ScoreSheet.objects.filter(state="draft").exists()


def test_two_sheets_of_one_file_under_one_code_are_refused_together(bare_admin: Client) -> None:
    twice = a_sheet("60", "40") + b"\n\n" + a_sheet("50", "50")
    preview = upload(bare_admin, twice, "two.txt")
    assert len(preview.context["previews"]) == 2
    second = {"sheet1-kinds": ["school"], "sheet1-code": "school"}

    answer = bare_admin.post("/sheets/drafts/", kept_fields(preview, **KINDS, **second))

    assert "这两张表用了同一个代号，请改一个。" in text_of(answer)
    assert not ScoreSheet.objects.exists()


def test_name_that_is_too_long_for_its_field_is_refused(admin: Client) -> None:
    long = a_sheet("60", "40").decode().replace("党建基础", "党建基础工作" * 11).encode()

    answer = keep(admin, long, "school.txt", **KINDS)

    assert "超过60个字。请在原文件里改短后再上传。" in text_of(answer)
    assert not ScoreSheet.objects.filter(state="draft").exists()
