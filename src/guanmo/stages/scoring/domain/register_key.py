"""Make the keys of judges' phones known: each once for each participant, as an event of the round's score log (security.md 3.1).

A key counts as the phone's from the moment when its judge's login or link brought it. Who can come in as the judge can bring
another one; it stands in the log, which the judge's phone and the archive show. What somebody else brings in the judge's name
makes no key known: everybody can make a key and sign with it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
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
from guanmo.stages.scoring.domain.log_ballots import log_received
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
    if round.state == RoundState.IN_PROGRESS:
        _keys, new = find_or_add([(participant, public)], own={(participant, public)}, device=device)
        tell(new)


def find_or_add(
    wanted: Collection[Wanted], *, own: Collection[Wanted], device: UUID | None = None
) -> tuple[Keys, list[SigningKey]]:
    """The known keys by participant (id) and text, and those of them that are new: ``tell`` of these last in the transaction.

    Only ``own``, which the judge brought in person, become known here, and of those none beyond ``MOST`` and none that is
    another judge's in the same round.
    """
    if not wanted:
        return {}, []
    keys = _known(wanted)
    missing = {(one.pk, public): one for one, public in own if (one.pk, public) not in keys}
    made = [SigningKey(participant=one, public=public, device=device) for one, public in _free(missing)]
    if not made:
        return keys, []
    SigningKey.objects.bulk_create(made, ignore_conflicts=True)  # somebody else may add it at this moment
    keys = _known(wanted)
    return keys, [key for key in made if keys[key.participant_id, key.public].pk == key.pk]


def _free(missing: Mapping[tuple[int, str], Participant]) -> list[Wanted]:
    """Those that may be added; in one order, so that two who add the same ones wait in no circle."""
    if not missing:
        return []
    rounds, texts = {one.round_id for one in missing.values()}, {public for _pk, public in missing}
    taken = set(_of_rounds(rounds).filter(public__in=texts).values_list("participant__round", "public"))
    judges = {one.pk for one in missing.values()}
    counts = Counter(SigningKey.objects.filter(participant__in=judges).values_list("participant", flat=True).order_by())
    free: list[Wanted] = []
    for (pk, public), one in sorted(missing.items(), key=lambda found: found[0]):
        if (one.round_id, public) not in taken and counts[pk] < MOST:
            taken.add((one.round_id, public))
            counts[pk] += 1
            free.append((one, public))
    return free


def _of_rounds(rounds: Collection[int]) -> QuerySet[SigningKey]:
    return SigningKey.objects.filter(participant__round__in=rounds).order_by()


def tell(new: Collection[SigningKey]) -> None:
    """An audit line and an event for each new key."""
    if new:
        record_all(audit_lines(new))
        log_received(new, ())


def audit_lines(new: Iterable[SigningKey]) -> list[Line]:
    """One for each new key."""
    return [Line("signing_key.added", key.participant, key.participant.user, {"key": key.public}) for key in new]


def _known(wanted: Collection[Wanted]) -> Keys:
    found = _of_these(participants={one.pk for one, _public in wanted}, keys={public for _one, public in wanted})
    return {(one.participant_id, one.public): one for one in found}


def _asked_by_both() -> QuerySet[SigningKey]:
    of_them = OneOf(F("participant_id"), GivenMany("participants", BigIntegerField()))
    return SigningKey.objects.filter(of_them, OneOf(F("public"), GivenMany("keys", CharField()))).order_by()


_of_these = ReadyQuery(_asked_by_both)
