"""The import of a county's tree: what it writes, what it leaves alone, and that the same file twice is one."""

from datetime import date
from typing import Any

import pytest

from guanmo.audit.models import Entry
from guanmo.stages.organisations.domain import import_tree as acts
from guanmo.stages.organisations.domain.import_tree import import_tree
from guanmo.stages.organisations.domain.tree_plan import TreePlan, plan_tree
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import NotAllowed, TreeRefused
from guanmo.stages.organisations.importers.tree_file import read_tree
from guanmo.stages.organisations.models import Appointment, Organisation, User
from tests.stages.organisations.workbooks import (
    COMMUNITY,
    GRID,
    HOLDER,
    OFFICER,
    OTHER_TOWN,
    POSTS,
    SECRETARY,
    TREE,
    VILLAGE,
    changed,
    without,
    workbook,
)

pytestmark = pytest.mark.django_db


def upload(*args: Any, by: User | None = None, **sheets: Any) -> TreePlan:
    return import_tree(read_tree(workbook(*args, **sheets)).tree, by=by)


def counts(plan: TreePlan) -> tuple[int, int, int]:
    return tuple(plan.count(outcome) for outcome in (Outcome.NEW, Outcome.UPDATED, Outcome.UNCHANGED))  # type: ignore[return-value]


def superior_of(code: str) -> str:
    above = Organisation.objects.get_parent(Organisation.objects.get(code=code))
    return above.code if above else ""


def codes_below(code: str) -> list[str]:
    return [one.code for one in Organisation.objects.get_descendants(Organisation.objects.get(code=code))]


def test_new_county_is_written_whole() -> None:
    plan = upload()

    assert counts(plan) == (12, 0, 0)
    assert Organisation.objects.count() == 9
    assert [superior_of(row[0]) for row in TREE] == [row[5] for row in TREE]
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_every_way_of_writing_a_day_is_understood() -> None:
    upload()

    days = Organisation.objects.filter(code__in=["X01", "X0101", "X0102"]).values_list("established_on", flat=True)
    assert set(days) == {date(2001, 7, 1)}


def test_empty_short_name_is_the_name() -> None:
    upload()

    assert Organisation.objects.get(code="X0101").short_name == "甲一村党支部"


def test_subordinates_may_stand_before_their_superiors() -> None:
    upload(list(reversed(TREE)))

    assert superior_of("X01020101") == "X010201"
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_holder_without_account_cannot_log_in_and_holder_with_one_has_no_password_yet() -> None:
    upload()

    people = {user.name: user for user in User.objects.all()}
    assert people["甲镇书记甲"].username == "jiazhen"
    assert people["村书记甲"].username.startswith("post-")
    assert not any(user.has_usable_password() for user in people.values())


def test_same_workbook_twice_changes_nothing(everything: Any) -> None:
    upload()
    *before, _lines = everything()

    plan = upload()

    *after, _lines = everything()
    assert counts(plan) == (0, 0, 12)
    assert after == before


def test_changed_row_is_updated_and_the_old_value_kept_in_the_audit_line() -> None:
    upload()

    plan = upload([*without(TREE, VILLAGE), changed(VILLAGE, 党组织名称="甲一村党总支", 组织形式="党总支")])

    village = Organisation.objects.get(code="X0101")
    assert counts(plan) == (0, 1, 11)
    assert (village.name, village.form) == ("甲一村党总支", "general_branch")
    line = Entry.objects.get(act="organisation.updated")
    assert line.facts["changes"]["name"] == ["甲一村党支部", "甲一村党总支"]


def test_changed_superior_moves_the_organisation_with_all_below_it() -> None:
    upload()

    plan = upload([*without(TREE, COMMUNITY), changed(COMMUNITY, 上级组织代码="X02")])

    assert counts(plan) == (0, 1, 11)
    assert superior_of("X0102") == "X02"
    assert codes_below("X02") == ["X0102", "X010201", "X01020101"]
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_two_organisations_may_change_places_in_one_upload() -> None:
    upload()
    rows = without(TREE, COMMUNITY, GRID, OTHER_TOWN)

    upload([*rows, changed(GRID, 上级组织代码="X0101"), changed(COMMUNITY, 上级组织代码="X02"), OTHER_TOWN])

    assert (superior_of("X010201"), superior_of("X0102"), superior_of("X01020101")) == ("X0101", "X02", "X010201")
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_village_may_become_a_community() -> None:
    upload()

    upload([*without(TREE, VILLAGE), changed(VILLAGE, 类别="社区")])

    assert Organisation.objects.get(code="X0101").kind == "community"


