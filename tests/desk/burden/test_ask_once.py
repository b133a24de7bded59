"""A form that asks what is already held is refused while it is designed, in a sentence that says where it is."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.records.models import RecordType
from guanmo.stages.sheets.models import ScoreSheet
from tests.county import Scene
from tests.desk.burden.test_burden import WATCH, describe
from tests.desk.records.ledgers import logged_in
from tests.desk.sheets.pages import KINDS, a_sheet, draft_of, keep, login, publish, text_of


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("党员花名册", "花名册"),
        ("本村党员人数", "花名册"),
        ("书记姓名", "班子和换届"),
        ("换届时间", "班子和换届"),
        ("后备干部名单", "人员配备"),
        ("“两新”组织数量", "“两新”和学校覆盖"),
        ("现有网格情况", "党建网格"),
        ("党费收缴统计表", "党费"),
        ("防汛值班次数", "防汛值班"),
    ],
)
@pytest.mark.parametrize("asked_as", ["title-0", "papers"])
def test_ledger_that_asks_for_what_is_held_is_refused(asked: Scene, title: str, place: str, asked_as: str) -> None:
    describe(asked, WATCH)

    answer = describe(asked, WATCH, **{"title": "秋季季报", asked_as: title})

    assert f"“{title}”系统里已经有了，不用再要求填写。它在“{place}”里。" in answer.content.decode()
    assert not RecordType.objects.filter(title="秋季季报").exists()


@pytest.mark.parametrize("title", ["党员活动日安排", "书记抓了什么", "防汛物资", "值班人姓名"])
def test_control_what_only_sounds_alike_may_be_asked(asked: Scene, title: str) -> None:
    describe(asked, WATCH)

    assert describe(asked, WATCH, **{"title": "秋季季报", "title-0": title}).status_code == 302
    assert RecordType.objects.filter(title="秋季季报").exists()


def test_second_ledger_for_the_same_is_refused_and_a_new_version_of_the_first_is_not(asked: Scene) -> None:
    describe(asked, WATCH)
    first = RecordType.objects.get()

    answer = describe(asked, WATCH, title="防汛值班登记表")
    assert "“防汛值班登记表”和“防汛值班”记的是同一件事" in answer.content.decode()
    assert "“党员花名册”和“花名册”记的是同一件事" in describe(asked, WATCH, title="党员花名册").content.decode()
    path = reverse("desk:ledgers-edit", args=[first.code])
    assert logged_in(asked, "county_admin").post(path, {**WATCH, "title-0": "值班在哪里"}).status_code == 302

    assert [one.version for one in RecordType.objects.order_by("version")] == [1, 2]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("设立党员示范岗，提供党员花名册", "花名册"),
        ("设立党员示范岗，上报后备干部名单。", "人员配备"),
        ("设立党员示范岗", ""),
    ],
)
def test_sheet_that_makes_villages_hand_in_what_is_held_is_not_published(
    asked: Scene, client: Client, words: str, place: str
) -> None:
    admin: Any = login(client, "county_admin")
    text = a_sheet("20", "20", "20", "20", "20").decode().replace("设立党员示范岗", words)
    keep(admin, text.encode(), "学校表.txt", **KINDS)

    answer = publish(admin, draft_of("school"), confirmed="on")

    demand = words.partition("，")[2].rstrip("。").removeprefix("提供").removeprefix("上报")
    sentence = f"要求提供“{demand}”，系统里已经有了，在“{place}”里。请改成直接查看，不要再让基层交。"
    assert (sentence in text_of(answer)) == bool(place)
    assert ScoreSheet.objects.get(code="school").state == ("draft" if place else "published")
