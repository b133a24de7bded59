"""Ledgers that only the organisation reads: a superior neither reads their papers nor writes into them."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guanmo.audit.models import Entry
from guanmo.stages.records.domain.keep_record import file_record
from guanmo.stages.records.models import EvidenceFile, Record
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, new, pdf, write
from tests.desk.records.test_month import fill, send, sheet

pytestmark = pytest.mark.django_db

HELP = {"recipient": "A1-017", "kind": "送煤", "giver": "支委会"}


def held(answer: object) -> list[str]:
    """The names of the files that a form offers to use again."""
    form = answer.context["form"]  # type: ignore[attr-defined]
    return [word for _key, word in form.fields["held-minutes"].choices] if "held-minutes" in form.fields else []


def test_superior_is_not_offered_a_paper_of_an_own_ledger(scene: Scene) -> None:
    own = logged_in(scene, "a1_secretary")
    write(own, scene, "A1", "assistance", {**HELP, "file-paper": pdf("帮扶.pdf", "1")})
    write(
        own,
        scene,
        "A1",
        "practice",
        {"title": "议事", "kind": "work", "text": "好", "file-paper": pdf("做法.pdf", "2")},
    )
    superior, path = logged_in(scene, "a_officer"), new("branch_committee", scene, "A1")
    assert (held(superior.get(path)), held(own.get(path))) == (["做法.pdf"], ["做法.pdf", "帮扶.pdf"])
    data = {"agenda": "x", "held_on": "2026-11-02", "action": "draft"}
    secret = EvidenceFile.objects.get(name="帮扶.pdf")
    superior.post(path, {**data, "held-minutes": str(secret.uuid)})
    assert superior.get(reverse("desk:evidence-file", args=[secret.uuid])).status_code == 404
    assert own.get(reverse("desk:evidence-file", args=[secret.uuid])).status_code == 200


def test_superior_does_not_write_into_an_own_ledger(scene: Scene) -> None:
    path = new("assistance", scene, "A1")
    for person, status in (("a_officer", 404), ("a1_secretary", 200)):
        assert logged_in(scene, person).get(path).status_code == status
    logged_in(scene, "a_officer").post(path, {**HELP, "held_on": "2026-11-02", "action": "file"})
    assert not Record.objects.exists()
    board = reverse("desk:records-organisation", args=[scene["A1"].uuid])
    links = {who: path in logged_in(scene, who).get(board).content.decode() for who in ("a_officer", "a1_secretary")}
    assert links == {"a_officer": False, "a1_secretary": True}


def test_monthly_sheet_of_a_superior_leaves_the_own_ledger_out(scene: Scene) -> None:
    own = logged_in(scene, "a2_secretary").get(reverse("desk:records-month-file", args=[scene["A2"].uuid]))
    whole = CalamineWorkbook.from_filelike(io.BytesIO(own.content))
    book = sheet(scene)
    assert ("针对性帮扶" in whole.sheet_names, "针对性帮扶" in book) == (True, False)
    book["针对性帮扶"] = whole.get_sheet_by_name("针对性帮扶").to_python()
    fill(book, "针对性帮扶", 2, 帮扶日期="2026-10-08", 受助党员内部编号="A2-1", 帮扶方式="送煤", 帮扶人="支委会")
    assert "“针对性帮扶”只由本组织自己记" in send(scene, book).content.decode()
    assert not Record.objects.exists()


def test_each_reading_of_a_restricted_record_is_logged(scene: Scene) -> None:
    client, officer = logged_in(scene, "a1_secretary"), logged_in(scene, "a_officer")
    care = {"recipient": "A1-017", "kind": "subsidy", "file-paper": pdf("回执.pdf")}
    draft = write(client, scene, "A1", "inner_party_care", care, "draft")
    open_one = write(client, scene, "A1", "practice", {"title": "议事", "kind": "work", "text": "好"}, "draft")

    def read() -> list[str]:
        return list(Entry.objects.filter(act="record.read").order_by("pk").values_list("by__username", flat=True))

    client.get(reverse("desk:records-edit", args=[draft.uuid]))
    assert read() == ["a1_secretary"]
    file_record(draft, by=scene.person("a1_secretary"))
    client.get(reverse("desk:records-correct", args=[draft.uuid]))
    officer.get(reverse("desk:evidence-file", args=[draft.evidence.get().file.uuid]))
    assert read() == ["a1_secretary", "a1_secretary", "a_officer"]
    client.get(reverse("desk:records-edit", args=[open_one.uuid]))
    assert len(read()) == 3


def test_nobody_is_said_to_have_none_where_the_reader_must_not_know(scene: Scene) -> None:
    path = reverse("desk:ledgers-detail", args=["assistance"])
    without = {
        who: [one.code for one in logged_in(scene, who).get(path).context["tally"].without]
        for who in ("a_officer", "a1_secretary")
    }
    assert without == {"a_officer": [], "a1_secretary": ["A1"]}


def test_county_reaches_what_stands_below_no_township(scene: Scene) -> None:
    text = logged_in(scene, "county_admin").get(reverse("desk:records-due")).content.decode()
    for code, there in (("D", True), ("A1", False)):
        assert (reverse("desk:records-organisation", args=[scene[code].uuid]) in text) is there


def test_county_reads_how_much_each_township_lacks(scene: Scene) -> None:
    """One branch committee of October in A1: one period more is there and one fewer missing, in town A alone."""
    path, client = reverse("desk:records-due"), logged_in(scene, "county_admin")
    before = {one.township.code: one for one in client.get(path).context["townships"]}
    assert {code: (one.organisations, one.behind, one.has) for code, one in before.items()} == {
        "A": (6, 6, 0), "B": (2, 2, 0),
    }  # fmt: skip
    minutes = {"agenda": "研究", "chair": "other", "recorder": "甲", "expected": "9", "present": "8"}
    kept = write(
        logged_in(scene, "a1_secretary"), scene, "A1", "branch_committee", {**minutes, "held_on": "2026-10-08"}
    )
    assert kept.held_on.month == 10
    Record.objects.filter(pk=kept.pk).update(state="locked")
    after = {one.township.code: one for one in client.get(path).context["townships"]}
    assert (after["A"].has, after["A"].missing) == (1, before["A"].missing - 1)
    assert (after["B"].has, after["B"].missing) == (0, before["B"].missing)
    listed = client.get(path, {"township": str(scene["A"].uuid)}).context["lines"]
    assert sum(one.missing for one in listed) == after["A"].missing
    assert after["A"].since == min(one.since for one in listed)
