"""A line that is changed, taken out, put in or moved is found; a control that mends the chain as well shows the limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from guanmo.audit.chain import BEGINNING, digest_of, head, link_after
from guanmo.audit.models import Entry, Link
from guanmo.audit.pruning import prune
from guanmo.audit.record import record
from guanmo.audit.verifying import Fault, verify
from guanmo.command.audit import main
from guanmo.lib.append_only import Guard
from tests.county import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(county: Scene) -> list[int]:
    """The numbers of six new lines, the last ones of a county's log, all linked."""
    user = county.person("county_head")
    before = set(Entry.objects.values_list("pk", flat=True))
    for number in range(6):
        record("organisation.updated", user, by=user, number=number, name="·𠮷")
    link_all()
    return [pk for pk in Entry.objects.order_by("pk").values_list("pk", flat=True) if pk not in before]


def link_all() -> None:
    """What PostgreSQL does after each commit, which a test's transaction never has."""
    link_after(list(Entry.objects.filter(link=None).values_list("pk", flat=True)))


@contextmanager
def as_owner() -> Iterator[Any]:
    """The owner of the database drops what guards the tables, does what he likes, and puts the guards back."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
    editor = connection.schema_editor(collect_sql=True)
    guards = [(m, g) for m in (Entry, Link) for g in m._meta.constraints if isinstance(g, Guard)]
    with connection.cursor() as cursor:
        for model, guard in guards:
            cursor.execute(str(guard.remove_sql(model, editor)))
        yield cursor
        for model, guard in guards:
            cursor.execute(str(guard.create_sql(model, editor)), None)


def faults(noted: tuple[int, str] | None = None) -> set[Fault]:
    return {found.fault for found in verify(noted).faults}


def position_of(line: int) -> int:
    return Link.objects.get(entry=line).position


def test_untouched_log_is_whole_and_its_head_can_be_noted(log: list[int]) -> None:
    verdict = verify(head())

    assert verdict.faults == []
    assert verdict.lines == Entry.objects.count() == verdict.position
    assert (verdict.position, verdict.digest) == head()


def test_digest_is_what_the_decision_record_describes() -> None:
    """By hand: SHA-256 of the digest before, a line feed and the line as JSON with sorted keys and without spaces."""
    at = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    facts = {"b": "·", "a": 1}
    line = Entry(pk=7, at=at, by_id=3, act="member.left", target_type="members.member", target_id="12", facts=facts)
    text = '[7,"2026-11-22T10:30:00.000000+00:00",3,"member.left","members.member","12",{"a":1,"b":"·"}]'

    assert digest_of("a" * 64, line) == sha256(b"a" * 64 + b"\n" + text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("act", "organisation.created"),
        ("facts", '{"number":99}'),
        ("target_id", "0"),
        ("by_id", None),
        ("at", "2020-01-01 00:00:00"),
    ],
)
def test_changed_line_is_found_where_it_stands(log: list[int], change: str, value: str | None) -> None:
    with as_owner() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {change} = %s WHERE id = %s", [value, log[2]])

    assert [(one.fault, one.line) for one in verify().faults] == [(Fault.CHANGED, log[2])]


def test_removed_line_is_found_with_its_link_or_without(log: list[int]) -> None:
    gone = position_of(log[2])
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE entry_id = %s", [log[2]])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [log[2]])

    assert [(one.fault, one.position) for one in verify().faults] == [(Fault.REMOVED, gone)]


def test_removed_line_is_found_when_the_gap_is_closed(log: list[int]) -> None:
    gone = position_of(log[2])
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE entry_id = %s", [log[2]])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [log[2]])
        for position in range(gone + 1, head()[0] + 1):
            cursor.execute("UPDATE audit_link SET position = position - 1 WHERE position = %s", [position])

    assert [(one.fault, one.line) for one in verify().faults] == [(Fault.CHANGED, log[3])]


def test_inserted_line_is_found_with_a_fitting_link_or_without(log: list[int]) -> None:
    early = timezone.now() - timedelta(hours=1)
    with as_owner() as cursor:
        inserted = _insert(cursor, early)
    assert [(one.fault, one.line) for one in verify().faults] == [(Fault.UNLINKED, inserted)]

    place = position_of(log[3])
    before = Link.objects.get(position=place - 1).digest
    with as_owner() as cursor:
        for position in range(head()[0], place - 1, -1):
            cursor.execute("UPDATE audit_link SET position = position + 1 WHERE position = %s", [position])
        fitting = digest_of(before, Entry.objects.get(pk=inserted))
        cursor.execute(
            "INSERT INTO audit_link (position, entry_id, digest) VALUES (%s, %s, %s)", [place, inserted, fitting]
        )
    assert [(one.fault, one.line) for one in verify().faults] == [(Fault.CHANGED, log[3])]


def _insert(cursor: Any, at: Any) -> int:
    cursor.execute(
        "INSERT INTO audit_entry (at, act, target_type, target_id, facts) VALUES (%s, %s, %s, %s, %s)",
        [at, "login.failed", "organisations.user", "1", "{}"],
    )
    return Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]


def test_reordered_lines_are_found(log: list[int]) -> None:
    first, second = position_of(log[1]), position_of(log[2])
    with as_owner() as cursor:
        cursor.execute("UPDATE audit_link SET position = 0 WHERE position = %s", [first])
        cursor.execute("UPDATE audit_link SET position = %s WHERE position = %s", [first, second])
        cursor.execute("UPDATE audit_link SET position = %s WHERE position = 0", [second])

    assert faults() == {Fault.CHANGED}


def test_control_who_links_anew_is_found_only_by_a_head_noted_outside(log: list[int]) -> None:
    """The limit of any chain: its owner can write all of it again. What was noted elsewhere shows it."""
    noted = head()
    with as_owner() as cursor:
        cursor.execute("UPDATE audit_entry SET act = 'x' WHERE id = %s", [log[2]])
        _link_anew(cursor)

    assert faults() == set()
    assert faults(noted) == {Fault.HEAD}


def _link_anew(cursor: Any) -> None:
    digest = BEGINNING
    for link in Link.objects.order_by("position").select_related("entry"):
        digest = digest_of(digest, link.entry)
        cursor.execute("UPDATE audit_link SET digest = %s WHERE position = %s", [digest, link.position])


def test_end_that_was_cut_off_is_found_by_a_noted_head(log: list[int]) -> None:
    noted = head()
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE position = %s", [noted[0]])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [log[-1]])

    assert faults() == set()
    assert faults(noted) == {Fault.HEAD}


@pytest.mark.parametrize("model", [Entry, Link])
@pytest.mark.parametrize("act", ["UPDATE {table} SET {field} = {field}", "DELETE FROM {table}"])
def test_database_itself_refuses_to_change_or_remove(log: list[int], model: type[Entry | Link], act: str) -> None:
    names = {"table": model._meta.db_table, "field": model._meta.fields[-1].column}

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(**names))


def test_old_lines_go_and_the_rest_can_still_be_verified(log: list[int]) -> None:
    """The third of the six new lines is the first young one: what lies before it goes, it stays."""
    old = timezone.now() - timedelta(days=401)
    with as_owner() as cursor:
        cursor.execute("UPDATE audit_entry SET at = %s WHERE id < %s", [old, log[2]])
        _link_anew(cursor)
    lines, kept = Entry.objects.count(), position_of(log[2])

    assert prune(400) == kept - 1
    link_all()

    assert Entry.objects.count() == lines - (kept - 1) + 1  # and the line about the cut
    assert verify().faults == []
    assert prune(400) == 0
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_link")


def test_beginning_that_nobody_pruned_is_found(log: list[int]) -> None:
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE position <= 2")
        cursor.execute("DELETE FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_link)")

    assert faults() == {Fault.REMOVED}


def test_nothing_younger_than_400_days_is_pruned(log: list[int]) -> None:
    lines = Entry.objects.count()

    with pytest.raises(ValueError, match="400"):
        prune(399)

    assert prune(400) == 0
    assert Entry.objects.count() == lines


def test_command_says_what_is_wrong(log: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    position, digest = head()
    assert main(["verify", "--head", f"{position}:{digest}"]) == 0
    assert f"{position}:{digest}" in capsys.readouterr().out

    with as_owner() as cursor:
        cursor.execute("UPDATE audit_entry SET act = 'x' WHERE id = %s", [log[2]])

    assert main(["verify"]) == 1
    assert f"第 {position_of(log[2])} 位（记录 {log[2]}）被改动过。" in capsys.readouterr().out


def test_act_that_fails_leaves_neither_line_nor_link(county: Scene) -> None:
    before = head()

    with transaction.atomic():
        record("organisation.updated", county.person("county_head"), by=None)
        transaction.set_rollback(True)

    assert head() == before
