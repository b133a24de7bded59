"""The seal against somebody who changes the database past the program, and who may confirm it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from guanmo.lib.refusal import NotVisible
from guanmo.lib.verify_archive import Wrong, verify
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.results.domain.compare_with_log import compare_with_log
from guanmo.stages.results.domain.sign_seal import sign_seal
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.errors import SealRefused
from guanmo.stages.results.models import Seal, SealSignature
from guanmo.stages.results.queries import seal_for
from guanmo.stages.rounds.models import Round, ScoreEvent
from guanmo.stages.scoring.models import BallotVersion
from tests.county import Scene
from tests.stages.results.scene import ranked_round
from tests.stages.results.sealed import files_of, packed, sealed_round

pytestmark = pytest.mark.django_db


def by_sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def drop_guards() -> None:
    """What a database administrator can do to the score log, and the program cannot."""
    where = ' ON "rounds_scoreevent"' if connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        by_sql(f'DROP TRIGGER "score_log_no_{act}"{where}')


def is_found(seal: Seal) -> bool:
    try:
        verify(packed(files_of(seal)))
    except Wrong:
        return True
    return False


@pytest.mark.parametrize("statement", ["UPDATE rounds_scoreevent SET seq = seq", "DELETE FROM rounds_scoreevent"])
def test_the_database_refuses_to_change_the_log(county: Scene, statement: str) -> None:
    ranked_round(county)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        by_sql(statement)
    drop_guards()
    with transaction.atomic():
        by_sql(statement)  # the control: it was the guard that refused


@pytest.mark.parametrize("model", [ScoreEvent, Seal, SealSignature])
def test_the_program_cannot_change_what_is_sealed(county: Scene, model: Any) -> None:
    sealed_round(county)
    for act in (lambda: model.objects.update(pk=1), model.objects.all().delete, model.objects.first().save):
        with pytest.raises(TypeError, match="append-only"):
            act()


def test_each_change_past_the_program_is_found(county: Scene) -> None:
    """Each undone again: the untouched round between them is the control."""
    seal = sealed_round(county)
    assert not compare_with_log(seal)
    assert not is_found(seal)
    drop_guards()
    one = str(BallotVersion.objects.filter(total="98.50").get().pk)
    for change, where, in_archive in CHANGES:
        with transaction.atomic():
            by_sql(change.replace("{one}", one if connection.vendor == "postgresql" else one.replace("-", "")))
            found = compare_with_log(Seal.objects.get())
            assert getattr(found, where), change
            assert is_found(seal) == in_archive, change
            transaction.set_rollback(True)
        assert not compare_with_log(Seal.objects.get())


CHANGES = [
    ("UPDATE results_standing SET score = 99.99 WHERE rank = 2", "ranking", True),
    ("UPDATE results_standing SET rank = 1 WHERE rank = 3", "ranking", True),
    ("UPDATE results_countedballot SET score = 99.00 WHERE version_id = '{one}'", "ranking", True),
    ("DELETE FROM results_countedballot WHERE version_id = '{one}'", "ranking", True),
    ("UPDATE scoring_ballotversion SET total = 99.50 WHERE id = '{one}'", "sheets", False),
    ("UPDATE scoring_ballotversion SET payload = '{}' WHERE id = '{one}'", "sheets", False),
    ("UPDATE scoring_ballotdeduction SET points = 0 WHERE version_id = '{one}'", "sheets", False),
    ("UPDATE rounds_scoreevent SET body = REPLACE(body, '98.50', '99.50')", "log", True),
    ("DELETE FROM rounds_scoreevent WHERE seq = 1", "log", True),
    ("UPDATE rounds_scoreevent SET seq = 100 WHERE seq = 1", "log", True),
]


def test_a_changed_rule_is_found_in_the_archive(county: Scene) -> None:
    seal = sealed_round(county)
    Round.objects.update(official_rule={"method": "median", "drop": 0, "places": 2, "rounding": "half_up"})
    assert is_found(seal)


def test_who_may_confirm_and_how_often(county: Scene) -> None:
    ranked_round(county)
    seal = Seal.objects.get()
    root = seal.checkpoint.root.hex()
    with pytest.raises(SealRefused):
        sign_seal(seal, SealRole.ORGANISER, root="0" * 64, by=county.person("a_secretary"))
    for role, name in (("organiser", "a_officer"), ("supervisor", "a_secretary"), ("representative", "b1_secretary")):
        with pytest.raises(NotAllowed):
            sign_seal(seal, SealRole(role), root=root, by=county.person(name))
    sign_seal(seal, SealRole.ORGANISER, root=root, by=county.person("a_secretary"))
    for name in ("a_secretary", "a_deputy"):
        with pytest.raises(SealRefused):
            sign_seal(seal, SealRole.ORGANISER, root=root, by=county.person(name))
    sign_seal(seal, SealRole.REPRESENTATIVE, root=root, by=county.person("a1_secretary"))
    assert [one.role for one in seal.signatures.all()] == ["organiser", "representative"]


def test_the_seal_is_seen_by_who_sees_the_ranking(county: Scene) -> None:
    round = ranked_round(county)
    assert seal_for(county.person("a_secretary"), round) == seal_for(county.person("county_admin"), round)
    for name in ("b_secretary", "a1_secretary"):  # published to the villages with the filing
        with pytest.raises(NotVisible):
            seal_for(county.person(name), round)
