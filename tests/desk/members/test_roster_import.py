"""A roster from the office's own workbook: other column names, mistakes cell by cell, all or nothing, twice the same."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guanmo.desk.members.views import roster_import
from guanmo.stages.members.domain.import_roster import import_roster
from guanmo.stages.members.importers.roster_file import read_roster
from guanmo.stages.members.models import Contact, Member, MemberChange
from tests.county import Scene
from tests.desk.members.people import FIRST, HEAD, SECOND, a_member, workbook
from tests.desk.rounds.pages import Desk, messages_of

IMPORT = "/members/import/"


def upload(desk: Desk, data: bytes) -> Any:
    return desk.client.post(IMPORT, {"file": SimpleUploadedFile("花名册.xlsx", data)})


def imported(desk: Desk, data: bytes) -> Any:
    return desk.post(upload(desk, data).url + "confirmation/")


@pytest.mark.requirement("S1-V-3.2")
def test_own_workbook_of_an_office_is_taken_as_it_is(county: Scene) -> None:
    answer = imported(Desk(county, "a1_secretary"), workbook(FIRST, SECOND))

    assert messages_of(answer) == ["已导入：新增 2 行，更新 0 行，不变 0 行。"]
    one, two = Member.objects.order_by("joined_on")
    assert (one.name, one.membership, one.joined_on, one.birth_year, one.education) == (
        "样一", "full", date(2001, 7, 1), 1975, "senior",
    )  # fmt: skip
    assert (two.name, two.membership, two.birth_year, two.education) == ("样二", "probationary", 1999, "bachelor")
    assert {one.organisation, two.organisation} == {county["A1"]}
    assert Contact.objects.get().text == "13800000001"


def test_nothing_is_written_before_the_confirmation(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")

    page = desk.text(upload(desk, workbook(FIRST)).url)

    assert "现在还没有写入任何内容" in page
    assert not Member.objects.exists()


def test_same_workbook_twice_changes_nothing(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    imported(desk, workbook(FIRST, SECOND))

    assert "与系统中的内容完全一样" in desk.text(upload(desk, workbook(FIRST, SECOND)).url)
    assert messages_of(imported(desk, workbook(FIRST, SECOND))) == ["已导入：新增 0 行，更新 0 行，不变 2 行。"]
    assert not MemberChange.objects.exists()


def test_changed_cell_updates_with_history_and_an_empty_one_leaves_alone(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    imported(desk, workbook(FIRST))

    imported(desk, workbook(("样一", "A1", "", "2001-07-01", "大专", "", "13900000009")))

    member = Member.objects.get()
    assert (member.education, member.birth_year, member.contact.text) == ("college", 1975, "13900000009")
    assert MemberChange.objects.get().changes == {"education": ["senior", "college"], "contact": None}


WRONG = [
    (1, "Z9", "您管理的组织中没有“Z9”"),
    (2, "群众", "不认识“群众”。只能填：正式党员、预备党员。"),
    (3, "2001年7月", "“2001年7月”不是完整的日期"),
    (3, "", "必须填写，这一格是空的。"),
    (4, "自学", "不认识“自学”"),
    (5, "七五年", "“七五年”不是出生年份"),
    (5, "1999-01-01", "入党时不满 18 岁"),
]


@pytest.mark.parametrize(("at", "value", "sentence"), WRONG)
def test_one_wrong_cell_stops_all_and_the_error_file_shows_it(
    county: Scene, at: int, value: str, sentence: str
) -> None:
    desk = Desk(county, "a1_secretary")
    bad = (*FIRST[:at], value, *FIRST[at + 1 :])
    preview = upload(desk, workbook(SECOND, bad)).url

    refused = desk.client.post(
        preview + "confirmation/", headers={"referer": "http://testserver" + preview}, follow=True
    )

    assert "没有导入任何内容" in refused.content.decode()
    assert not Member.objects.exists()
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(preview + "errors/").content))
    rows = book.get_sheet_by_name("花名册").to_python()
    assert rows[0] == ["原行号", "处理结果", "错误原因", *HEAD]
    assert rows[1][:3] == [3.0, "新增", ""]
    assert rows[2][:2] == [4.0, "有错"]
    assert rows[2][2].startswith(f"{HEAD[at]}：")
    assert sentence in rows[2][2]


def test_error_file_put_right_is_uploaded_as_it_is(county: Scene) -> None:
    from xlsxwriter import Workbook

    desk = Desk(county, "a1_secretary")
    preview = upload(desk, workbook((*FIRST[:2], "群众", *FIRST[3:]))).url
    rows = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(preview + "errors/").content))
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("花名册")
        for line, row in enumerate(rows.get_sheet_by_name("花名册").to_python()):
            page.write_row(line, 0, ["正式党员" if cell == "群众" else cell for cell in row])

    assert messages_of(imported(desk, file.getvalue())) == ["已导入：新增 1 行，更新 0 行，不变 0 行。"]


def test_same_person_twice_in_one_file_is_told(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")

    page = desk.text(upload(desk, workbook(FIRST, FIRST)).url)

    assert "与第 3 行是同一名党员" in page


def test_branch_may_be_left_out_where_there_is_only_one(county: Scene) -> None:
    answer = imported(Desk(county, "ae_secretary"), workbook(("样四", "2010-01-01"), head=("姓名", "入党日期")))

    assert messages_of(answer) == ["已导入：新增 1 行，更新 0 行，不变 0 行。"]
    assert (Member.objects.get().organisation, Member.objects.get().type) == (county["AE"], "two_new")
    town = Desk(county, "a_officer")
    assert "请写明所在党支部" in town.text(
        upload(town, workbook(("样四", "2010-01-01"), head=("姓名", "入党日期"))).url
    )


def test_import_moves_nobody_between_organisations(county: Scene) -> None:
    member = a_member(county)
    desk = Desk(county, "a_officer")
    row = (member.code, "样一", "A2", "2001-07-01")

    page = desk.text(upload(desk, workbook(row, head=("党员编号", "姓名", "党支部", "入党日期"))).url)

    assert "变动组织关系请办理接转" in page


def test_number_of_a_member_elsewhere_is_taken_and_tells_nothing_more(county: Scene) -> None:
    member = a_member(county, "B1", "样五")
    desk = Desk(county, "a1_secretary")
    row = (member.code, "样一", "A1", "2001-07-01")

    page = desk.text(upload(desk, workbook(row, head=("党员编号", "姓名", "党支部", "入党日期"))).url)

    assert "已经有人用了" in page
    assert "样五" not in page


def test_columns_that_have_no_place_are_named_and_not_kept(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    head, row = (*HEAD, "身份证号", "家庭住址"), (*FIRST, "110101197506010011", "样例村3号")

    page = desk.text(upload(desk, workbook(row, head=head)).url)
    imported(desk, workbook(row, head=head))

    assert "这些列不读取、不保存：身份证号、家庭住址。" in page
    assert Member.objects.get().name == "样一"


def test_member_left_out_of_the_file_is_named_and_stays(county: Scene) -> None:
    a_member(county, name="样九")
    desk = Desk(county, "a1_secretary")

    page = desk.text(upload(desk, workbook(FIRST)).url)
    imported(desk, workbook(FIRST))

    assert "样九" in page
    assert Member.objects.filter(left_on__isnull=True).count() == 2


def test_workbook_without_the_head_is_refused_on_the_form(county: Scene) -> None:
    answer = upload(Desk(county, "a1_secretary"), workbook(("样一", "A1"), head=("名字", "支部")))

    assert "没有找到花名册的表头" in answer.content.decode()


def test_kept_upload_is_sealed(county: Scene, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    desk = Desk(county, "a1_secretary")
    preview = upload(desk, workbook(FIRST)).url

    kept = [path.read_bytes() for path in (tmp_path / "uploads").iterdir()]
    assert len(kept) == 2
    assert not any(one.startswith(b"PK") or "样一".encode() in one for one in kept)
    desk.post(preview + "confirmation/")
    assert list((tmp_path / "uploads").iterdir()) == []


def test_further_page_of_a_preview_reads_the_workbook_no_more(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, wrong = Desk(county, "a1_secretary"), (*FIRST[:2], "群众", *FIRST[3:])
    preview = upload(desk, workbook(*[(f"样{number}", *wrong[1:]) for number in range(520)])).url
    monkeypatch.setattr(roster_import, "read_roster", lambda _data: pytest.fail("read again"))

    assert [row["number"] for row in desk.get(preview, page="11").context["page"]] == [*range(503, 523)]
    assert "520 处错误" in desk.text(preview)
    assert Desk(county, "a_officer").get(preview).status_code == 302  # another's upload is gone for everybody else
    desk.client.post(reverse("ui:language"), {"language": "en", "next": "/"})
    with pytest.raises(pytest.fail.Exception, match="read again"):
        desk.get(preview)


def test_many_rows_take_few_queries(county: Scene, django_assert_max_num_queries: Any) -> None:
    """Many rows go into one statement: as many as SQLite takes values (999), which is 71 members."""
    rows = [(f"样{number}", "A1", "正式党员", "2001-07-01", "", "", "13800000000") for number in range(2500)]
    roster = read_roster(workbook(*rows))

    with django_assert_max_num_queries(67):
        import_roster(roster, by=county.person("a1_secretary"))

    assert Member.objects.count() == Contact.objects.count() == 2500
