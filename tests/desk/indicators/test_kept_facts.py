"""Facts that are kept beside the records, and the sums of those above: always what the records say, whoever wrote them."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from guanmo.command import main
from guanmo.stages.indicators.domain.add_up import add_up
from guanmo.stages.indicators.domain.define_indicator import define_indicator
from guanmo.stages.indicators.domain.keep_facts import FACTS
from guanmo.stages.indicators.models import IndicatorDelta, IndicatorFact, IndicatorMark
from guanmo.stages.indicators.queries import in_force, summaries_for, totals_for
from guanmo.stages.indicators.queries.sums import faults
from guanmo.stages.organisations.domain.update_organisation import move_organisation, update_organisation
from guanmo.stages.records.models import EvidenceFile, Record, RecordEvidence, RecordInspection, RecordType, Supplement
from tests.county import Scene
from tests.desk.indicators.facts import record
from tests.desk.records.ledgers import TODAY

PLACES = ("A1", "A2", "B1", "A", "C1", "E1")
LEDGERS = ("party_group", "branch_committee", "general_meeting", "monthly_study", "building_meeting", "special_study")


class Office:
    """Somebody who writes whatever chance says, in every way in which rows are written."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.chance = scene, random.Random(seed)
        self.by = scene.person("county_admin")
        known = set(scene.organisations)
        self.places = [one for one in PLACES if one in known]
        self.types = list(RecordType.objects.filter(code__in=LEDGERS))

    def act(self) -> None:
        self.chance.choice(
            [self.enter, self.enter, self.many, self.correct, self.paper, self.inspect, self.move, self.end]
        )()

    def row(self) -> Record:
        on = date(2025, 12, 20) + timedelta(days=self.chance.randrange(340))
        place = self.scene[self.chance.choice(self.places)]
        return Record(
            type=self.chance.choice(self.types), organisation=place, held_on=on, title="记录", values={"present": 5}
        )

    def enter(self) -> None:
        """A draft, then locked."""
        made = self.row()
        made.save()
        made.state = "locked"
        made.save(update_fields=["state"])

    def many(self) -> None:
        rows = [self.row() for _number in range(self.chance.choice((1, 4)))]
        Record.objects.bulk_create(_locked(one) for one in rows)

    def correct(self) -> None:
        if found := self._any():
            Supplement.objects.create(
                record=found, reason="更正", values={}, withdraws=self.chance.random() < 0.7, by=self.by
            )

    def paper(self) -> None:
        if found := self._any():
            file = EvidenceFile.objects.create(
                organisation=found.organisation, digest=str(self.chance.random()), name="x", media_type="x", size=1
            )
            RecordEvidence.objects.create(record=found, file=file, role="photo")

    def inspect(self) -> None:
        place, above = self.scene[self.chance.choice(self.places)], self.scene["A"]
        quarter = self.chance.randrange(1, 5)
        RecordInspection.objects.create(
            organisation=place, group="life", period=f"2026-Q{quarter}", inspected_on=date(2026, 3 * quarter, 20), seen=1,
            inspected_by=above, by=self.by,
        )  # fmt: skip

    def move(self) -> None:
        move_organisation(self.scene["A2"], self.scene[self.chance.choice("AB")], by=None)

    def end(self) -> None:
        ended = self.chance.choice((None, date(2026, 8, 1)))
        update_organisation(self.scene["B1"], {"dissolved_on": ended}, by=None)

    def _any(self) -> Record | None:
        found = list(Record.objects.filter(state="locked"))
        return self.chance.choice(found) if found else None


def _locked(one: Record) -> Record:
    one.state = "locked"
    return one


def sums_agree(scene: Scene, under: str | None) -> int:
    """The sums that the overview reads are those of the values one by one; how many were read and not computed."""
    user, top = scene.person("county_admin"), scene[under] if under else None
    read, told = totals_for(user, TODAY, top), summaries_for(user, TODAY, top)
    assert [replace(one, readings=()) for one in read] == [replace(one, readings=()) for one in told]
    return sum(not one.readings for one in read)


def check(capsys: Any, *words: str) -> tuple[int, str]:
    """``guanmo indicators check``: its code, and what it said of facts and sums."""
    code = main(["indicators", "check", *words])
    return code, capsys.readouterr().out.split("\n", 1)[1]


@pytest.mark.django_db
def test_facts_and_sums_are_what_the_records_say(scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """By whichever writer, whatever waits; a worker that is stopped in the middle adds nothing twice."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    add_up(TODAY)
    office, read = Office(scene, 7), []
    for number in range(1, 41):
        office.act()
        if number % 8 == 0:
            read.append(sums_agree(scene, "A" if number % 16 else None))
            assert not faults(TODAY).said
        if number % 20 == 0:
            _stop_in_the_middle(monkeypatch)
            add_up(TODAY)
            read.append(sums_agree(scene, None))
            assert [one.objects.count() for one in (IndicatorDelta, IndicatorMark)] == [0, 0]
    assert min(read) == 0  # both ways were taken: what is marked is computed, everything else is read
    assert max(read) > 20
    assert {"met", "missed", "unknown"} <= set(IndicatorFact.objects.values_list("state", flat=True))
    assert check(capsys) == (0, "存下的数和合计都同台账一致。\n")


def _stop_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the sums are written and what was added is not yet removed."""

    def stopped(**_where: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("guanmo.stages.indicators.domain.add_up.IndicatorDelta.objects.filter", stopped)
        with pytest.raises(KeyboardInterrupt):
            add_up(TODAY)


@pytest.mark.django_db
def test_what_goes_around_the_writers_is_found(scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """The control: a row and a sum that nobody told of are named, put right, and then there is nothing to name."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    record("party_group", "2026-03-05", entered="2026-03-06")(scene)
    add_up(TODAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_record SET held_on = '2026-04-05'")
        cursor.execute(
            "UPDATE indicators_indicatorsum SET met = met + 1 WHERE indicator = 'party_group' AND period = '2026-07'"
        )
    code, said = check(capsys)
    assert code == 1
    for place in ("2026-03，A1", "2026-04，A1", "2026-07，A"):
        assert f"指标 party_group，{place}：存下的数或者合计同台账对不上。" in said
    assert "2026-05" not in said
    assert check(capsys, "--mend")[0] == 1
    assert check(capsys) == (0, "存下的数和合计都同台账一致。\n")
    assert sums_agree(scene, None) > 20


@pytest.mark.django_db
def test_what_an_older_definition_made_is_not_read(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the worker has been there the page computes."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    add_up(TODAY)
    asked = next(one for one in in_force() if one.code == "party_group")
    define_indicator(asked, {"target": "2"}, reason="每月两次", by=scene.person("county_admin"))
    before = sums_agree(scene, None)
    add_up(TODAY)
    assert sums_agree(scene, None) == before + 1


@pytest.mark.django_db
def test_where_two_write_at_once_nobody_waits(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one who comes second leaves a mark. (One writes at a time in SQLite: there it is as if nobody else had been.)"""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    other: Any = connection.copy()
    try:
        if connection.vendor == "postgresql":
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", (FACTS, scene["A1"].pk))
        record("party_group", "2026-03-05")(scene)
        assert IndicatorFact.objects.exists() == (connection.vendor == "sqlite")
        assert IndicatorMark.objects.exists() == (connection.vendor == "postgresql")
        add_up(TODAY)
        assert (sums_agree(scene, "A") == 0) == (connection.vendor == "postgresql")
    finally:
        other.close()
    add_up(TODAY)
    assert sums_agree(scene, "A") > 20
