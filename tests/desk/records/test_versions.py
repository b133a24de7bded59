"""Ledgers change: what was asked before stays asked as it was, and what was recorded keeps counting."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.records.domain.describe_ledger import describe_ledger
from guanmo.stages.records.models import RecordType
from tests.county import Scene
from tests.desk.records.ledgers import ledger, logged_in, write
from tests.desk.records.test_ledgers import described, own

pytestmark = pytest.mark.django_db


def missing(client: Client, scene: Scene, code: str) -> list[str]:
    """The periods that A1 lacks of one ledger."""
    board = client.get(reverse("desk:records-organisation", args=[scene["A1"].uuid])).context["board"]
    return [words for card in board.behind if card.type.code == code for words, _since in card.missing]


def edited(scene: Scene, code: str, **changes: Any) -> None:
    """Keep the next version of a ledger through its page."""
    client, path = logged_in(scene, "county_admin"), reverse("desk:ledgers-edit", args=[code])
    form = client.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in {**shown, **changes}.items() if value not in (None, False)}
    assert client.post(path, data).status_code == 302


def test_other_rhythm_from_july_leaves_the_months_before_and_keeps_all_records(scene: Scene) -> None:
    described(scene, kept_from="2026-03-01")
    client, names = logged_in(scene, "a1_secretary"), {one.title: one.name for one in own().ledger.fields}
    normal = next(iter(own().ledger.field_named(names["水情"]).choices))
    for day in ("2026-04-02", "2026-08-20"):
        write(client, scene, "A1", own().code, {names["值班地点"]: "东堤", names["水情"]: normal, "held_on": day})
    assert missing(client, scene, own().code) == ["3月", "5月", "6月", "7月", "9月", "10月"]
    edited(scene, own().code, every="quarter", kept_from="2026-07-01")
    assert missing(client, scene, own().code) == ["3月", "5月", "6月"]


def test_settings_offer_today_as_the_first_day_of_the_next_version(scene: Scene) -> None:
    form = logged_in(scene, "county_admin").get(reverse("desk:ledgers-edit", args=["brand"])).context["form"]
    assert form["kept_from"].value() == date(2026, 11, 15)


@pytest.mark.parametrize("code", ["service_centre", "campaign_activity", "soe_building"])
def test_choices_and_papers_with_a_comma_in_their_words_stay_what_they_are(scene: Scene, code: str) -> None:
    before = ledger(code).ledger
    edited(scene, code, note="换个说明")
    after = ledger(code).ledger
    assert after.note == "换个说明"
    assert [dict(one.choices) for one in after.fields] == [dict(one.choices) for one in before.fields]
    assert after.evidence == before.evidence


@pytest.mark.parametrize(
    ("written", "read"),
    [("甲、乙，丙", ["甲", "乙", "丙"]), ("甲、乙；丙", ["甲、乙", "丙"]), ("甲、乙；", ["甲、乙"])],
)
def test_choices_are_told_apart_by_commas_or_where_they_have_their_own_by_semicolons(
    scene: Scene, written: str, read: list[str]
) -> None:
    form = (
        logged_in(scene, "county_admin").get(reverse("desk:ledgers-edit", args=["campaign_activity"])).context["form"]
    )
    row = next(one.name for one in form if one.name.startswith("choices-") and one.value())
    edited(scene, "campaign_activity", **{row: written})
    assert list(ledger("campaign_activity").ledger.field_named("campaign").choices.values()) == read


def test_other_rhythm_forgets_the_days_of_the_year(scene: Scene) -> None:
    edited(scene, "care_visit", every="quarter")
    assert ledger("care_visit").content["rhythm"].get("due") is None
    edited(scene, "care_visit", every="quarter", note="换个说明")
    assert ledger("care_visit").ledger.rhythm.each == "node"


def test_title_in_force_is_not_given_twice(scene: Scene) -> None:
    described(scene)
    before = RecordType.objects.count()
    for title in ("防汛值班", "主题党日", "填写说明"):
        assert "已经有一种台账叫" in described(scene, title=title).content.decode()
    assert RecordType.objects.count() == before
    edited(scene, own().code, note="同名的下一版")
    assert ledger(own().code).version == 2


def test_report_of_last_year_is_missing_all_the_year_in_which_it_fell_due(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    content = {**ledger("collective_income").content, "note": "从去年起"}
    describe_ledger(content, kept_from=date(2025, 1, 1), by=None)
    client = logged_in(scene, "a1_secretary")
    for today, left in (
        (date(2026, 1, 31), []),
        (date(2026, 2, 1), ["2025年全年"]),
        (date(2026, 11, 15), ["2025年全年"]),
    ):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, day=today: day)
        assert missing(client, scene, "collective_income") == left
    write(client, scene, "A1", "collective_income", {"period": "2025", "amount": "100", "held_on": "2026-03-01"})
    assert missing(client, scene, "collective_income") == []
