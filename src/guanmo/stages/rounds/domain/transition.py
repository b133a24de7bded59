"""Take a round or a visit one step on: checked against the lifecycle table, kept as an append-only row."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.lib.planned_once import cursor_of
from guanmo.method import lifecycle
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.enums import RoundState, VisitState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Round, RoundTransition, Visit

ROUNDS = 1
"""The class of the advisory locks that are taken by the id of a round."""


def lock_round(round: Round) -> Round:
    """The round read again under an exclusive lock; waits for every ballot that is being received (security.md 3.3)."""
    if connection.vendor == "postgresql":
        _stand_in_line("SELECT pg_advisory_xact_lock(%s, %s::int)", ROUNDS, round.pk)
    return Round.objects.select_for_update().select_related("organiser", "cycle").get(pk=round.pk)


def lock_round_for_ballot(round_id: int) -> Round:
    """The round under a shared lock: ballots do not wait for one another, but closing waits for them."""
    if connection.vendor == "postgresql":
        _stand_in_line("SELECT pg_advisory_xact_lock_shared(%s, %s::int)", ROUNDS, round_id)
    return Round.objects.get(pk=round_id)


def lock_rounds_for_ballots(visits: Collection[UUID]) -> None:
    """Take the same shared lock of the rounds of all these visits (uuids), always in the same order."""
    if connection.vendor == "postgresql":
        named = "SELECT DISTINCT round_id FROM rounds_visit WHERE uuid = ANY(%s) ORDER BY round_id"
        line = f"SELECT pg_advisory_xact_lock_shared(%s, named.round_id::int) FROM ({named}) AS named"
        _stand_in_line(line, ROUNDS, list(visits))


def _stand_in_line(sql: str, *values: Any) -> None:
    """Wait for an advisory lock, in a statement of its own: what is read next is as it was left by those before.

    PostgreSQL's row locks let those who share one go ahead of who wants it alone, who may then wait for ever (security.md
    D2); before an advisory lock all stand in line. SQLite needs neither: its IMMEDIATE writers already do.
    """
    with cursor_of(connection) as cursor:
        cursor.execute(sql, values)


def lock_visit(visit: Visit) -> None:
    """Hold the round open and the visit's row alone, and read both states again: what the page showed may be old."""
    visit.round.state = lock_round_for_ballot(visit.round_id).state
    visit.state = Visit.objects.select_for_update(no_key=True).get(pk=visit.pk).state


@transaction.atomic
def advance(round: Round, target: RoundState, *, reason: str = "", by: User | None) -> Round:
    """Move the round to ``target`` and keep the transition. Raises WrongStep when the table does not allow it."""
    locked = lock_round(round)
    if not lifecycle.may_follow(lifecycle.ROUND, locked.state, target):
        raise WrongStep(
            _("本轮现在是“%(state)s”，不能转为“%(target)s”。请刷新页面查看最新情况。")
            % {"state": locked.get_state_display(), "target": target.label}
        )
    _take(locked, target, reason, by)
    record(f"round.{target}", locked, by=by, reason=reason)
    round.state = locked.state
    return locked


@transaction.atomic
def begin_version(round: Round, *, reason: str, by: User) -> Round:
    """Open the scoring again as the next version. Who may, and that it takes two, is for the caller to see to.

    Raises WrongStep where there is no ranking yet, or it was filed or published.
    """
    locked = lock_round(round)
    if locked.state not in lifecycle.REOPENED:
        raise WrongStep(_("本轮现在是“%(state)s”，不能重新打开打分。") % {"state": locked.get_state_display()})
    locked.version += 1
    _take(locked, RoundState.IN_PROGRESS, reason, by)
    record("round.reopened", locked, by=by, reason=reason, version=locked.version)
    round.state, round.version = locked.state, locked.version
    return locked


def _take(locked: Round, target: RoundState, reason: str, by: User | None) -> None:
    RoundTransition.objects.create(round=locked, source=locked.state, target=target, by=by, reason=reason)
    locked.state = target
    locked.save(update_fields=["state", "version"])


def advance_visit(visit: Visit, target: VisitState) -> None:
    """Check one step of a visit and set it on the object; the caller saves. Raises WrongStep."""
    if visit.state != target and not lifecycle.may_follow(lifecycle.VISIT, visit.state, target):
        raise WrongStep(
            _("%(organisation)s的观摩现在是“%(state)s”，不能转为“%(target)s”。")
            % {"organisation": visit.organisation, "state": visit.get_state_display(), "target": target.label}
        )
    visit.state = target
