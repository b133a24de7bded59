"""Two sheets of one judge for one visit: seen side by side, with a line in the log, and decided with a reason."""

from uuid import uuid4

import pytest

from guanmo.audit.models import Entry
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import Ballot, BallotVersion, ConflictDecision
from tests.county import Scene, ballot, running_round, visit_to
from tests.desk.rounds.pages import Desk, messages_of

pytestmark = pytest.mark.django_db

FIRST, SECOND = (str(uuid4()) for _ in range(2))
SAME = ("0.25", "记录不全")


def conflict(county: Scene, round: Round) -> Ballot:
    """Two sheets that take off different points for one item and the same for another."""
    visit, judge = visit_to(round, "A1"), county.person("a_deputy")
    submit_ballot(ballot(visit, {"一.2": ("1.50", "班子缺1人"), "二.1": SAME}, id=FIRST), by=judge)
    submit_ballot(ballot(visit, {"一.2": ("2.50", "班子缺2人"), "二.1": SAME}, id=SECOND), by=judge)
    return Ballot.objects.get()


def decide(desk: Desk, found: Ballot, **changes: object) -> object:
    data = {"chosen": SECOND, "seen": [FIRST, SECOND], "reason": "与评委核对过", **changes}
    return desk.post(f"/conflicts/{found.pk}/decision/", **data)


def test_texts_are_shown_only_after_opening_them_and_the_log_says_who_did(county: Scene) -> None:
    found = conflict(county, running_round(county))
    desk = Desk(county, "a_secretary")
    path = f"/conflicts/{found.pk}/"
    before = Entry.objects.filter(act="conflict.opened").count()

    closed = desk.text(path)
    assert [one for one in ("班子缺1人", "98.25", "97.25") if one in closed] == []
    assert "会记入日志" in closed
    assert Entry.objects.filter(act="conflict.opened").count() == before == 0

    opened = desk.post(path).content.decode()
    assert [one for one in ("班子缺1人", "班子缺2人", "98.25", "97.25", "已经记入日志") if one not in opened] == []
    entry = Entry.objects.get(act="conflict.opened")
    assert (entry.by, entry.target_id) == (county.person("a_secretary"), str(found.pk))
    assert set(entry.facts["versions"]) == {FIRST, SECOND}


def test_what_differs_stands_first_and_what_is_equal_is_folded(county: Scene) -> None:
    found = conflict(county, running_round(county))

    page = Desk(county, "a_secretary").post(f"/conflicts/{found.pk}/").context["page"]

    assert [row.key for row in page.different] == ["一.2"]
    assert [[str(points) for points, _reason in row.entries] for row in page.different] == [["1.50", "2.50"]]
    assert [row.key for row in page.same] == ["二.1"]
    assert [(str(end.version.total), str(end.deducted)) for end in page.ends] == [("98.25", "1.75"), ("97.25", "2.75")]


def test_the_chosen_sheet_counts_from_then_on(county: Scene) -> None:
    round = running_round(county)
    found = conflict(county, round)
    desk = Desk(county, "a_secretary")

    answer = decide(desk, found)

    assert messages_of(answer) == ["已决定a_deputy对A1村党支部的评分以哪一份为准。"]
    found.refresh_from_db()
    assert (str(found.head_id), found.in_conflict) == (SECOND, False)
    decision = ConflictDecision.objects.get()
    assert (decision.reason, decision.by) == ("与评委核对过", county.person("a_secretary"))
    assert "没有冲突" in desk.text(f"/rounds/{round.uuid}/conflicts/")
    assert "可能别人刚刚决定过" in desk.text(f"/conflicts/{found.pk}/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "  "}, "请写明以这一份为准的理由。"),
        ({"reason": "长" * 201}, "“理由”最多200个字，请写短一些。"),
        ({"chosen": ""}, "请选择以哪一份为准。"),
        ({"chosen": str(uuid4())}, "请选择以哪一份为准。"),
    ],
)
def test_decision_without_a_choice_or_a_reason_is_refused_and_keeps_what_was_typed(
    county: Scene, changes: dict[str, str], sentence: str
) -> None:
    found = conflict(county, running_round(county))

    text = decide(Desk(county, "a_secretary"), found, **changes).content.decode()  # type: ignore[attr-defined]

    assert sentence in text
    assert (changes.get("reason") or "与评委核对过").strip() in text
    assert Ballot.objects.get().in_conflict


def test_sheet_that_came_in_after_the_page_was_opened_is_not_decided_about_unread(county: Scene) -> None:
    round = running_round(county)
    found = conflict(county, round)
    submit_ballot(ballot(visit_to(round, "A1"), {"一.2": ("3.00", "又一份")}), by=county.person("a_deputy"))

    answer = decide(Desk(county, "a_secretary"), found)

    assert messages_of(answer) == ["您查看以后，这位评委又有一份评分表收到，请重新对照再决定。"]
    assert (Ballot.objects.get().in_conflict, ConflictDecision.objects.count()) == (True, 0)


@pytest.mark.parametrize("who", ["a_member", "a1_secretary", "b_secretary", "county_admin"])
def test_who_does_not_run_the_round_opens_and_decides_nothing(county: Scene, who: str) -> None:
    found = conflict(county, running_round(county))
    desk = Desk(county, who)

    answers = [desk.get(f"/conflicts/{found.pk}/"), desk.post(f"/conflicts/{found.pk}/"), decide(desk, found)]

    assert [one.status_code for one in answers] == [404, 404, 404]  # type: ignore[attr-defined]
    assert (Entry.objects.filter(act="conflict.opened").count(), Ballot.objects.get().in_conflict) == (0, True)


def test_a_ballot_that_never_was_in_conflict_is_not_opened(county: Scene) -> None:
    submit_ballot(ballot(visit_to(running_round(county), "A1"), id=FIRST), by=county.person("a_deputy"))

    answer = Desk(county, "a_secretary").post(f"/conflicts/{Ballot.objects.get().pk}/")

    assert (answer.status_code, BallotVersion.objects.count()) == (404, 1)
