"""Lists of members stay quick on a phone: twice as many rows ask the database no oftener."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanmo.stages.members.domain.assign_post import PostPlan, assign_post
from guanmo.stages.members.domain.designate import Naming, designate
from guanmo.stages.members.domain.develop import Application, open_development
from guanmo.stages.members.domain.dues import record_dues
from guanmo.stages.members.domain.float_member import Absence, register_floating
from guanmo.stages.members.domain.restrict import note_care, note_case
from guanmo.stages.members.domain.transfer import request_transfer
from guanmo.stages.members.enums import (
    CareCategory,
    DesignationFunction,
    Education,
    FloatingCategory,
    PostKind,
    RecommendingBody,
    RestrictedKind,
    Sex,
)
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk

DAY = date(2026, 3, 1)
LISTS = ("members", "dues", "transfers", "developments", "trainings", "posts", "designations", "restricted")


def filled(scene: Scene, first: int, last: int) -> None:
    """Some of everything for each of these members of A1."""
    by, village = scene.person("a_secretary"), scene["A1"]
    for number in range(first, last):
        member = a_member(scene, name=f"样{number}")
        record_dues(village, DAY, {member: Decimal(5)}, paid_on=DAY, by=by)
        register_floating(member, Absence(FloatingCategory.GRADUATE, DAY, "样联系人"), by=by)
        request_transfer(member, target=scene["A2"], on=DAY, by=by)
        assign_post(member, PostPlan(PostKind.DUTY, "宣传岗", "宣讲", DAY), by=by)
        note_case(member, RestrictedKind.LOST_CONTACT, on=DAY, by=by)
        note_care(member, CareCategory.MINIMUM_LIVING, helper=None, on=DAY, by=by)
        body = RecommendingBody.NOBODY
        application = Application("样甲", Sex.FEMALE, 1996, Education.BACHELOR, DAY, body, "样一")
        open_development(application, organisation=village, by=by)
        designate(Naming(DesignationFunction.GUIDE, "样某", DAY), organisation=village, by=by)


def queries(desk: Desk, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.get(path).status_code == 200
    return len(asked)


def test_long_lists_are_turned_page_by_page(county: Scene) -> None:
    """51 of everything: the 51st stands on the second page of its own list."""
    filled(county, 0, 51)
    desk = Desk(county, "a1_secretary")
    lists = {
        "/transfers/?floating=2": lambda page: page.floating,
        "/developments/?page=2": lambda page: page.table,
        "/posts/?posts=2": lambda page: page.tables[0],
        "/designations/?named=2": lambda page: page.tables[1],
        "/restricted/?cases=2": lambda page: page.cases,
        "/restricted/?care=2": lambda page: page.care,
    }

    assert {path: len(table(desk.get(path).context["page"]).rows) for path, table in lists.items()} == dict.fromkeys(
        lists, 1
    )
    assert 'href="?posts=2"' in desk.text("/posts/")


@pytest.mark.django_db
def test_twice_as_many_rows_ask_no_more_queries(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    filled(county, 0, 3)
    few = {name: queries(desk, f"/{name}/?month=2026-03") for name in LISTS}
    filled(county, 3, 6)

    assert {name: queries(desk, f"/{name}/?month=2026-03") for name in LISTS} == few
    assert max(few.values()) < 40
