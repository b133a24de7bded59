"""Many papers by one button: each is issued by an act of its own, and looking at them first holds nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse

from guanmo.lib.office_file import FileRefused
from guanmo.procedures.publish import withdraw
from guanmo.stages.documents.exporters import to_pdf
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding, Notice
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.rectification.way import in_days
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGES = ("A1", "A2", "A3")
RARE = "\U0002a6a5"


def waiting(county: Scene) -> Round:
    """A classified round in which three organisations wait for a notice."""
    round = classified_round(county)
    for code in VILLAGES:
        columns = Columns(f"{code}的问题", "按程序补齐", in_days(30), "样书记")
        enter_row(Finding.objects.filter(organisation__code=code)[0], columns, by=county.person("a_officer"))
    return round


def press(county: Scene, who: str, name: str, round: Round) -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(county.person(who))
    return client.post(reverse(f"desk:{name}", args=[round.uuid]))


@contextmanager
def watched(break_at: int) -> Iterator[list[str]]:
    """Each notice that is written, and each that a transaction then kept; the one at ``break_at`` fails."""
    seen = list[str]()

    def note(instance: Notice, **_signal: Any) -> None:
        seen.append(f"written {instance.organisation.code}")
        transaction.on_commit(lambda: seen.append(f"kept {instance.organisation.code}"))
        if len([one for one in seen if one.startswith("written")]) == break_at:
            raise OSError("the disk is full")

    post_save.connect(note, sender=Notice)
    try:
        yield seen
    finally:
        post_save.disconnect(note, sender=Notice)


def test_failure_at_the_last_notice_leaves_those_before_it(county: Scene) -> None:
    round = waiting(county)

    with watched(break_at=3) as seen:
        answer = press(county, "a_officer", "notices-issue-all", round)

    assert answer.status_code == 500
    assert seen == ["written A1", "kept A1", "written A2", "kept A2", "written A3"]  # each before the next is begun
    assert sorted(Notice.objects.values_list("organisation__code", flat=True)) == ["A1", "A2"]
    assert Document.objects.filter(kind="notice").count() == 2


def test_control_without_a_failure_all_three_are_issued(county: Scene) -> None:
    round = waiting(county)

    with watched(break_at=0) as seen:
        press(county, "a_officer", "notices-issue-all", round)

    assert seen == [f"{step} {code}" for code in VILLAGES for step in ("written", "kept")]


@pytest.mark.parametrize(
    ("name", "who", "read", "times"),
    [
        ("notices-issue-all", "a_officer", "rectification_ledgerrow", len(VILLAGES)),
        ("documents-receipts", "a_secretary", "scoring_ballotdeduction", len(VILLAGES)),
        ("documents-ranking-lists", "a_secretary", "results_standing", 1),
    ],
)
def test_looking_first_opens_no_transaction(county: Scene, name: str, who: str, read: str, times: int) -> None:
    round = waiting(county)
    Organisation.objects.filter(code="A3").update(name=f"{RARE}社区党支部", short_name=f"{RARE}社区")
    held = list[bool]()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if f'FROM "{read}"' in sql:
            held.append(connection.in_atomic_block)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = press(county, who, name, round)

    assert answer.status_code == 409  # it was looked at, and somebody is asked
    assert (len(held) >= times, any(held)) == (True, False)


def test_nothing_of_the_batch_is_issued_before_somebody_said_yes(county: Scene) -> None:
    round = waiting(county)
    Organisation.objects.filter(code="A3").update(name=f"{RARE}社区党支部", short_name=f"{RARE}社区")

    asked = press(county, "a_officer", "notices-issue-all", round)

    assert (f"<strong>{RARE}</strong>" in asked.content.decode(), Notice.objects.count()) == (True, 0)


def lists_out() -> list[str]:
    return list(
        Document.objects.filter(kind="ranking_list", withdrawal=None).order_by("pk").values_list("title", flat=True)
    )


def test_failure_at_the_second_ranking_list_leaves_the_first_and_the_next_press_issues_the_rest(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, drawn = waiting(county), list[str]()

    def breaking(content: Any) -> bytes:
        drawn.append(content.list_name)
        if len(drawn) == 2:
            raise OSError("the disk is full")
        return to_pdf(content)

    monkeypatch.setattr("guanmo.procedures.publish.to_pdf", breaking)
    assert press(county, "a_secretary", "documents-ranking-lists", round).status_code == 500
    first = lists_out()
    assert [title.endswith("（村（社区））") for title in first] == [True]

    press(county, "a_secretary", "documents-ranking-lists", round)
    assert drawn == ["村（社区）", "“两新”组织", "“两新”组织"]
    assert (lists_out()[:1], len(lists_out())) == (first, 2)


def test_ranking_lists_pressed_twice_are_out_once(county: Scene) -> None:
    round = waiting(county)
    press(county, "a_secretary", "documents-ranking-lists", round)
    before = lists_out()

    again = press(county, "a_secretary", "documents-ranking-lists", round).content.decode()

    assert "本轮的排名表都已经印发了。要重新印发，请先撤回原来的。" in again
    assert (lists_out(), len(before)) == (before, 2)
    withdraw(Document.objects.filter(title=before[0]).get(), reason="名称有误", by=county.person("a_secretary"))
    press(county, "a_secretary", "documents-ranking-lists", round)
    assert sorted(lists_out()) == sorted(before)


def test_refusal_of_the_second_ranking_list_does_not_hide_the_first(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, drawn = waiting(county), list[str]()

    def refusing(content: Any) -> bytes:
        drawn.append(content.list_name)
        if len(drawn) == 2:
            raise FileRefused("单位的文书样式有错。")
        return to_pdf(content)

    monkeypatch.setattr("guanmo.procedures.publish.to_pdf", refusing)
    client = Client()
    client.force_login(county.person("a_secretary"))
    answer = client.post(reverse("desk:documents-ranking-lists", args=[round.uuid]), follow=True).content.decode()
    assert ("已印发1份排名表。" in answer, "单位的文书样式有错。" in answer, len(lists_out())) == (True, True, 1)


def test_classes_confirmed_anew_before_the_lock_are_the_ones_that_are_frozen(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, drawn = waiting(county), dict[str, str]()

    def confirmed_first(round: Round) -> Round:
        for standing in Standing.objects.filter(ranking__round=round, organisation__code="A1"):
            Classification.objects.create(
                standing=standing, management_class="backward", reason="复核", by=county.person("a_secretary")
            )
        return lock_round(round)

    def noting(content: Any) -> bytes:
        drawn.update({row.organisation: row.class_name for row in content.rows})
        return to_pdf(content)

    monkeypatch.setattr("guanmo.procedures.publish_round.lock_round", confirmed_first)
    monkeypatch.setattr("guanmo.procedures.publish.to_pdf", noting)
    press(county, "a_secretary", "documents-ranking-lists", round)
    assert drawn[county["A1"].name] == "落后"
