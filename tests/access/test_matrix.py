"""Each person at each address in each way: exactly those are let in whom the table by hand lets in; for others there is nothing."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import resolve, reverse

from guanmo.config.access.tables import DECLARED
from guanmo.config.access.tables.own import GALLERY
from guanmo.stages.organisations.domain.current_tree import current_tree
from guanmo.stages.organisations.domain.import_tree import import_tree
from guanmo.stages.organisations.domain.tree_plan import plan_tree
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.rules import Grant
from guanmo.stages.rectification.queries import ledger
from tests.access.matrix import ANSWER, DONE, LOGIN, METHOD, NOTHING, REFUSAL, Body, Visitor, bare, lacks
from tests.access.oracle import ORACLE
from tests.access.oracle_own import EVERY, OWN
from tests.access.scene import STANDING
from tests.county import Scene
from tests.desk.test_every_path import PATHS

METHODS = ("get", "post", "put", "delete")
FEW = ("county_admin",)
SHORT = (
    "county_admin a_secretary a_member a1_secretary a2_secretary g_secretary b_secretary z_secretary other_guest member"
    " inspector guide line"
)
STRANGER = "anonymous"
PEOPLE = tuple(STANDING) if os.environ.get("GUANMO_MATRIX") == "all" else (*SHORT.split(), "former", "auditor")
"""Somebody of each standing; everybody in the long form (docs/testing.md)."""
LEAST = 5_000
LEADS_TO_LOGIN = {"account_logout", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"}
SHUT_BY_LOGIN = OWN.keys()
"""Where who may not come is sent to the login: a stranger always, at a phone also an administrator."""
STATE_FIRST = {"desk:paper-print-judge"}
"""Says about the round, which the person runs, that nothing is printed now, whoever the judge would be."""
DEFINITIONS = (
    "regulations-edit ledgers-detail ledgers-edit records-library indicators-detail indicators-edit case-collections-of-library"
    " sheets-detail sheets-publish sheets-applicability sheets-discard sheets-heading sheets-section sheets-item sheets-blank"
)
WAITING = "organisations-preview organisations-confirmation organisations-errors rosters-preview rosters-confirmation rosters-errors"
FOR_ALL = {f"desk:{name}" for name in (*DEFINITIONS.split(), *WAITING.split())}
"""What is no county's own: forms and definitions of the whole installation, and pages that say that a file waits no longer."""
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("unwritten", "let_in", "heard", "quick"),
]


def cells() -> Iterator[tuple[str, str, str]]:
    """Person, address, method: the declared methods for everybody, the others for one, since the fence alone answers them."""
    for person in PEOPLE:
        for name in EVERY:
            declared = [one for one in METHODS if one.upper() in DECLARED[name].methods]
            for method in METHODS if person in FEW else declared:
                yield person, name, method
    for name in OWN:
        for method in METHODS:
            if method.upper() in DECLARED[name].methods:
                yield STRANGER, name, method


def wrong_cells(scene: Scene, paths: dict[str, str], bodies: dict[str, Body]) -> list[tuple[str, ...]]:
    """Each cell in which somebody got something else than the table says."""
    visitors = {person: Visitor.of(scene.person(person)) for person in PEOPLE} | {STRANGER: Visitor.of(None)}
    answers = ((*cell, visitors[cell[0]].ask(cell[2], paths[cell[1]], bodies.get(cell[1]))) for cell in cells())
    return [
        (name, method, person, STANDING.get(person, STRANGER), found)
        for person, name, method, found in answers
        if found not in allowed(name, person, method)
    ]


def allowed(name: str, person: str, method: str) -> set[str]:
    """What may come of it."""
    expected = EVERY[name]
    if name in SHUT_BY_LOGIN and person not in expected.sees | expected.acts:
        return {LOGIN, METHOD, NOTHING} if person == STRANGER or name.startswith("field-api:") else {NOTHING, METHOD}
    seen = person in expected.sees | expected.acts | expected.refused
    if person in expected.maybe:
        return {ANSWER, NOTHING, METHOD}
    if method == "get" and (person in expected.sees or not expected.sees):
        shown = {ANSWER, DONE} if expected.sees else {METHOD, NOTHING}  # some looks are lines themselves
        return shown | {LOGIN} if name in LEADS_TO_LOGIN else shown
    if method in ("post", "put") and method.upper() in DECLARED[name].methods and person in expected.acts:
        return {ANSWER, DONE, LOGIN} if name in LEADS_TO_LOGIN else {ANSWER, DONE}
    if method == "post" and person in expected.refused:
        return {REFUSAL, ANSWER}
    if seen:
        return {METHOD, NOTHING}
    return {NOTHING, METHOD} if method.upper() not in DECLARED[name].methods else {NOTHING}


