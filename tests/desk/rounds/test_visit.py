"""The page of a visit: four parts, the formal comment, praise, findings, excuse and close; nothing typed is lost."""

import re
from typing import Any

import pytest

from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.enums import Part, RoundState, VisitState
from guanmo.stages.rounds.models import Praise, Round, Visit, VisitPart
from tests.county import Scene, draft_round, running_round, visit_to
from tests.desk.rounds.pages import Desk, messages_of


def path_of(visit: Visit) -> str:
    return f"/visits/{visit.uuid}/"


def written(visit: Visit) -> dict[str, tuple[str, bool]]:
    return {part.part: (part.notes, part.done) for part in VisitPart.objects.filter(visit=visit)}


def fields(desk: Desk, visit: Visit) -> dict[str, str]:
    """The form as it stands on the page: hidden stamps and texts, as a browser would send it back."""
    form = desk.get(path_of(visit)).context["page"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else value for name, value in values.items() if value is not False}


def all_done(**changes: Any) -> dict[str, str]:
    parts = {f"{part}-text": f"{part.label}得清楚" for part in Part} | {f"{part}-done": "on" for part in Part}
    return {**parts, **changes}


@pytest.mark.requirement("S0-3.1-d")
def test_visit_has_four_parts_each_with_notes_and_a_done_flag(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    desk = Desk(county, "a_secretary")
    assert [part.label for part in desk.get(path_of(visit)).context["page"].parts] == ["听", "看", "查", "评"]

    desk.post(path_of(visit), **{"listen-text": "汇报了换届", "listen-done": "on", "look-text": "阵地整洁"})

    assert written(visit) == {"listen": ("汇报了换届", True), "look": ("阵地整洁", False)}
    visit.refresh_from_db()
    assert visit.state == VisitState.VISITED


@pytest.mark.requirement("S0-3.1-d")
@pytest.mark.parametrize("empty", list(Part))
def test_visit_does_not_close_while_a_part_is_empty(county: Scene, empty: Part) -> None:
    visit = visit_to(running_round(county), "A1")
    desk = Desk(county, "a_secretary")
    data = all_done(**{f"{empty}-text": ""})
    del data[f"{empty}-done"]
    desk.post(path_of(visit), **data)

    sentence = f"还没有完成的部分：{empty.label}。四个部分都完成后才能结束观摩。"
    assert sentence in desk.text(path_of(visit))
    assert "结束观摩</button>" not in desk.text(path_of(visit))
    answer = desk.post(path_of(visit) + "closing/")

    assert answer.context["page"].problem == f"还有没有完成的部分：{empty.label}。四个部分都完成后才能结束观摩。"
    visit.refresh_from_db()
    assert visit.state == VisitState.VISITED


@pytest.mark.requirement("S0-3.1-d")
def test_visit_closes_when_all_four_parts_are_done_and_is_then_fixed(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    desk = Desk(county, "a_secretary")
    desk.post(path_of(visit), **all_done())

    desk.post(path_of(visit) + "closing/")

    visit.refresh_from_db()
    assert visit.state == VisitState.CLOSED
    answer = desk.post(path_of(visit), **{"listen-text": "后来改的"})
    assert answer.context["page"].problem == "A1村党支部的观摩已经结束，记录不能修改。"
    assert written(visit)["listen"] == ("听得清楚", True)


def test_part_marked_done_without_text_is_refused_and_the_other_text_is_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    answer = Desk(county, "a_officer").post(
        path_of(visit), **{"listen-text": "很长的汇报记录", "look-text": " ", "look-done": "on"}
    )

    assert answer.context["page"].problem == "“看”还没有写内容，不能标为已完成。"
    assert "很长的汇报记录</textarea>" in answer.content.decode()
    assert written(visit) == {}


@pytest.mark.requirement("S0-3.1-f")
@pytest.mark.parametrize(
    ("name", "allowed"),
    [("a_secretary", True), ("a_deputy", True), ("a_officer", False), ("a_member", False), ("a1_secretary", False)],
)
def test_only_secretary_or_deputy_writes_the_formal_comment(county: Scene, name: str, allowed: bool) -> None:
    visit = visit_to(running_round(county), "A2")
    desk = Desk(county, name)
    assert ('name="comment-text"' in desk.text(path_of(visit))) is allowed

    answer = desk.post(path_of(visit), **{"comment-text": "台账要规范", "comment-done": "on"})

    if allowed:
        comment = VisitPart.objects.get(visit=visit, part=Part.COMMENT)
        assert (comment.notes, comment.by) == ("台账要规范", county.person(name))
        assert re.search(rf"{name}\s+\d+年\d+月\d+日 \d\d:\d\d", desk.text(path_of(visit)))
    else:
        assert answer.context["page"].problem == "点评只能由党（工）委书记、副书记填写。"
        assert "台账要规范" in answer.content.decode()
        assert written(visit) == {}


@pytest.mark.requirement("S0-3.1-f")
def test_comment_keeps_its_author_when_another_part_is_saved(county: Scene) -> None:
    visit = visit_to(running_round(county), "A2")
    secretary, deputy = Desk(county, "a_secretary"), Desk(county, "a_deputy")
    secretary.post(path_of(visit), **{"comment-text": "台账要规范"})

    deputy.post(path_of(visit), **{**fields(deputy, visit), "look-text": "阵地整洁"})

    authors = {part.part: str(part.by) for part in visit.parts.select_related("by")}
    assert authors == {"comment": "a_secretary", "look": "a_deputy"}


def test_two_people_writing_one_part_lose_nothing(county: Scene) -> None:
    visit = visit_to(running_round(county), "A2")
    first, second = Desk(county, "a_officer"), Desk(county, "a_member")
    shown = fields(second, visit)
    first.post(path_of(visit), **{**fields(first, visit), "look-text": "先写的内容"})

    answer = second.post(path_of(visit), **{**shown, "look-text": "后写的内容"})

    text = answer.content.decode()
    assert answer.context["page"].problem == (
        "“看”刚刚由a_officer修改过。您写的内容还在下面，请与最新内容合并后再保存。"
    )
    assert "先写的内容" in text
    assert "后写的内容</textarea>" in text
    assert written(visit)["look"] == ("先写的内容", False)
    form = answer.context["page"].form
    second.post(path_of(visit), **{"look-text": "先写的内容；后写的内容", "look-seen": form["look-seen"].value()})
    assert written(visit)["look"] == ("先写的内容；后写的内容", False)


@pytest.mark.requirement("S0-3.1-g")
def test_praise_is_recorded_against_the_visited_organisation(county: Scene) -> None:
    visit = visit_to(running_round(county), "AE")
    desk = Desk(county, "a_deputy")

    desk.post(path_of(visit) + "praise/", praise="  党员示范岗做得实  ")

    praised = Praise.objects.get()
    assert (praised.visit.organisation.code, praised.text, str(praised.by)) == ("AE", "党员示范岗做得实", "a_deputy")
    assert "党员示范岗做得实" in desk.text(path_of(visit))


@pytest.mark.requirement("S0-3.1-g")
@pytest.mark.parametrize("name", ["a_officer", "a_member", "a1_secretary"])
def test_praise_of_others_is_refused_and_kept_on_the_page(county: Scene, name: str) -> None:
    visit = visit_to(running_round(county), "AE")
    desk = Desk(county, name)
    assert 'name="praise"' not in desk.text(path_of(visit))

    answer = desk.post(path_of(visit) + "praise/", praise="做得好")

    assert answer.context["page"].problem == "表扬只能由党（工）委书记、副书记提出。"
    assert Praise.objects.count() == 0


@pytest.mark.requirement("S0-1-d")
@pytest.mark.parametrize(
    ("kind", "label"), [("highlight", "亮点"), ("gap", "差距"), ("shortcoming", "短板"), ("hard_problem", "难题")]
)
def test_observer_records_a_typed_finding(county: Scene, kind: str, label: str) -> None:
    visit = visit_to(running_round(county), "A3")
    desk = Desk(county, "a1_secretary")

    desk.post(path_of(visit) + "findings/", finding_type=kind, finding="阵地标识不统一")

    finding = Finding.objects.get()
    assert (finding.finding_type, finding.text, finding.visit) == (kind, "阵地标识不统一", visit)
    page = desk.get(path_of(visit)).context["page"]
    assert [(str(type.label), [one.text for one in found]) for type, found in page.findings] == [
        (label, ["阵地标识不统一"])
    ]


@pytest.mark.requirement("S0-1-d")
@pytest.mark.parametrize("kind", ["", "praise"])
def test_finding_of_another_type_is_refused_and_its_text_kept(county: Scene, kind: str) -> None:
    visit = visit_to(running_round(county), "A3")

    answer = Desk(county, "a_member").post(path_of(visit) + "findings/", finding_type=kind, finding="写了一半")

    assert answer.context["page"].problem == "请选择发现的类型：亮点、差距、短板或难题。"
    assert "写了一半</textarea>" in answer.content.decode()
    assert Finding.objects.count() == 0


@pytest.mark.requirement("S0-3.1-e")
def test_visit_is_excused_only_with_a_reason_and_can_be_taken_up_again(county: Scene) -> None:
    visit = visit_to(running_round(county), "AS")
    desk = Desk(county, "a_officer")

    refused = desk.post(path_of(visit) + "excuse/", reason="")
    assert refused.context["page"].problem == "请写明免观摩的原因。"
    visit.refresh_from_db()
    assert visit.state == VisitState.DUE

    desk.post(path_of(visit) + "excuse/", reason="正在注销")
    visit.refresh_from_db()
    assert (visit.state, visit.excuse) == (VisitState.EXCUSED, "正在注销")
    assert "原因：正在注销" in desk.text(path_of(visit))

    desk.post(path_of(visit) + "restoration/")
    visit.refresh_from_db()
    assert (visit.state, visit.excuse) == (VisitState.DUE, "")


def test_visit_that_was_made_cannot_be_excused(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    record_visit(visit, {Part.LOOK: Notes("看过", False)}, by=county.person("a_officer"))
    stale = Visit.objects.get(pk=visit.pk)
    assert "免观摩</summary>" not in Desk(county, "a_officer").text(path_of(visit))

    Desk(county, "a_officer").post(path_of(visit) + "excuse/", reason="不去了")

    stale.refresh_from_db()
    assert (stale.state, stale.excuse) == (VisitState.VISITED, "")


@pytest.mark.parametrize("name", ["a_member", "a1_secretary", "county_admin"])
@pytest.mark.parametrize("act", ["excuse", "closing", "restoration"])
def test_who_does_not_run_the_round_neither_excuses_nor_closes(county: Scene, name: str, act: str) -> None:
    visit = visit_to(running_round(county), "A1")
    if act == "closing":
        Desk(county, "a_secretary").post(path_of(visit), **all_done())
    before = Visit.objects.get(pk=visit.pk).state

    Desk(county, name).post(path_of(visit) + f"{act}/", reason="试一试")

    assert Visit.objects.get(pk=visit.pk).state == before


@pytest.mark.parametrize("act", ["", "praise/", "findings/", "excuse/", "restoration/", "closing/"])
def test_foreign_township_cannot_post_to_a_visit(county: Scene, act: str) -> None:
    visit = visit_to(running_round(county), "A1")

    answer = Desk(county, "b_secretary").post(
        path_of(visit) + act, **all_done(praise="好", finding_type="gap", finding="差", reason="试一试")
    )

    assert answer.status_code == 404
    assert written(visit) == {}
    assert (Praise.objects.count(), Finding.objects.count()) == (0, 0)


def test_nothing_is_written_before_the_round_opens_or_after_scoring_ends(county: Scene) -> None:
    round = draft_round(county)
    visit = visit_to(round, "A1")
    desk = Desk(county, "a_secretary")
    for state in (RoundState.DRAFT, RoundState.SCHEDULED, RoundState.SCORED, RoundState.FILED):
        Round.objects.filter(pk=round.pk).update(state=state)
        assert "保存观摩记录" not in desk.text(path_of(visit))

        answer = desk.post(path_of(visit), **{"listen-text": "太早或太晚"})

        assert answer.context["page"].problem == "本轮不在观摩中，观摩记录不能修改。"
    assert written(visit) == {}
    Round.objects.filter(pk=round.pk).update(state=RoundState.DRAFT)
    assert desk.post(path_of(visit) + "praise/", praise="好").context["page"].problem == (
        "本轮还没有开始观摩，不能提出表扬。"
    )


def test_judge_finds_the_way_to_scoring_but_not_at_home(county: Scene) -> None:
    round = running_round(county)
    desk = Desk(county, "a1_secretary")

    assert f"/field/{visit_to(round, 'A2').uuid}/" in desk.text(path_of(visit_to(round, "A2")))
    assert "现场打分" not in desk.text(path_of(visit_to(round, "A1")))
    assert "现场打分" not in Desk(county, "county_admin").text(path_of(visit_to(round, "A2")))
    assert messages_of(desk.client.get(path_of(visit_to(round, "A2")))) == []
