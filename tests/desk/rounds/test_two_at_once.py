"""Two people press the same button at the same moment, through the page: one succeeds, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from guanmo.audit.models import Entry
from guanmo.stages.scoring.domain.enter_paper import Typed, enter_paper
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import Ballot, BallotVersion, ConflictDecision, PaperEntry
from tests.county import Scene, ballot, running_round, visit_to
from tests.desk.rounds.test_paper import CLERK, FILLED, JUDGE, form_of

pytestmark = pytest.mark.django_db(transaction=True)

PAIR = ("a_secretary", "a_deputy")


def at_once(county: Scene, press: Callable[[Client, str], Any]) -> dict[str, str]:
    """What each of the two reads on the page to which the button leads."""
    together = Barrier(len(PAIR))
    clients = {who: Client() for who in PAIR}
    for who, client in clients.items():
        client.force_login(county.person(who))

    def one(who: str) -> str:
        try:
            together.wait(30)
            return str(press(clients[who], who).content.decode())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(PAIR)) as pool:
        return dict(zip(PAIR, pool.map(one, PAIR), strict=True))


def test_of_two_who_settle_a_conflict_at_once_one_decides_and_one_is_told(county: Scene) -> None:
    visit, judge = visit_to(running_round(county), "A1"), county.person("a_member")
    ids = [str(submit_ballot(ballot(visit), by=judge).pk) for _ in range(2)]
    choices = dict(zip(PAIR, ids, strict=True))
    path = f"/conflicts/{Ballot.objects.get().pk}/decision/"

    def press(client: Client, who: str) -> Any:
        data = {"chosen": choices[who], "seen": ids, "reason": f"{who}核对"}
        return client.post(path, data, follow=True, headers={"referer": "http://testserver/rounds/"})

    told = at_once(county, press)

    decision = ConflictDecision.objects.get()
    found = Ballot.objects.get()
    winner = decision.by.username
    [loser] = set(PAIR) - {winner}
    assert (str(found.head_id), found.in_conflict, decision.reason) == (choices[winner], False, f"{winner}核对")
    assert "已决定a_member对A1村党支部的评分以哪一份为准。" in told[winner]
    assert "这位评委的评分表现在没有冲突，请刷新页面查看。" in told[loser]
    assert Entry.objects.filter(act="ballot.settled").count() == 1


def test_of_two_who_confirm_a_paper_at_once_one_confirms_and_one_is_told(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), round.participants.get(user__username=JUDGE)
    entry = enter_paper(visit, judge, {"一.2": Typed("1.5", "班子缺1人")}, by=county.person(CLERK))

    told = at_once(county, lambda client, _who: client.post(f"/paper/{entry.uuid}/confirmation/", follow=True))

    entry.refresh_from_db()
    assert entry.confirmed_by is not None
    winner = entry.confirmed_by.username
    [loser] = set(PAIR) - {winner}
    assert "已核对，a_member的评分表已计入。" in told[winner]
    assert f"这份录入已由{winner}核对确认。" in told[loser]
    assert (BallotVersion.objects.count(), entry.version) == (1, BallotVersion.objects.get())
    assert Entry.objects.filter(act="paper.confirmed").count() == 1


def test_of_a_confirmation_and_a_return_at_once_only_one_holds(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), round.participants.get(user__username=JUDGE)
    entry = enter_paper(visit, judge, {}, by=county.person(CLERK))
    acts = dict(zip(PAIR, ("confirmation", "return"), strict=True))

    at_once(county, lambda client, who: client.post(f"/paper/{entry.uuid}/{acts[who]}/", {"reason": "字迹不清"}))

    entry.refresh_from_db()
    assert (entry.version_id is None) == bool(entry.returned_because)
    assert BallotVersion.objects.count() == (0 if entry.returned_because else 1)


def test_of_two_who_type_in_one_paper_at_once_one_is_told(county: Scene) -> None:
    round = running_round(county)
    path = form_of(county, round)

    told = at_once(county, lambda client, _who: client.post(path, FILLED, follow=True))

    entry = PaperEntry.objects.get()
    [loser] = set(PAIR) - {entry.entered_by.username}
    assert f"这份纸质评分表已由{entry.entered_by}录入，正在等另一位同志核对。" in told[loser]
