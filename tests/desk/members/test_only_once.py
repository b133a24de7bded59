"""What can be only once is so in the database, and a second time is refused in a sentence."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from guanmo.stages.members.domain.dues import correct_dues, record_dues
from guanmo.stages.members.errors import DuesRefused
from guanmo.stages.members.models import AssignedPost, CareNeed, Designation, DuesPayment, RestrictedCase
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk

DAY = "2026-03-01"
FORMS = [
    (
        "/members/{member}/post/",
        {"kind": "duty", "title": "宣传岗", "duties": "宣讲", "started_on": DAY},
        AssignedPost,
        "样一已经有这类岗位。请先登记离岗。",
    ),
    (
        "/members/{member}/care/",
        {"category": "minimum_living", "helper": "", "on": DAY},
        CareNeed,
        "这名党员已经列入关爱帮扶。",
    ),
    ("/members/{member}/restricted/", {"kind": "unqualified", "on": DAY}, RestrictedCase, "已有同类事项在办理"),
    (
        "/organisations/{organisation}/designations/new/",
        {"function": "training_responsible", "name": "样某", "started_on": DAY},
        Designation,
        "现在由样某担任。请先登记结束日期。",
    ),
]


@pytest.mark.parametrize(("path", "form", "model", "sentence"), FORMS)
def test_second_open_one_is_refused_by_the_database_and_in_words(
    county: Scene, path: str, form: dict[str, str], model: type[Model], sentence: str
) -> None:
    member, desk = a_member(county), Desk(county, "a1_secretary")
    path = path.format(member=member.uuid, organisation=county["A1"].uuid)
    desk.post(path, **form)
    [row] = model._default_manager.all()

    assert sentence in desk.post(path, **form).content.decode()

    row.pk, row.uuid = None, uuid4()
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        model._default_manager.bulk_create([row])
    assert model._default_manager.count() == 1


def test_dues_of_a_month_are_recorded_and_corrected_once(county: Scene) -> None:
    member, by, day = a_member(county), county.person("a1_secretary"), date(2026, 3, 1)
    [paid] = record_dues(county["A1"], day, {member: Decimal(5)}, paid_on=day, by=by)

    with pytest.raises(DuesRefused, match="样一 2026-03 的党费已经登记过了"):
        record_dues(county["A1"], day, {member: Decimal(5)}, paid_on=day, by=by)
    correct_dues(paid, amount=Decimal(6), paid_on=day, reason="少写一元", by=by)
    with pytest.raises(DuesRefused, match="这一笔已经更正过了"):
        correct_dues(paid, amount=Decimal(7), paid_on=day, reason="少写两元", by=by)

    assert sorted(DuesPayment.objects.values_list("amount", flat=True)) == [5, 6]
