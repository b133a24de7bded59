"""Inspections outside the rounds by type, and random samples that anyone can draw again (S2-3.5-a)."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from guanmo.command import draw as draw_command
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.models import Draw, Inspection
from tests.county import Scene
from tests.desk.rounds.pages import Desk, messages_of

DICE = "31415926535897932384"


def inspection(desk: Desk, **changes: Any) -> Any:
    form = {
        "type": "supervision",
        "title": "汛期值班督查",
        "inspected_on": "2026-07-02",
        "inspectors": "督查一",
        **changes,
    }
    return desk.post("/inspections/new/", **form)


def sample(desk: Desk, **changes: Any) -> Inspection:
    """A random sample of one village and one community of town A, whose list is frozen."""
    inspection(desk, type="random_sample", title="台账抽查", **{"size_village": "1", "size_community": "1", **changes})
    return Inspection.objects.get(title="台账抽查")


@pytest.mark.requirement("S2-3.5-a")
@pytest.mark.parametrize(("type", "word"), [("supervision", "督查"), ("touring_check", "巡回检查")])
def test_inspection_is_recorded_by_type_with_whom_it_visits(county: Scene, type: str, word: str) -> None:
    desk = Desk(county, "a_officer")

    answer = inspection(desk, type=type, organisations=[str(county["A1"].uuid), str(county["AE"].uuid)])

    assert messages_of(answer) == ["已登记。"]
    found = Inspection.objects.get()
    page = desk.text(f"/inspections/{found.uuid}/")
    assert f"{word} · A镇 · 2026年7月2日" in page
    assert "A1村党支部" in page
    assert "A镇样例公司党支部" in page
    assert "A2村党支部" not in page
    assert "2个" in desk.text("/inspections/")


@pytest.mark.requirement("S0-4.2-a")
@pytest.mark.parametrize(
    ("type", "word"), [("observation", "观摩督查"), ("unannounced", "“四不两直”暗访"), ("special", "专项督导")]
)
def test_supervision_inspection_shows_its_type_targets_inspectors_and_findings(
    county: Scene, type: str, word: str
) -> None:
    desk = Desk(county, "a_officer")
    inspection(desk, type=type, inspectors="督查甲、督查乙", organisations=[str(county["A1"].uuid)])
    held = Inspection.objects.get()
    desk.post(f"/inspections/{held.uuid}/start/")
    target = held.organisations.get().pk

    found = {"organisation": target, "finding_type": "gap", "text": "值班记录缺3天"}
    desk.post(f"/inspections/{held.uuid}/findings/new/", **found)

    for reader in (desk, Desk(county, "county_admin")):
        page = reader.text(f"/inspections/{held.uuid}/")
        shown = (f"{word} · A镇", "检查人员：督查甲、督查乙", "<li>A1村党支部</li>", "值班记录缺3天")
        assert [one for one in shown if one not in page] == []
    assert f">{word}</td>" in desk.text("/inspections/")


def test_inspection_without_inspectors_is_refused(county: Scene) -> None:
    answer = inspection(Desk(county, "a_officer"), inspectors=" ", organisations=[str(county["A1"].uuid)])

    assert list(answer.context["form"].errors) == ["inspectors"]
    assert not Inspection.objects.exists()


def test_inspection_of_nobody_is_refused_and_keeps_the_input(county: Scene) -> None:
    answer = inspection(Desk(county, "a_officer"))

    assert "请至少选择一个检查对象。" in answer.content.decode()
    assert "汛期值班督查" in answer.content.decode()
    assert not Inspection.objects.exists()


@pytest.mark.requirement("S2-3.5-a")
def test_list_is_frozen_with_its_digest_before_anything_is_drawn(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    found = sample(desk)

    page = desk.text(f"/inspections/{found.uuid}/")

    lines = [
        f"occasion\t{found.uuid}\n",
        "size\t村\t1\n",
        "size\t社区\t1\n",
        "entry\t村\tA1村党支部（A1）\t\n",
        "entry\t村\tA2村党支部（A2）\t\n",
        "entry\t社区\tA3社区党支部（A3）\t\n",
    ]
    digest = sha256("".join(lines).encode()).hexdigest()
    assert digest in page
    assert "等待抽取" in desk.text("/inspections/")
    assert not found.organisations.exists()
    county.organisations["A1"].refresh_from_db()
    county["A1"].__class__.objects.filter(code="A1").update(short_name="改了名的村")
    assert digest in desk.text(f"/inspections/{found.uuid}/")


@pytest.mark.requirement("S2-3.5-a")
def test_public_dice_draw_and_the_downloaded_list_draws_the_same_again(
    county: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(county, "a_officer")
    found = sample(desk)

    answer = desk.post(f"/inspections/{found.uuid}/draw/", dice="31415 92653 58979 32384")

    assert messages_of(answer) == ["已抽取。"]
    drawn = [f"{one.organisation.short_name}（{one.organisation.code}）" for one in found.organisations.all()]
    assert len(drawn) == 2
    assert "A3社区党支部（A3）" in drawn
    stored = Draw.objects.get()
    assert stored.seed == f"{DICE}|{found.uuid}|{found.draw_list.digest}"
    (tmp_path / "draw-list.csv").write_bytes(desk.get(f"/inspections/{found.uuid}/list.csv").getvalue())
    command = desk.get(f"/inspections/{found.uuid}/").context["page"].command.split()
    assert command[:3] == ["guanmo", "draw", "draw-list.csv"]
    draw_command.main([str(tmp_path / "draw-list.csv"), *command[3:], "--json"])
    again = json.loads(capsys.readouterr().out)
    assert again["digest"] == found.draw_list.digest
    assert sorted(one["organisation"] for one in again["entries"] if one["drawn"]) == sorted(drawn)


@pytest.mark.requirement("S2-3.5-a")
def test_list_is_drawn_from_once(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    found = sample(desk)
    desk.post(f"/inspections/{found.uuid}/draw/", dice=DICE)

    answer = desk.post(f"/inspections/{found.uuid}/draw/", dice="99999999999999999999")

    assert messages_of(answer) == ["已经抽取过了，一份名单只抽一次。"]
    assert Draw.objects.get().dice == DICE
    assert found.organisations.count() == 2


@pytest.mark.parametrize(
    ("dice", "sentence"),
    [
        ("123456789", "请填写当众掷出的数字，至少10位。"),
        ("十二三四五六七八九十", "请填写当众掷出的数字，至少10位。"),
        ("1" * 101, "最多填写100位数字。"),
        ("", "请填写当众掷出的数字，至少10位。"),
    ],
)
def test_dice_that_cannot_be_used_draw_nothing(county: Scene, dice: str, sentence: str) -> None:
    desk = Desk(county, "a_officer")
    found = sample(desk)

    assert messages_of(desk.post(f"/inspections/{found.uuid}/draw/", dice=dice)) == [sentence]
    assert not Draw.objects.exists()


def test_who_was_inspected_this_year_is_left_out_with_the_reason(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    inspection(desk, organisations=[str(county["A1"].uuid)], inspected_on="2026-03-05")
    inspection(desk, title="去年的", organisations=[str(county["A2"].uuid)], inspected_on="2025-12-30")

    found = sample(desk, skip_inspected="on")

    reasons = {one.name: one.excluded for one in found.draw_list.entries}
    assert reasons == {"A1村党支部（A1）": "2026年3月5日已检查", "A2村党支部（A2）": "", "A3社区党支部（A3）": ""}
    assert "A1村党支部（A1）：2026年3月5日已检查" in desk.text(f"/inspections/{found.uuid}/")
    desk.post(f"/inspections/{found.uuid}/draw/", dice=DICE)
    assert sorted(one.organisation.code for one in found.organisations.all()) == ["A2", "A3"]


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ({"size_village": "", "size_community": ""}, "请写明每一类抽几个。"),
        ({"size_village": "3"}, "确保该值小于或等于2。"),
    ],
)
def test_sample_of_nobody_or_of_more_than_there_are_is_refused(
    county: Scene, sizes: dict[str, str], sentence: str
) -> None:
    form = {"type": "random_sample", "title": "台账抽查", "size_community": "1", **sizes}

    answer = inspection(Desk(county, "a_officer"), **form)

    assert sentence in " ".join(str(one) for many in answer.context["form"].errors.values() for one in many)
    assert not Inspection.objects.exists()


def test_more_than_are_left_after_the_reasons_is_refused(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    inspection(desk, organisations=[str(county["A1"].uuid)], inspected_on="2026-03-05")

    answer = inspection(desk, type="random_sample", title="台账抽查", size_village="2", skip_inspected="on")

    assert "“村”可抽的只有1个，抽不出2个。" in answer.content.decode()
    assert Inspection.objects.count() == 1


def test_township_sees_and_draws_its_own_only(county: Scene) -> None:
    found = sample(Desk(county, "a_officer"))
    other = Desk(county, "b_officer")

    assert other.get(f"/inspections/{found.uuid}/").status_code == 404
    assert other.post(f"/inspections/{found.uuid}/draw/", dice=DICE).status_code == 404
    assert "台账抽查" not in other.text("/inspections/")
    assert "台账抽查" in Desk(county, "county_admin").text("/inspections/")
    answer = inspection(other, organisations=[str(county["A1"].uuid)])
    assert "organisations" in answer.context["form"].errors


def test_inspected_village_reads_but_does_not_draw(county: Scene) -> None:
    found = sample(Desk(county, "a_officer"))
    village = Desk(county, "a3_secretary")
    assert village.get(f"/inspections/{found.uuid}/").status_code == 404
    Desk(county, "a_officer").post(f"/inspections/{found.uuid}/draw/", dice=DICE)

    assert "谁都可以核对" in village.text(f"/inspections/{found.uuid}/")
    assert village.get("/inspections/new/").status_code == 404


def test_county_inspects_for_itself_or_for_a_township(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    form = {"type": "touring_check", "title": "全县巡查", "inspected_on": "2026-07-02", "inspectors": "督查一"}

    desk.post("/inspections/new/", **form, organisations=[str(county["A1"].uuid), str(county["B1"].uuid)])
    desk.post(f"/inspections/new/?unit={county['B'].uuid}", **form, organisations=[str(county["B1"].uuid)])

    assert [(one.organiser.code, one.organisations.count()) for one in Inspection.objects.order_by("pk")] == [
        ("C", 2), ("B", 1),
    ]  # fmt: skip


@pytest.mark.requirement("S4-32d")
def test_unannounced_inspection_is_hidden_from_its_target_until_it_begins_on_site(county: Scene) -> None:
    office, target, town = Desk(county, "county_admin"), Desk(county, "a1_secretary"), Desk(county, "a_officer")
    inspection(
        office,
        type="unannounced",
        title="四不两直",
        organiser=str(county["C"].uuid),
        organisations=[str(county["A1"].uuid)],
    )
    path = f"/inspections/{Inspection.objects.get().uuid}/"
    hidden = {desk.get(path).status_code for desk in (target, town)}
    listed = {"四不两直</a>" in desk.text("/inspections/") for desk in (target, town)}
    refused = target.post(f"{path}start/").status_code

    begun = messages_of(office.post(f"{path}start/"))

    assert (hidden, listed, refused) == ({404}, {False}, 404)
    assert begun == ["已开始，被检查的组织现在能看到这次检查。"]
    assert "四不两直" in target.text(path)
    assert messages_of(office.post(f"{path}start/")) == ["这次暗访已经开始了。"]


def test_control_an_announced_inspection_is_seen_at_once(county: Scene) -> None:
    inspection(Desk(county, "a_officer"), organisations=[str(county["A1"].uuid)])

    assert Desk(county, "a1_secretary").get(f"/inspections/{Inspection.objects.get().uuid}/").status_code == 200


def unannounced(county: Scene, who: str = "a_officer", *codes: str) -> str:
    """The path of an unannounced inspection that has not begun."""
    targets = [str(county[code].uuid) for code in codes or ("A1",)]
    inspection(Desk(county, who), type="unannounced", title="夜查", inspected_on="2026-03-05", organisations=targets)
    return f"/inspections/{Inspection.objects.get(title='夜查').uuid}/"


@pytest.mark.requirement("S4-32d")
@pytest.mark.parametrize(("begins", "reason"), [(False, ""), (True, "2026年3月5日已检查")])
def test_published_list_does_not_tell_who_is_to_be_visited_unannounced(
    county: Scene, begins: bool, reason: str
) -> None:
    desk = Desk(county, "a_officer")
    path = unannounced(county)
    if begins:
        desk.post(f"{path}start/")

    found = sample(desk, skip_inspected="on")

    assert {one.name: one.excluded for one in found.draw_list.entries}["A1村党支部（A1）"] == reason
    assert ("已检查" in desk.get(f"/inspections/{found.uuid}/list.csv").getvalue().decode()) is begins


def sent_from_the_village(county: Scene) -> Desk:
    """The secretary of village A1, sent to inspect in town A."""
    gift = Gift(GrantedRole.INSPECTION_OFFICER, county["A"], timezone.localdate(), None, "抽调督查")
    give_role(county.person("a1_secretary"), gift, by=None)
    return Desk(county, "a1_secretary")


@pytest.mark.parametrize(("target", "status", "starts"), [("A1", 404, False), ("A2", 200, True)])
def test_who_is_sent_to_inspect_knows_nothing_of_a_visit_to_the_own_village(
    county: Scene, target: str, status: int, starts: bool
) -> None:
    sent, path = sent_from_the_village(county), unannounced(county, "a_officer", target, "A3")

    shown = (sent.get(path).status_code, "夜查" in sent.text("/inspections/"))
    sent.post(f"{path}start/")

    assert shown == (status, starts)
    assert Inspection.objects.get().begun is starts


def test_nobody_announces_to_himself_a_visit_to_the_own_village(county: Scene) -> None:
    sent, targets = sent_from_the_village(county), [str(county[code].uuid) for code in ("A1", "A2")]

    answer = inspection(sent, type="unannounced", organisations=targets)

    assert "不能检查自己任职的党组织。" in answer.content.decode()
    assert not Inspection.objects.exists()
    assert messages_of(inspection(sent, type="unannounced", organisations=targets[1:])) == ["已登记。"]


def test_nobody_writes_down_what_was_found_in_the_own_village(county: Scene) -> None:
    sent, path = sent_from_the_village(county), unannounced(county, "a_officer", "A1", "A2")
    Desk(county, "a_officer").post(f"{path}start/")
    visited = {one.organisation.code: one.pk for one in Inspection.objects.get().organisations.all()}
    found = {"finding_type": "gap", "text": "无人值班"}

    own = sent.post(f"{path}findings/new/", **found, organisation=visited["A1"]).content.decode()
    sent.post(f"{path}findings/new/", **found, organisation=visited["A2"])

    assert "不能检查自己任职的党组织。" in own
    assert [one.organisation.code for one in Finding.objects.all()] == ["A2"]


@pytest.mark.parametrize(("codes", "offered"), [(("A1",), False), (("A1", "A2"), True)])
def test_finding_is_offered_where_another_organisation_was_visited(
    county: Scene, codes: tuple[str, ...], offered: bool
) -> None:
    sent, path = sent_from_the_village(county), unannounced(county, "a_officer", *codes)
    Desk(county, "a_officer").post(f"{path}start/")

    assert ("记录检查发现" in sent.text(path)) is offered