def test_the_tables_name_every_address() -> None:
    assert DECLARED.keys() - GALLERY.keys() == EVERY.keys()


def test_exactly_those_are_let_in_whom_the_table_lets_in(
    peopled: Scene, in_hand: tuple[dict[str, str], dict[str, Body]]
) -> None:
    bare.clear()
    wrong = wrong_cells(peopled, *in_hand)

    assert not wrong, "\n".join(" ".join(one) for one in wrong)
    assert bare == set()
    assert sum(1 for _cell in cells()) > LEAST


def test_control_an_answer_without_its_headers_is_found(settings: Any) -> None:
    own = "guanmo.config.middleware.ContentSecurityPolicy"
    assert list(lacks(Client().get("/overview/"))) == []
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != own]

    assert list(lacks(Client().get("/overview/"))) == ["policy", "copies"]


def swaps(name: str, path: str, scene: Scene) -> Iterator[str]:
    """The path with one id at a time replaced: by one that nobody has, and by that of a village of another town."""
    given = resolve(path).kwargs
    for part, value in given.items():
        if isinstance(value, UUID):
            for other in (uuid4(), scene["B1"].uuid, scene.person("b1_secretary").uuid):
                yield reverse(
                    name,
                    kwargs={key: other if key == part else one for key, one in given.items() if key in PATHS[name]},
                )


def test_each_id_swapped_alone_leads_to_nothing(peopled: Scene, standing: dict[str, str]) -> None:
    """What is another town's, another kind of thing, or was never there: no half of a path reaches it."""
    visitors = {person: Visitor.of(peopled.person(person)) for person in ("a_secretary", "a1_secretary")}
    asked = [
        (person, method.lower(), name, path)
        for name, real in standing.items()
        if name in ORACLE
        for path in swaps(name, real, peopled)
        for method in DECLARED[name].methods
        if method != "HEAD"
        for person in visitors
    ]
    wrong = [one for one in asked if visitors[one[0]].ask(one[1], one[3]) != NOTHING and one[2] not in STATE_FIRST]

    assert not wrong, "\n".join(" ".join(one) for one in wrong)
    assert len(asked) > 1000


def of_another_county(scene: Scene, standing: dict[str, str]) -> list[tuple[str, ...]]:
    """What the department of the other county finds of this one, by its objects."""
    objects = {name: path for name, path in standing.items() if name in ORACLE and PATHS[name] and name not in FOR_ALL}
    assert len(objects) > 150
    visitors = {person: Visitor.of(scene.person(person)) for person in ("z_head", "z_admin")}
    return [
        (name, method, person, found)
        for name, path in objects.items()
        for method in ("get", "post")
        for person, visitor in visitors.items()
        if (found := visitor.ask(method, path)) not in (NOTHING, METHOD)
    ]


def test_the_department_of_another_county_reaches_nothing_of_this_one(peopled: Scene, standing: dict[str, str]) -> None:
    wrong = of_another_county(peopled, standing)

    assert not wrong, "\n".join(" ".join(one) for one in wrong)


def test_the_tree_of_another_county_is_neither_taken_out_nor_changed(peopled: Scene) -> None:
    own, other = peopled.person("z_admin"), peopled.person("county_admin")
    tree = current_tree(by=other)
    codes = {row.code for row in tree.organisations}

    assert {row.code for row in current_tree(by=own).organisations} == {"Z0", "ZD", "Z", "Z1"}
    assert codes >= {"C", "A", "A1"}
    assert not codes & {"Z0", "ZD", "Z", "Z1"}
    for act in (plan_tree, import_tree):
        with pytest.raises(NotAllowed, match="别的县"):
            act(tree, by=own)
    assert import_tree(tree, by=other).problems == ()  # control: whose tree it is may


def test_control_a_county_role_that_reaches_every_county_is_found(
    peopled: Scene, standing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Grant, "county", "")

    assert len(of_another_county(peopled, standing)) > 100


def test_control_a_stage_that_shows_everything_is_found(
    peopled: Scene, standing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "within_sight", lambda _user, _field: ~Q(pk__in=[]))
    visitor = Visitor.of(peopled.person("b_secretary"))
    names = ("desk:ledger-row", "desk:notices-detail", "desk:attachments-file")

    found = {name: visitor.ask("get", standing[name]) for name in names}

    assert "answer" in found.values()
    assert {name for name in found if found[name] not in allowed(name, "b_secretary", "get")} >= {"desk:ledger-row"}