def test_vanished_row_is_reported_and_stays() -> None:
    upload()

    plan = upload(without(TREE, VILLAGE), without(POSTS, HOLDER))

    assert [one.code for one in plan.missing] == ["X0101"]
    assert [one.user.name for one in plan.missing_posts] == ["村书记甲"]
    assert Organisation.objects.filter(code="X0101").exists()
    assert Appointment.objects.count() == 3


def test_part_of_a_county_may_be_uploaded_below_what_is_there() -> None:
    upload()

    plan = upload([changed(VILLAGE, 组织代码="X0103", 党组织名称="甲三村党支部")], None)

    assert counts(plan) == (1, 0, 0)
    assert superior_of("X0103") == "X01"


def test_successor_takes_the_seat_when_the_holder_has_left() -> None:
    upload()
    left = changed(HOLDER, 离任日期="2025-06-30")
    successor = changed(HOLDER, 姓名="村书记乙", 任职日期="2025-07-01")

    plan = upload(TREE, [OFFICER, SECRETARY, successor, left])

    assert counts(plan) == (1, 1, 11)
    held = Appointment.objects.filter(post__organisation__code="X0101").order_by("started_on")
    assert [(one.user.name, one.ended_on) for one in held] == [("村书记甲", date(2025, 6, 30)), ("村书记乙", None)]


def test_corrected_first_day_corrects_the_appointment() -> None:
    upload()

    plan = upload(TREE, [OFFICER, SECRETARY, changed(HOLDER, 任职日期="2024-02-01")])

    assert counts(plan) == (0, 1, 11)
    assert Appointment.objects.get(user__name="村书记甲").started_on == date(2024, 2, 1)


def test_account_named_later_goes_to_the_same_person() -> None:
    upload()
    person = User.objects.get(name="村书记甲")

    plan = upload(TREE, [OFFICER, SECRETARY, changed(HOLDER, 账号="cunshuji")])

    person.refresh_from_db()
    assert counts(plan) == (0, 1, 11)
    assert (person.username, User.objects.count()) == ("cunshuji", 3)
    assert counts(upload()) == (0, 0, 12)  # the older file without the account means the same person


def test_one_account_may_hold_two_posts() -> None:
    upload(TREE, [*POSTS, changed(SECRETARY, 组织代码="X0102")])

    assert Appointment.objects.filter(user__username="jiazhen").count() == 2


def test_dry_run_writes_nothing(everything: Any) -> None:
    before = everything()

    plan = plan_tree(read_tree(workbook()).tree, by=None)

    assert counts(plan) == (12, 0, 0)
    assert everything() == before


def test_bad_last_row_leaves_nothing(everything: Any) -> None:
    before = everything()

    with pytest.raises(TreeRefused) as refused:
        upload(TREE, [*POSTS, changed(HOLDER, 组织代码="X9999")])

    assert refused.value.code == "tree_refused"
    assert "“任职”第 5 行“组织代码”：“X9999”在“组织”表中和系统中都没有" in str(refused.value)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_death_in_the_middle_of_writing_leaves_nothing(monkeypatch: pytest.MonkeyPatch, everything: Any) -> None:
    before = everything()
    real = acts.appoint_first

    def dies_when_all_is_written(holders: Any, **values: Any) -> None:
        real(holders, **values)
        assert any(one.user.name == "村书记甲" for one in holders)
        raise KeyboardInterrupt

    monkeypatch.setattr(acts, "appoint_first", dies_when_all_is_written)
    with pytest.raises(KeyboardInterrupt):
        upload()

    assert everything() == before


def test_only_the_organisation_department_imports(everything: Any) -> None:
    upload()
    secretary, officer = User.objects.get(username="jiazhen"), User.objects.get(username="zuzhibu")
    before = everything()

    with pytest.raises(NotAllowed):
        upload(without(TREE, VILLAGE), by=secretary)
    with pytest.raises(NotAllowed):
        plan_tree(read_tree(workbook()).tree, by=secretary)

    assert everything() == before
    assert counts(upload(by=officer)) == (0, 0, 12)


def test_number_of_queries_of_a_preview_does_not_grow(django_assert_max_num_queries: Any) -> None:
    upload()
    tree = read_tree(workbook()).tree

    with django_assert_max_num_queries(3):
        plan_tree(tree, by=None)
