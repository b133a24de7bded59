"""Say anew which version of a ballot counts, once a version or a decision has been added (offline.md 3.1)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from guanmo.lib.plain_rows import insert_rows
from guanmo.method.revisions import Head, Revision, head_of
from guanmo.stages.scoring.models import Ballot, BallotVersion

_SET = """ON CONFLICT (visit_id, participant_id)
    DO UPDATE SET head_id = excluded.head_id, in_conflict = excluded.in_conflict"""


def head_among(ballot: Ballot, versions: Sequence[BallotVersion]) -> Head:
    """The version that counts and its undecided rivals; ``versions`` of this ballot as arrived."""
    revisions = [Revision(one.pk, one.previous) for one in versions]
    head = head_of(revisions)
    decision = ballot.decisions.last() if head.rivals else None  # with a single end there is nothing to decide
    if decision is None:
        return head
    return head_of(revisions, chosen=decision.chosen_id, settled=[UUID(id) for id in decision.settled])


def settle(versions: Mapping[Ballot, Sequence[BallotVersion]]) -> None:
    """Set and store the head of each of these ballots, whose rows are locked; ``versions`` as arrived."""
    for ballot, arrived in versions.items():
        head = head_among(ballot, arrived)
        ballot.head_id, ballot.in_conflict = head.id, bool(head.rivals)
    rows = [(one.visit_id, one.participant_id, one.head_id, one.in_conflict) for one in versions]
    insert_rows(Ballot, ("visit", "participant", "head", "in_conflict"), rows, meet=_SET)
