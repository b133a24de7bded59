"""Each id in each form, exchanged for a stranger's: of another town, another county, another round, gone, nobody's.

Which names an address reads is heard while it reads (``overheard``), so a field that was added since is found and must be
written into ``fields``. Nothing may be written for a stranger's id; and the question was a real one only where the same
form is taken with an own id, or this very field was refused, or the answer was another one.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.apps import apps

from guanmo.config.access.tables import DECLARED
from guanmo.desk.structure.views import contact_points
from guanmo.stages.organisations.forms.structure import RuleForm
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries.contact_points import Leader
from tests.access.asking import Asked, Asker
from tests.access.fields import NEVER_SENT, PLAIN, STATES, TABLE
from tests.access.matrix import DONE, FAULT, Visitor
from tests.access.oracle import ORACLE
from tests.access.overheard import heard
from tests.access.strangers import Planted, plant_strangers
from tests.county import Scene
from tests.desk.test_every_path import real_objects

LONG = os.environ.get("GUANMO_FOREIGN") == "all"
LEAST_FIRST = "a1_secretary a_officer a_secretary county_admin"
"""Who asks: the one with the least rights among those who may send; all of them in the long form (docs/testing.md)."""
COUNTY = {"desk:rounds-create"}
"""Asks the county for more ids than a town."""
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[一二三四五六七八九十]+\.\d+|\d+")
LISTED = {
    (f"desk:{one.partition('.')[0]}", one.partition(".")[2]): line.partition(":")[0]
    for line in TABLE.split("\n")
    for one in line.partition(":")[2].split()
}
MODELS = {one.__name__: one for one in apps.get_models() if one.__module__.startswith("guanmo.")}
BY_HAND = {place: MODELS[kind] for place, kind in LISTED.items()}
KNOWN = {*PLAIN.split()}
LOOKS = {"desk:conflicts-decision"}
"""Shows both sheets again when it is refused, and that somebody looked is a line."""
ANYWHERE = {("desk:floating-create", "host")}
"""Any organisation of the county may be where a member went."""
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("let_in", "heard", "unwritten", "overheard"),
]


@pytest.fixture
def planted(peopled: Scene, settings: Any, tmp_path: Any) -> Planted:
    """Everything there is for village A1, and beside it what belongs to strangers."""
    settings.MEDIA_ROOT = tmp_path
    paths = real_objects(peopled)
    return plant_strangers(peopled, paths)


@dataclass
class Found:
    """What the forms read: names with ids, names of which nobody can tell; which forms; and whose ids were taken."""

    ids: set[tuple[str, str]] = field(default_factory=set)
    unknown: set[tuple[str, str]] = field(default_factory=set)
    forms: set[type] = field(default_factory=set)
    working: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, asked: Asked) -> None:
        names = {(asked.name, NUMBER.sub("#", one)) for one in asked.ids}
        self.ids |= names
        self.working |= names if asked.found == DONE else set()
        self.forms |= asked.forms
        for name in (NUMBER.sub("#", one) for one in asked.unknown if not one.endswith("-clear")):
            if not KNOWN & {name, f"{asked.name.partition(':')[2]}.{name}"}:
                self.unknown.add((asked.name, name))


def sent_to(planted: Planted) -> Iterator[tuple[str, str, str]]:
    """Who sends to which address, where."""
    elsewhere = {name for _person, name, _path in planted.more} - {"desk:records-create"}
    for name in ORACLE:
        if "POST" in DECLARED[name].methods and name not in elsewhere:
            for person in senders(name):
                yield person, name, planted.paths[name]
    yield from planted.more


def senders(name: str) -> list[str]:
    expected = ORACLE[name]
    may = [one for one in LEAST_FIRST.split() if one in expected.acts] or sorted(expected.acts or expected.refused)
    if LONG:
        return may
    return [*may[:1], "county_admin"] if name in COUNTY else may[:1]


def ask(planted: Planted, *only: str) -> Found:
    """Every address, or these alone."""
    found, askers = Found(), dict[str, Asker]()
    for person, name, path in sent_to(planted):
        if not only or name in only:
            if person not in askers:
                visitor = Visitor.of(planted.county.person(person))
                askers[person] = Asker(visitor, planted.kinds, planted.given, BY_HAND)
            asked = askers[person].explore(Asked(person, name, path))
            found.add(asked)
            found.wrong += taken(askers[person], asked, planted)
    return found


def taken(asker: Asker, asked: Asked, planted: Planted) -> Iterator[tuple[str, ...]]:
    """The strangers' ids that were taken, and the names that nobody ever asked about."""
    for name, kind in asked.ids.items():
        if (asked.name, name) in ANYWHERE:
            continue
        was_asked = asked.found == DONE
        for value in planted.strange(asked.person, kind, asked.by[name]):
            found = asker.send(asked, **{name: [value]})
            was_asked = was_asked or name in heard.refused or found != asked.found
            if found == FAULT or heard.written or (found == DONE and asked.name not in LOOKS):
                yield asked.person, asked.name, name, planted.name_of(value), found, *heard.written
        if not was_asked:
            yield asked.person, asked.name, name, "nobody asked"


def test_no_form_takes_the_id_of_a_stranger_and_every_id_is_listed(planted: Planted) -> None:
    planted.most = 99 if LONG else 2
    found = ask(planted)

    assert not found.wrong, "\n".join(" ".join(one) for one in found.wrong)
    assert found.ids == LISTED.keys()
    assert found.unknown == set()
    assert len(found.working) >= 40, len(found.working)
    sent = {name for _person, name, _path in sent_to(planted)}
    assert {one for one in ORACLE if "POST" in DECLARED[one].methods} - sent == {*STATES.split()}
    unmet = {one.__name__ for one in own_forms() if not any(issubclass(met, one) for met in found.forms)}
    assert unmet <= {*NEVER_SENT.split()} if LONG else unmet == {*NEVER_SENT.split()}


def own_forms(kind: type = forms.BaseForm) -> Iterator[type]:
    """Every form of the desk; those of the own account have no id of anybody else's."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("guanmo.") and not one.__module__.startswith("guanmo.desk.account."):
            yield one
        yield from own_forms(one)


def test_control_a_form_that_offers_everybody_and_an_id_that_nobody_listed_are_found(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Leader(planted.county.person("b1_secretary"), planted.county["B1"], ())
    usual = contact_points.leaders_below
    monkeypatch.setattr(contact_points, "leaders_below", lambda user, day: [*usual(user, day), stranger])
    everything = forms.ModelChoiceField(Organisation.objects.all(), required=False)
    monkeypatch.setitem(RuleForm.base_fields, "nearest", everything)

    offers = ask(planted, name := "desk:contact-points-create")
    unlisted = ask(planted, "desk:partnerships-rule")

    assert ("a_officer", name, "leader", "b1_secretary", DONE) in {one[:5] for one in offers.wrong}
    assert unlisted.ids - LISTED.keys() == {("desk:partnerships-rule", "nearest")}
