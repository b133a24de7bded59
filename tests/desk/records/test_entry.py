"""A record from the first tap to the lock: only the asked fields, drafts, two signatures, supplements."""

import hashlib
from typing import Any

import pytest
from django.urls import reverse

from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import EvidenceFile, Record, Signature, Supplement
from guanmo.stages.records.models.locked import LockedRecordChanged
from tests.county import Scene
from tests.desk.records.ledgers import PDF, act, fresh, logged_in, new, page, pdf, stored, write
from tests.stages.rectification.way import upload

pytestmark = pytest.mark.django_db

COMMITTEE = {"agenda": "研究防汛", "recorder": "李样", "expected": "5", "present": "4"}


def committee(scene: Scene, **more: Any) -> Record:
    """A committee meeting of A1 as its secretary enters it."""
    chair = {"chair": str(scene.person("a1_secretary").uuid)}
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "branch_committee", {**COMMITTEE, **chair, **more})


def test_form_asks_only_what_the_ledger_asks_and_knows_the_secretary(scene: Scene) -> None:
    form = logged_in(scene, "a1_secretary").get(new("branch_committee", scene, "A1")).context["form"]
    asked = {name for name in form.fields if not name.startswith(("file-", "held-"))}
    of_the_meeting = {"held_on", "agenda", "chair", "recorder", "expected", "present", "minutes"}
    assert asked == of_the_meeting | {"building", "first_topic", "book_no"}
    assert (form["chair"].value(), str(form["held_on"].value())) == (
        str(scene.person("a1_secretary").uuid),
        "2026-11-15",
    )


def test_what_seldom_changes_is_offered_again(scene: Scene) -> None:
    committee(scene)
    form = logged_in(scene, "a1_secretary").get(new("branch_committee", scene, "A1")).context["form"]
    assert (form["recorder"].value(), form["expected"].value(), form["agenda"].value()) == ("李样", 5, None)


