"""Rows that belong to others: of every kind something in another town and in another county, and what is gone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from guanmo.method.ledger import POINTING
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import inspection_lines
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_visit import praise
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.domain.judge_link import make_link
from guanmo.stages.scoring.models import Ballot
from guanmo.stages.sheets.models import Item
from tests.access.canaries import plant_one
from tests.access.scene import part_them
from tests.county import Scene, score, visit_to

Rows = dict[type[Model], list[Model]]
"""The rows of some people, by what they are."""


@dataclass
class Planted:
    """The county with both halves: where the own objects are, and what is strange to whom."""

    county: Scene
    paths: dict[str, str]
    kinds: dict[UUID, type[Model]]
    given: dict[str, Any]
    beside: Rows
    gone: Rows
    of_a: Rows
    more: list[tuple[str, str, str]]
    most: int = 99
    turn: int = 0

    def strange(self, person: str, kind: type[Model], by: str) -> list[str]:
        """What a person of town A, of town B or of the county sends that is not for them, and what nobody has.

        With ``most`` fewer than there are, the next field gets the next ones.

        The county sees every organisation that is in the database, which holds no second one: the importer refuses it.
        """
        rows = {"a": self.beside, "b": self.of_a}.get(person[0], self.gone).get(kind, [])
        nobody = str(uuid4()) if by == "uuid" else "999999999"
        self.turn += 1
        first = self.turn % max(len(rows), 1)
        return [*(str(getattr(one, by)) for one in [*rows[first:], *rows[:first]][: self.most]), nobody]

    def name_of(self, value: str) -> str:
        """For people who read what went wrong."""
        rows = {str(one.uuid): str(one) for one in (*Organisation.objects.all(), *User.objects.all())}
        return rows.get(value, value)


def plant_strangers(county: Scene, paths: dict[str, str]) -> Planted:
    """Plant them, after the own objects."""
    before = _keys()
    part_them(county)
    county.seat("gone", "A1", Duty.LEADERSHIP_MEMBER)
    Appointment.objects.filter(user__username="gone").update(ended_on=timezone.localdate() - timedelta(days=1))
    round = _in_town_b(county)
    plant_one(county, "Z1")
    beside = _since(before)
    beside[Organisation] = [county[code] for code in ("B1", "B", "Z1", "X")]
    beside[User] = [county.person(one) for one in ("b1_secretary", "z1_secretary", "gone")]
    gone: Rows = {Organisation: [county["X"]], User: [county.person("gone")]}
    sheets = {visit.sheet_id for visit in Visit.objects.all()}
    beside[Item] = list(Item.objects.exclude(section__sheet__in=sheets)[:1])
    of_a: Rows = {Participant: list(Participant.objects.filter(round__organiser__code="A")[:2]), User: beside[User][1:]}
    more, given = _besides(county, round)
    return Planted(county, paths, kinds_by_uuid(), given, beside, gone, of_a, more)


def _besides(county: Scene, round: Round) -> tuple[list[tuple[str, str, str]], dict[str, Any]]:
    """What is asked at a round that runs, by those who run it; and what to send under names that stand in no form."""
    cross = Round.objects.get(tier=Tier.CROSS)
    running = ("participants-add", "participants-list", "judge-cards", "judge-links-revoke")
    more = [("b_officer", f"desk:{one}", reverse(f"desk:{one}", args=[round.uuid])) for one in running]
    more.append(("a_secretary", "desk:teams-form", reverse("desk:teams-form", args=[cross.uuid])))
    more.append(("county_admin", "desk:rounds-edit", reverse("desk:rounds-edit", args=[cross.uuid])))
    more += _ledgers(county)
    judge, ballot = round.participants.all()[0], Ballot.objects.filter(in_conflict=True)[0]
    make_link(judge, by=county.person("b_secretary"))
    line = inspection_lines(county.person("a_officer"), timezone.localdate())[0]
    versions = [str(one.pk) for one in ballot.versions.all()]
    given = {
        "desk:participants-add person": [county.seat("b_late", "B1", Duty.FULL_TIME_DEPUTY_SECRETARY).uuid],
        "desk:judge-cards person": [judge.pk],
        "desk:judge-cards only": [],
        "desk:judge-links-revoke person": [judge.pk],
        "desk:judge-links-revoke only": [],
        "desk:teams-form sender": [county["A"].uuid],
        "desk:teams-form leader": [county.person("a_secretary").uuid],
        "desk:teams-form members": [county.person("a_officer").uuid],
        "desk:teams-assign team": [cross.teams.all()[0].uuid],
        "desk:teams-assign target": [county["B"].uuid],
        "desk:conflicts-decision chosen": versions[:1],
        "desk:conflicts-decision seen": versions,
        "desk:record-inspections organisations": [line.organisation.uuid],
        "desk:record-inspections period": [*line.missing, *line.running][:1],
        "desk:record-inspections inspected_on": [timezone.localdate().isoformat()],
        "problem-TOTAL_FORMS": ["0"],
        **dict.fromkeys(("more", "preview", "save", "decline"), ()),
    }
    return more, given


def _ledgers(county: Scene) -> Iterator[tuple[str, str, str]]:
    """Where records are entered that name somebody or something."""
    met: set[str] = set()
    for type in RecordType.objects.all():
        names = {one.name for one in type.ledger.fields if one.kind in POINTING}
        kinds = kinds_of(type.ledger.kinds)
        keepers = [
            one for kind, *one in (("village", "a1_secretary", "A1"), ("town", "a_secretary", "A")) if kind in kinds
        ]
        if keepers and not names <= met:
            met |= names
            person, code = keepers[0]
            path = reverse("desk:records-create", args=[type.code])
            yield person, "desk:records-create", f"{path}?organisation={county[code].uuid}"


def _in_town_b(county: Scene) -> Round:
    """A round that runs, with a sheet; and what a village and its town keep."""
    plant_one(county, "B1")
    lead = county.person("b_secretary")
    round = Round.objects.get(organiser__code="B")
    schedule_round(round, by=lead)
    open_round(round, by=lead)
    visit = visit_to(round, "B1")
    praise(visit, text="好做法", by=lead)
    score(county, visit, "b_deputy", {"一.2": ("1.00", "材料不全")})
    return round


def _keys() -> dict[type[Model], set[Any]]:
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in _kinds()}


def _since(before: dict[type[Model], set[Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for model, known in before.items():
        found[model] += model._default_manager.exclude(pk__in=known).order_by("-pk")[:3]
    return found


def _kinds() -> list[type[Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith("guanmo.") and one._meta.managed]


def kinds_by_uuid() -> dict[UUID, type[Model]]:
    """What each uuid in the database is the name of."""
    named = [one for one in _kinds() if any(field.name == "uuid" for field in one._meta.fields)]
    return {uuid: one for one in named for uuid in one._default_manager.values_list("uuid", flat=True)}
