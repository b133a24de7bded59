"""Everybody looks at everything that can be reached: nobody finds a word of an organisation that is not his to read.

Answers are unpacked: workbooks, documents, archives, PDF. In the short form a person looks at some addresses, one of each page
before the second of any; in the long form (docs/testing.md) everybody at two thousand.
"""

import logging
import os
from collections.abc import Container, Iterable
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import register
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models import User
from tests.access.canaries import READERS, plant, readers_of, words_in
from tests.access.crawl import Seen, crawl
from tests.access.unpacked import text_of
from tests.county import Scene

LONG = os.environ.get("GUANMO_CRAWL") == "all"
FINDERS = ("a_secretary", "b_secretary", "a1_secretary")
"""Who come by most addresses; what they found is asked by everybody else."""
BESIDE = ("a_member", "a2_secretary", "b1_secretary")
"""Who have most strangers beside them."""
SHORT = "z_admin g_secretary b_member z1_secretary guest member inspector guide line auditor county_admin"
REST = "z_head county_head a_officer a1_recorder ae_secretary z_secretary other_guest nobody dissolved security system"
OTHERS = (*BESIDE, *SHORT.split(), *(REST.split() if LONG else ()))
KINDS = {"deduction", *" ".join(READERS).split()}
BUDGET = {**dict.fromkeys(FINDERS, 120), **dict.fromkeys(BESIDE, 60)}
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}wordprocessingml.document"
Leak = tuple[str, str, str, str]
"""Who found the word of which organisation, for which kind of text, on which page."""
pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("let_in")]


@pytest.fixture
def planted(peopled: Scene, settings: Any, tmp_path: Any) -> Scene:
    """The county in which each organisation's private texts carry a word of its own."""
    settings.MEDIA_ROOT = tmp_path
    auditor = Gift(GrantedRole.AUDITOR, peopled["C"], timezone.localdate(), None, "任命")
    give_role(User.objects.create_user("auditor", name="auditor"), auditor, by=None)
    plant(peopled)
    return peopled


def looked(
    county: Scene, people: Iterable[str], others: Iterable[str] = (), *, names: Container[str] | None = None
) -> tuple[set[Leak], list[Seen]]:
    """What leaked to these people, and everything that they saw."""
    leaked, everything = set[Leak](), list[Seen]()
    for person in people:
        for seen in crawl(county.person(person), 2_000 if LONG else BUDGET.get(person, 30), others, names=names):
            everything.append(seen)
            strange = {one for one in words_in(seen.text) if person not in readers_of(*one)}
            leaked |= {(person, *one, seen.name) for one in strange}
    return leaked, everything


def shown(seen: Iterable[Seen]) -> set[tuple[str, str]]:
    """Which kinds of words were read in which media."""
    return {(one.media, kind) for one in seen for _code, kind in words_in(one.text)}


def paths(seen: Iterable[Seen]) -> list[str]:
    return list(dict.fromkeys(one.path for one in seen))


def test_nobody_finds_a_strangers_word(planted: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "guanmo")
    leaked, seen = looked(planted, FINDERS)
    more, others = looked(planted, OTHERS, paths(seen))

    assert not leaked | more, "\n".join(" ".join(one) for one in sorted(leaked | more))
    assert words_in(caplog.text) == set()
    assert words_in(_log_taken_out(planted)) == set()
    assert len(seen) + len(others) > 800, (len(seen), len(others))
    read = shown([*seen, *others])
    assert {kind for _media, kind in read} == KINDS - {"contact"}
    assert read >= {(XLSX, "matter"), (DOCX, "deduction")}


def _log_taken_out(county: Scene) -> str:
    """The workbook of the audit log, which the auditor asks for by POST."""
    client = Client()
    client.force_login(county.person("auditor"))
    taken = text_of(client.post(reverse("desk:audit-export")))
    assert "rectification.weakcase" in taken
    return taken


def test_control_pages_that_forget_who_asks_are_found(planted: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from guanmo.desk.members.presenters import roster

    monkeypatch.setattr(roster, "on_roster", lambda *_given, **_more: Member.objects.select_related("organisation"))
    monkeypatch.setattr(
        import_module(register.__module__),
        "visible_to",
        lambda _user: Document.objects.select_related("issuer", "organisation"),
    )
    receipts = Document.objects.filter(organisation__code="A1")
    asked = [
        reverse("desk:documents-file", args=[one.uuid, one_format])
        for one in receipts
        for one_format in ("pdf", "docx")
    ]

    leaked, seen = looked(planted, ["b1_secretary"], asked, names={"desk:members-list", "desk:documents-file"})

    assert ("b1_secretary", "A1", "member", "desk:members-list") in leaked
    assert ("b1_secretary", "A1", "deduction", "desk:documents-file") in leaked
    assert shown(seen) >= {(PDF, "deduction"), (DOCX, "deduction")}