def test_empty_number_is_a_draft_and_never_zero(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    answer = client.post(
        new("branch_committee", scene, "A1"), {"held_on": "2026-11-02", "agenda": "x", "action": "file"}
    )
    assert {"present", "expected", "recorder"} <= set(answer.context["form"].errors)
    assert not Record.objects.exists()
    draft = write(client, scene, "A1", "branch_committee", {"agenda": "研究防汛"}, action="draft")
    assert (draft.state, "present" in draft.values) == (RecordState.DRAFT, False)


def test_future_day_is_refused_with_a_sentence(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    data = {**COMMITTEE, "chair": "other", "held_on": "2026-11-16", "action": "file"}
    assert "日期不能晚于今天。" in client.post(new("branch_committee", scene, "A1"), data).content.decode()
    assert not Record.objects.exists()


@pytest.mark.parametrize("role", ["secretary", "recorder"])
def test_one_signature_alone_locks_nothing(scene: Scene, role: str) -> None:
    record = committee(scene)
    act(logged_in(scene, "a1_secretary" if role == "secretary" else "a1_deputy"), record, f"sign-{role}")
    assert (fresh(record).state, Signature.objects.count()) == (RecordState.AWAITING_SIGNATURES, 1)


def test_two_people_sign_and_the_record_is_locked(scene: Scene) -> None:
    record = committee(scene)
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    again = act(logged_in(scene, "a1_secretary"), record, "sign-recorder").content.decode()
    assert "书记和记录人要由两个人分别签字。" in again
    act(logged_in(scene, "a1_deputy"), record, "sign-recorder")
    assert fresh(record).state == RecordState.LOCKED
    with pytest.raises(LockedRecordChanged):
        fresh(record).save()
    with pytest.raises(LockedRecordChanged):
        Record.objects.update(values={})


def test_deputy_does_not_sign_for_the_secretary_and_a_stranger_not_at_all(scene: Scene) -> None:
    record = committee(scene)
    refused = act(logged_in(scene, "a1_deputy"), record, "sign-secretary").content.decode()
    assert "书记一栏只能由书记本人签。" in refused
    assert act(logged_in(scene, "a2_secretary"), record, "sign-recorder").status_code == 404
    assert "只有本组织的人可以签字。" in act(logged_in(scene, "a_officer"), record, "sign-recorder").content.decode()
    assert not Signature.objects.exists()


def test_returned_record_forgets_its_signatures(scene: Scene) -> None:
    record = committee(scene)
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    act(logged_in(scene, "a1_secretary"), record, "return", {"reason": "人数写错"})
    edit = reverse("desk:records-edit", args=[record.uuid])
    data = {**COMMITTEE, "chair": str(scene.person("a1_secretary").uuid), "present": "5", "held_on": "2026-11-02"}
    logged_in(scene, "a1_secretary").post(edit, {**data, "action": "file"})
    act(logged_in(scene, "a1_deputy"), record, "sign-recorder")
    assert (fresh(record).state, fresh(record).values["present"]) == (RecordState.AWAITING_SIGNATURES, 5)
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    assert fresh(record).state == RecordState.LOCKED


def test_paper_signatures_need_the_scan_and_two_names(scene: Scene) -> None:
    bare = committee(scene)
    client = logged_in(scene, "a1_secretary")
    names = {"secretary": "a1_secretary", "recorder": "李样"}
    assert "请先上传签了字的会议记录" in act(client, bare, "sign-paper", names).content.decode()
    scanned = committee(scene, **{"file-minutes": pdf("记录.pdf")})
    same = act(client, scanned, "sign-paper", {"secretary": "李样", "recorder": "李样"}).content.decode()
    assert "书记和记录人要由两个人分别签字。" in same
    assert not Signature.objects.exists()
    act(client, scanned, "sign-paper", names)
    assert fresh(scanned).state == RecordState.LOCKED
    assert list(Signature.objects.values_list("role", "name", "on_paper", "user")) == [
        ("secretary", "a1_secretary", True, None),
        ("recorder", "李样", True, None),
    ]


def locked(scene: Scene) -> Record:
    record = committee(scene, **{"file-minutes": pdf("记录.pdf")})
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    act(logged_in(scene, "a1_deputy"), record, "sign-recorder")
    return record


def test_locked_record_is_corrected_by_a_supplement_alone(scene: Scene) -> None:
    record, client = locked(scene), logged_in(scene, "a1_secretary")
    edit = reverse("desk:records-edit", args=[record.uuid])
    assert client.post(edit, {**COMMITTEE, "chair": "other", "held_on": "2026-11-02"}).status_code == 302
    path = reverse("desk:records-correct", args=[record.uuid])
    right = {**COMMITTEE, "chair": str(scene.person("a1_secretary").uuid), "present": "3"}
    assert "请写明原因。" in client.post(path, right).content.decode()
    client.post(path, {**right, "reason": "实到人数多算一人", "file-minutes": pdf("补.pdf", "2")})
    assert (fresh(record).values["present"], Supplement.objects.get().values["present"]) == (4, 3)
    text = page(client, record)
    assert ("实到人数多算一人" in text, "补.pdf" in text, "<dd>3</dd>" in text, "<dd>4</dd>" in text) == (
        True, True, True, False,
    )  # fmt: skip


def test_withdrawn_record_stays_and_counts_no_more(scene: Scene) -> None:
    record, client = locked(scene), logged_in(scene, "a1_secretary")
    assert act(client, record, "withdraw", {"reason": ""}).content.decode().count("请写明原因。")
    act(client, record, "withdraw", {"reason": "重复登记"})
    listed = client.get(reverse("desk:ledgers-detail", args=["branch_committee"])).context
    assert (len(listed["lines"]), [one.short_name for one in listed["tally"].without]) == (1, [scene["A1"].short_name])


def test_file_is_kept_once_under_its_sum_and_serves_two_records(scene: Scene, settings: Any) -> None:
    first = committee(scene, **{"file-minutes": pdf("记录.pdf")})
    kept = EvidenceFile.objects.get()
    assert kept.digest == hashlib.sha256(PDF + b"%\n%%EOF\n").hexdigest()
    second = committee(scene, **{"held-minutes": str(kept.uuid)})
    third = committee(scene, **{"file-minutes": pdf("同一份.pdf")})
    assert [one.evidence.get().file_id for one in (first, second, third)] == [kept.pk] * 3
    assert [path.name for path in stored(settings.MEDIA_ROOT)] == [kept.digest]
    answer = logged_in(scene, "a_officer").get(reverse("desk:evidence-file", args=[kept.uuid]))
    assert b"".join(answer.streaming_content) == PDF + b"%\n%%EOF\n"
    assert logged_in(scene, "b_officer").get(reverse("desk:evidence-file", args=[kept.uuid])).status_code == 404


def test_bad_file_refuses_the_whole_entry(scene: Scene, settings: Any) -> None:
    data = {**COMMITTEE, "chair": "other", "held_on": "2026-11-02", "action": "file"}
    data |= {"file-minutes": [pdf("好.pdf"), upload("坏.exe", b"MZ not a paper")]}
    text = logged_in(scene, "a1_secretary").post(new("branch_committee", scene, "A1"), data).content.decode()
    assert "不是图片、PDF 或 .docx 文件" in text
    assert (Record.objects.count(), EvidenceFile.objects.count(), stored(settings.MEDIA_ROOT)) == (0, 0, [])


def test_draft_is_its_keepers_alone(scene: Scene) -> None:
    draft = write(logged_in(scene, "a1_secretary"), scene, "A1", "branch_committee", {"agenda": "草"}, action="draft")
    path = reverse("desk:records-detail", args=[draft.uuid])
    people = ("a1_secretary", "a_officer", "a_member", "a2_secretary", "county_admin")
    assert [logged_in(scene, who).get(path).status_code for who in people] == [200, 200, 404, 404, 404]
    act(logged_in(scene, "a1_secretary"), draft, "discard")
    assert not Record.objects.exists()


def test_leadership_member_reads_and_does_not_keep(scene: Scene) -> None:
    assert logged_in(scene, "a_member").get(new("branch_committee", scene, "A1")).status_code == 404
    record = committee(scene)
    assert "研究防汛" in page(logged_in(scene, "a_member"), record)
    assert (
        "只有本组织和上级乡镇"
        in act(logged_in(scene, "a_member"), record, "withdraw", {"reason": "x"}).content.decode()
    )
