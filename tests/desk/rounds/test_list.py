"""The list of rounds: by quarter, overdue townships, late rounds, empty states, queries."""

from datetime import date

import pytest
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round, running_round, visit_to
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk, county_round

LAST = Quarter(2025, 2)


def past(county: Scene, opened: bool) -> Round:
    make = running_round if opened else draft_round
    return make(county, period=LAST, starts_on=date(2025, 5, 1), deadline=date(2025, 6, 20))


@pytest.mark.requirement("S0-3.1-b")
def test_county_sees_townships_without_a_round_as_overdue_once_the_quarter_is_over(county: Scene) -> None:
    past(county, opened=True)

    page = Desk(county, "county_admin").get("/rounds/", quarter=str(LAST)).context["page"]

    assert [(row.township.short_name, row.row is not None, row.overdue) for row in page.townships] == [
        ("A镇", True, False),
        ("B镇", False, True),
    ]
    text = Desk(county, "county_admin").text("/rounds/", quarter=str(LAST))
    assert "1个乡镇（街道）逾期未开展：" in text
    assert text.count("逾期未开展") == 2


@pytest.mark.requirement("S0-3.1-b")
def test_round_that_never_left_the_draft_does_not_count(county: Scene) -> None:
    past(county, opened=False)

    page = Desk(county, "county_admin").get("/rounds/", quarter=str(LAST)).context["page"]

    assert [row.overdue for row in page.townships] == [True, True]


@pytest.mark.requirement("S0-3.1-b")
def test_no_township_is_overdue_while_the_quarter_runs(county: Scene) -> None:
    now = Quarter.of(timezone.localdate())

    text = Desk(county, "county_admin").text("/rounds/", quarter=str(now))

    assert "逾期未开展" not in text
    assert text.count("还没有建立") == 2


@pytest.mark.requirement("S0-3.1-b")
def test_township_is_told_which_quarters_it_owes(county: Scene) -> None:
    last_year = timezone.localdate().year - 1

    assert f"{last_year}年第一季度、{last_year}年第二季度、" in Desk(county, "a_secretary").text("/rounds/")
    assert "已经逾期" not in Desk(county, "a1_secretary").text("/rounds/")


@pytest.mark.requirement("S0-3.1-r")
@pytest.mark.parametrize("state", ["draft", "in_progress", "classified", "filed", "closed"])
def test_round_not_closed_by_its_deadline_is_late(county: Scene, state: str) -> None:
    round = past(county, opened=True)
    Round.objects.filter(pk=round.pk).update(state=state)
    days = (timezone.localdate() - date(2025, 6, 20)).days
    late = state not in ("filed", "closed")

    desk = Desk(county, "county_admin")

    assert (f"逾期{days}天" in desk.text("/rounds/", quarter=str(LAST))) is late
    assert (f"逾期{days}天" in desk.text(f"/rounds/{round.uuid}/")) is late


@pytest.mark.requirement("S0-3.1-r")
def test_round_before_its_deadline_is_not_late(county: Scene) -> None:
    round = running_round(county, deadline=date(2099, 12, 20))

    assert "逾期" not in Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")


def test_progress_counts_closed_of_due_and_leaves_out_excused(county: Scene) -> None:
    round = past(county, opened=True)
    for code, state, excuse in (("A1", "closed", ""), ("A2", "excused", "正在换届")):
        round.visits.filter(pk=visit_to(round, code).pk).update(state=state, excuse=excuse)

    [row] = Desk(county, "a_secretary").get("/rounds/", quarter=str(LAST)).context["page"].rows

    assert (row.done, row.due, row.excused) == (1, 4, 1)


def test_foreign_township_does_not_see_the_round(county: Scene) -> None:
    round = past(county, opened=True)

    assert round.title in Desk(county, "a_officer").text("/rounds/", quarter=str(LAST))
    assert round.title not in Desk(county, "b_officer").text("/rounds/", quarter=str(LAST))


@pytest.mark.parametrize(
    "name", ["county_admin", "county_head", "a_secretary", "a_member", "a1_secretary", "ae_secretary"]
)
def test_list_without_a_round_says_so_to_everybody(county: Scene, name: str) -> None:
    assert "还没有" in Desk(county, name).text("/rounds/", quarter="nonsense")


def test_number_of_queries_does_not_grow_with_rounds(county: Scene, counted: Counted) -> None:
    past(county, opened=True)
    desk = Desk(county, "county_admin")
    one = counted(lambda: desk.text("/rounds/", quarter=str(LAST)))
    for _number in range(3):
        county_round(county, Tier.CROSS, ["A1", "B1"], period=LAST)

    assert desk.text("/rounds/", quarter=str(LAST)).count("交叉观摩</a>") == 3
    assert counted(lambda: desk.text("/rounds/", quarter=str(LAST))) == one
