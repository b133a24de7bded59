"""What became of the sheets that a judge sent: read by the phone until the screen can say that all is safe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guanmo.method.ballot import read_submission
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.enums import HELD, BallotState
from guanmo.stages.scoring.models import BallotPhoto, BallotVersion, ConflictDecision, HeldBallot, Photo
from guanmo.stages.scoring.models.photo import path_of


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
    """The states of the sheets that the server knows, by id; those that it does not know are absent. Five queries.

    Whoever can name the ids has the sheets: a phone asks here for those of an earlier round too.
    """
    wanted = list(ids)
    if not wanted:
        return {}
    found = {one.id: one for one in _held(_own_held(user, None).filter(version_id__in=wanted))}
    found.update({one.id: one for one in _versions(_own(user, None).filter(pk__in=wanted))})
    return found


def states_since(user: User, since: datetime | None, only_round: int | None = None) -> tuple[SheetState, ...]:
    """Every sheet of the judge's own whose state may have changed after ``since``; all for None. In order of time.

    ``only_round`` is the id of the one round of which a bound phone may learn.
    """
    versions, held = _own(user, only_round), _own_held(user, only_round)
    if since is not None:
        decided = ConflictDecision.objects.filter(at__gt=since, ballot__participant__user=user).values("ballot")
        arrived = versions.filter(received_at__gt=since).values("ballot")  # a newcomer changes what the others are
        versions = versions.filter(Q(ballot__in=decided) | Q(ballot__in=arrived))
        held = held.filter(at__gt=since)
    states = {one.id: one for one in [*_held(held), *_versions(versions)]}
    return tuple(sorted(states.values(), key=lambda one: one.at))


def photos_here(user: User, digests: Iterable[str]) -> frozenset[str]:
    """Which of these photos the user has sent and the server has."""
    return _with_file(Photo.objects.filter(by=user, digest__in=list(digests)))


def _with_file(photos: QuerySet[Photo]) -> frozenset[str]:
    """A row alone is no photo: a database may have been restored without the files."""
    return frozenset(digest for digest in photos.values_list("digest", flat=True) if path_of(digest).is_file())


def _own(user: User, only_round: int | None) -> QuerySet[BallotVersion]:
    versions = BallotVersion.objects.filter(ballot__participant__user=user)
    if only_round is not None:
        versions = versions.filter(ballot__visit__round=only_round)
    return versions.select_related("ballot__visit", "ballot__participant")


def _own_held(user: User, only_round: int | None) -> QuerySet[HeldBallot]:
    held = HeldBallot.objects.filter(by=user)
    if only_round is None:
        return held
    return held.filter(visit__in=Visit.objects.filter(round=only_round).order_by().values("uuid"))


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
    here = _with_file(Photo.objects.filter(by__in=senders, digest__in=digests))
    return {
        version: tuple(dict.fromkeys(one for one in ones if one not in here)) for version, ones in by_version.items()
    }


def _held(held: Iterable[HeldBallot]) -> list[SheetState]:
    """A sheet that was put aside may be taken after all, so its photos are wanted too."""
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
            missing=_missing_of_held(one) if one.code in HELD else (),
        )
        for one in sorted(held, key=lambda one: one.at)
        if one.version_id is not None
    ]


def _missing_of_held(held: HeldBallot) -> tuple[str, ...]:
    try:
        named = [digest for _item, digest in read_submission(held.text).photos]
    except ValueError:
        return ()
    here = _with_file(Photo.objects.filter(by=held.by, digest__in=named)) if named else frozenset()
    return tuple(dict.fromkeys(one for one in named if one not in here))


def state_of_receipt(version: BallotVersion, photos: Sequence[str]) -> SheetState:
    """The state of a version that has just been received; its ballot is at hand, so few or no queries are needed."""
    missing = _missing([version]) if photos else {}
    is_followed = version.ballot.head_id != version.pk and version.ballot.versions.filter(previous=version.pk).exists()
    return _state(version, is_followed, missing.get(version.pk, ()))


def state_of_held(held: HeldBallot) -> SheetState:
    """The state of a sheet that has just been put aside."""
    return _held([held])[0]
