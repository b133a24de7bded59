"""Make the keys of judges' phones known: each once for each participant, as an event of the round's score log (security.md 3.1).

A key counts as the phone's from the moment when its judge's login or link brought it. Who can come in as the judge can bring
another one; it stands in the log, which the judge's phone and the archive show.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, CharField, F, QuerySet

from guanmo.audit.record import Line, record_all
from guanmo.lib.device_signature import is_key
from guanmo.lib.ready_query import GivenMany, OneOf, ReadyQuery
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.domain.log_ballots import log_keys
from guanmo.stages.scoring.models import SigningKey

MOST = 20
"""Keys of one participant: a phone has one, and who makes more does not fill the log."""

Wanted = tuple[Participant, str]
"""A participant and a public key."""
Keys = dict[tuple[int, str], SigningKey]
"""By participant (id) and public key."""


def register_key(public: str, *, device: UUID, by: User, only_round: int | None = None) -> None:
    """Register the phone's key for each round that its judge scores now; what is no key, or known already, changes nothing."""
    if not is_key(public):
        return
    judging = Participant.objects.filter(user=by, round__state=RoundState.IN_PROGRESS)
    if only_round is not None:
        judging = judging.filter(round=only_round)
    wanted = judging.exclude(signing_keys__public=public).select_related("round", "user").order_by("pk")
    for participant in wanted:
        _register(participant, public, device)


@transaction.atomic
def _register(participant: Participant, public: str, device: UUID) -> None:
    """Under the lock for which the close waits: no key is registered after it."""
    round = lock_round_for_ballot(participant.round_id)
    if round.state == RoundState.IN_PROGRESS and participant.signing_keys.count() < MOST:
        _keys, new = find_or_add([(participant, public)], device=device)
        tell(new)


def find_or_add(wanted: Collection[Wanted], *, device: UUID | None = None) -> tuple[Keys, list[SigningKey]]:
    """The keys by participant (id) and text, and those of them that are new: ``tell`` of these last in the transaction."""
    if not wanted:
        return {}, []
    keys = _known(wanted)
    missing = {(one.pk, public): SigningKey(participant=one, public=public, device=device) for one, public in wanted}
    missing = {place: key for place, key in missing.items() if place not in keys}
    if not missing:
        return keys, []
    SigningKey.objects.bulk_create(missing.values(), ignore_conflicts=True)  # somebody else may add it at this moment
    keys = _known(wanted)
    return keys, [key for place, key in missing.items() if keys[place].pk == key.pk]


def tell(new: Collection[SigningKey]) -> None:
    """An audit line and an event for each new key."""
    if new:
        record_all(Line("signing_key.added", key.participant, key.participant.user, {"key": key.public}) for key in new)
        log_keys(new)


def _known(wanted: Collection[Wanted]) -> Keys:
    found = _of_these(participants={one.pk for one, _public in wanted}, keys={public for _one, public in wanted})
    return {(one.participant_id, one.public): one for one in found}


def _asked_by_both() -> QuerySet[SigningKey]:
    of_them = OneOf(F("participant_id"), GivenMany("participants", BigIntegerField()))
    return SigningKey.objects.filter(of_them, OneOf(F("public"), GivenMany("keys", CharField()))).order_by()


_of_these = ReadyQuery(_asked_by_both)
