"""What became of the sheets that a judge sent: read by the phone until the screen can say that all is safe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.enums import HELD, BallotState
from guanmo.stages.scoring.models import BallotPhoto, BallotVersion, ConflictDecision, HeldBallot, Photo


@dataclass(frozen=True, slots=True)
class SheetState:
    """One sheet of the judge's own as the server has it; ``version`` or ``held``, ``missing`` = photos still away."""

    id: UUID
    digest: str
    state: BallotState
    code: str
    message: str
    visit: UUID | None
    at: datetime
    version: BallotVersion | None
    missing: tuple[str, ...]


def states_of(user: User, ids: Iterable[UUID]) -> dict[UUID, SheetState]:
    """The states of the sheets that the server knows, by id; those that it does not know are absent. Five queries."""
    wanted = list(ids)
    found = {one.id: one for one in _held(HeldBallot.objects.filter(by=user, version_id__in=wanted))}
    found.update({one.id: one for one in _versions(_own(user).filter(pk__in=wanted))})
    return found


def states_since(user: User, since: datetime | None) -> tuple[SheetState, ...]:
    """Every sheet of the judge's own whose state may have changed after ``since``; all for None. In order of time."""
    versions, held = _own(user), HeldBallot.objects.filter(by=user)
    if since is not None:
        decided = ConflictDecision.objects.filter(at__gt=since, ballot__participant__user=user).values("ballot")
        arrived = _own(user).filter(received_at__gt=since).values("ballot")  # a newcomer changes what the others are
        versions = versions.filter(Q(ballot__in=decided) | Q(ballot__in=arrived))
        held = held.filter(at__gt=since)
    states = {one.id: one for one in [*_held(held), *_versions(versions)]}
    return tuple(sorted(states.values(), key=lambda one: one.at))


def photos_here(user: User, digests: Iterable[str]) -> frozenset[str]:
    """Which of these photos the user has sent and the server has."""
    return frozenset(Photo.objects.filter(by=user, digest__in=list(digests)).values_list("digest", flat=True))


def _own(user: User) -> QuerySet[BallotVersion]:
    return BallotVersion.objects.filter(ballot__participant__user=user).select_related(
        "ballot__visit", "ballot__participant"
    )


def _versions(versions: Iterable[BallotVersion]) -> list[SheetState]:
    listed = list(versions)
    missing = _missing(listed)
    followed = set(
        BallotVersion.objects.filter(previous__in=[one.pk for one in listed]).values_list("previous", flat=True)
    )
    return [_state(one, one.pk in followed, missing.get(one.pk, ())) for one in listed]


def _state(version: BallotVersion, is_followed: bool, missing: tuple[str, ...]) -> SheetState:
    ballot = version.ballot
    state, message = BallotState.ACCEPTED, ""
    if not is_followed and ballot.in_conflict:
        state, message = (
            BallotState.CONFLICT,
            _("同一个组织收到了您的两份评分表，都已保存，等本轮组织者决定以哪一份为准。"),
        )
    elif not is_followed and ballot.head_id != version.pk:
        state, message = BallotState.SET_ASIDE, _("本轮组织者已决定以您的另一份评分表为准，这一份保留备查。")
    code = "" if state == BallotState.ACCEPTED else str(state)
    at = version.received_at
    return SheetState(version.pk, version.digest, state, code, message, ballot.visit.uuid, at, version, missing)


def _missing(versions: Sequence[BallotVersion]) -> dict[UUID, tuple[str, ...]]:
    """The photos that each version names and that its judge has not sent yet."""
    named = BallotPhoto.objects.filter(version__in=versions).values_list("version", "digest")
    by_version: dict[UUID, list[str]] = {}
    for version, digest in named:
        by_version.setdefault(version, []).append(digest)
    if not by_version:
        return {}
    digests = {digest for ones in by_version.values() for digest in ones}
    senders = {one.ballot.participant.user_id for one in versions}
    here = set(Photo.objects.filter(by__in=senders, digest__in=digests).values_list("digest", flat=True))
    return {
        version: tuple(dict.fromkeys(one for one in ones if one not in here)) for version, ones in by_version.items()
    }


def _held(held: Iterable[HeldBallot]) -> list[SheetState]:
    return [
        SheetState(
            id=one.version_id,
            digest=one.digest,
            state=BallotState.HELD if one.code in HELD else BallotState.REFUSED,
            code=one.code,
            message=one.message,
            visit=one.visit,
            at=one.at,
            version=None,
            missing=(),
        )
        for one in sorted(held, key=lambda one: one.at)
        if one.version_id is not None
    ]


def state_of_receipt(version: BallotVersion, photos: Sequence[str]) -> SheetState:
    """The state of a version that has just been received; its ballot is at hand, so few or no queries are needed."""
    missing = _missing([version]) if photos else {}
    is_followed = version.ballot.head_id != version.pk and version.ballot.versions.filter(previous=version.pk).exists()
    return _state(version, is_followed, missing.get(version.pk, ()))
