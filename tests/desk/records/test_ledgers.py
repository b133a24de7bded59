"""What a ledger asks is data: the county adds and changes one on a page; what is kept out or held anyway is refused."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from guanmo.method.ledger import LedgerWrong, read_ledger
from guanmo.stages.records.domain.describe_ledger import checked, describe_ledger, load_ledgers
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import Record, RecordType
from guanmo.stages.records.queries import in_force
from guanmo.stages.records.queries.asked_once import asks_held, same_ledger
from guanmo.stages.sheets.importers.real import real_sheets
from tests.county import Scene
from tests.desk.records.ledgers import ledger, logged_in, new, page, write

pytestmark = pytest.mark.django_db

OWN = {
    "title": "防汛值班", "group": "work", "clause": "县防汛通知第2条", "kinds": ["village"], "every": "month", "least": "1",
    "kept_from": "2026-09-01", "title-0": "值班地点", "kind-0": "text", "required-0": "on", "title-1": "水情",
    "kind-1": "choice", "choices-1": "正常、警戒", "required-1": "on", "papers": "值班表",
}  # fmt: skip


def described(scene: Scene, person: str = "county_admin", **changes: Any) -> Any:
    return logged_in(scene, person).post(reverse("desk:ledgers-create"), {**OWN, **changes})


def own() -> RecordType:
    return RecordType.objects.get(title="防汛值班", version=1)


def test_county_adds_a_ledger_without_code_and_a_village_keeps_it(scene: Scene) -> None:
    assert described(scene).status_code == 302
    type = own()
    names = {one.title: one.name for one in type.ledger.fields}
    alarm = next(key for key, word in type.ledger.field_named(names["水情"]).choices.items() if word == "警戒")
    client = logged_in(scene, "a1_secretary")
    board = client.get(reverse("desk:records-due")).context["board"]
    card = next(one for one in board.behind if one.type == type)
    assert ([words for words, _since in card.missing], card.type.ledger.clause) == (["9月", "10月"], "县防汛通知第2条")
    record = write(client, scene, "A1", type.code, {names["值班地点"]: "东堤", names["水情"]: alarm})
    text = page(client, record)
    assert [word for word in ("东堤", "警戒", "缺少“值班表”。") if word not in text] == []
    assert logged_in(scene, "ae_secretary").get(new(type.code, scene, "AE")).status_code == 404


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("户主电话", "系统不登记群众和个人的这类信息"),
        ("身份证号", "系统不登记群众和个人的这类信息"),
        ("谈话内容", "系统不登记群众和个人的这类信息"),
        ("书记姓名", "系统里已经有了，不用再要求填写"),
    ],
)
def test_what_is_kept_out_or_held_anyway_is_refused(scene: Scene, title: str, sentence: str) -> None:
    assert sentence in described(scene, **{"title-0": title}).content.decode()
    assert not RecordType.objects.filter(title="防汛值班").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "患病村民登记"}, {"choices-1": "信教、不信教、宗教人士"}, {"papers": "身份证复印件"},
        {"note": "写明户主电话和住址"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_kept_out_is_refused_wherever_it_is_asked(scene: Scene, changes: dict[str, str]) -> None:
    assert "系统不登记群众和个人的这类信息" in described(scene, **changes).content.decode()
    assert not RecordType.objects.filter(by=scene.person("county_admin")).exists()


def test_note_may_say_what_not_to_write(scene: Scene) -> None:
    assert described(scene, note="只记人数，不写住址").status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"choices-1": ""}, "“水情”是选择项"), ({"title-1": "值班地点"}, "有两项内容重名。")],
)
def test_contradictions_are_refused_with_a_sentence(scene: Scene, changes: dict[str, str], sentence: str) -> None:
    text = described(scene, **changes).content.decode()
    assert (sentence in text or "选择项" in text, RecordType.objects.filter(title="防汛值班").exists()) == (True, False)


def test_new_version_leaves_what_was_recorded_as_it_was(scene: Scene) -> None:
    described(scene)
    names = {one.title: one.name for one in own().ledger.fields}
    client = logged_in(scene, "a1_secretary")
    normal = next(iter(own().ledger.field_named(names["水情"]).choices))
    record = write(client, scene, "A1", own().code, {names["值班地点"]: "东堤", names["水情"]: normal})
    path = reverse("desk:ledgers-edit", args=[own().code])
    logged_in(scene, "county_admin").post(path, {**OWN, "title-0": "值班领导", "choices-1": "正常、警戒、危险"})
    assert (ledger(own().code).version, Record.objects.get(pk=record.pk).type.version) == (2, 1)
    newest = {one.title: one for one in ledger(own().code).ledger.fields}
    assert (list(newest), next(iter(newest["水情"].choices))) == (["值班领导", "水情"], normal)
    assert "东堤" in page(client, record)


def test_retired_ledger_asks_nothing_more(scene: Scene) -> None:
    described(scene)
    path = reverse("desk:ledgers-edit", args=[own().code])
    logged_in(scene, "county_admin").post(path, {**OWN, "retired": "on"})
    assert logged_in(scene, "a1_secretary").get(new(own().code, scene, "A1")).status_code == 404


@pytest.mark.parametrize("person", ["a_officer", "a1_secretary", "county_head"])
def test_only_the_county_department_sets_ledgers(scene: Scene, person: str) -> None:
    assert described(scene, person).status_code == 404
    assert logged_in(scene, person).post(reverse("desk:ledgers-load")).status_code == 404


def test_loading_twice_changes_nothing_and_never_undoes_the_county(scene: Scene) -> None:
    admin, before = logged_in(scene, "county_admin"), RecordType.objects.count()
    assert "没有变化" in admin.post(reverse("desk:ledgers-load"), follow=True).content.decode()
    changed = {**ledger("theme_party_day").content, "note": "县里改过"}
    describe_ledger(changed, kept_from=date(2026, 1, 1), by=scene.person("county_admin"))
    newer = [
        {**one, "note": "新的说明"} if one["code"] in ("theme_party_day", "brand") else one for one in shipped_ledgers()
    ]
    assert load_ledgers(newer, kept_from=date(2026, 6, 1), by=None) == 1
    assert (ledger("theme_party_day").ledger.note, ledger("brand").ledger.note) == ("县里改过", "新的说明")
    assert RecordType.objects.count() == before + 2


@pytest.mark.parametrize("content", shipped_ledgers(), ids=lambda one: one["code"])
def test_shipped_ledger_holds_together_and_asks_nothing_kept_out(content: dict[str, Any]) -> None:
    assert checked(content).clause


def test_shipped_ledgers_ask_nothing_that_another_holds(scene: Scene) -> None:
    shipped = in_force()
    assert len(shipped) == len(shipped_ledgers())
    asked_again = {one.code: found for one in shipped if (found := asks_held(one.ledger, shipped))}
    same = {one.code: found for one in shipped if (found := same_ledger(one.ledger, shipped))}
    assert (asked_again, same) == ({}, {})


def test_items_that_ledgers_prove_exist_in_the_score_sheets() -> None:
    items = {f"{one.code}:{s.no}.{i.no}" for one in real_sheets() for s, i in one.sheet.items}
    proved = {item for content in shipped_ledgers() for item in content.get("proves", ())}
    assert proved - items == set()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm": {"every": "fortnight"}}, {"rhythm": {"every": "month", "each": "nothing"}}, {"title": ""},
        {"fields": [{"name": "a", "title": "甲", "kind": "photo"}]}, {"signatures": ["mayor"]}, {"late_after": {"a": 3}},
        {"fields": [{"name": "a", "title": "甲", "kind": "text"}] * 2}, {"unknown": 1}, {"visibility": "everybody"},
    ],
    ids=str,
)  # fmt: skip
def test_ledger_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    right = {"code": "x", "title": "甲", "group": "work", "clause": "乙", "kinds": ["village"]}
    assert read_ledger(right).title == "甲"
    with pytest.raises(LedgerWrong):
        read_ledger({**right, **wrong})
