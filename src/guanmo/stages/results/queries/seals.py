"""The seals of a round, version by version, and what was asked about opening it again."""

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.models import Ranking, Reopening, Seal, Standing
from guanmo.stages.results.queries.standings import seen_by
from guanmo.stages.results.rules import may_confirm_reopening, may_take_archive, seal_roles
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Round


def newest_seal(round: Round) -> Seal | None:
    """The seal of the newest version that was closed; None before the first close."""
    return Seal.objects.filter(round=round).order_by("-version").first()


def seals_for(user: User, round: Round) -> tuple[Seal, ...]:
    """The seals of a round that the user may see, the newest version first: whoever sees their standings."""
    seen = Seal.objects.filter(round=round, ranking__in=seen_by(user).filter(ranking__round=round).values("ranking"))
    whole = seen.select_related("round__organiser", "ranking", "reopened_by__reopening__by", "reopened_by__by")
    return tuple(whole.prefetch_related("signatures__by").order_by("-version"))


def seal_for(user: User, round: Round, version: int | None = None) -> Seal:
    """The seal of a version as the user may see it, of the newest where none is named; NotVisible before and for others."""
    found = [one for one in seals_for(user, round) if version in (None, one.version)]
    if not found:
        raise NotVisible
    return found[0]


def archive_for(user: User, round: Round, version: int | None = None) -> Seal:
    """The seal whose archive the user may take; NotVisible otherwise."""
    if not may_take_archive(access_of(user), round.tier, round.organiser.path):
        raise NotVisible
    return seal_for(user, round, version)


def standings_of_version(user: User, seal: Seal) -> QuerySet[Standing]:
    """The standings that held in a version of a round, list by list: the sealed ones, or those of the last recount."""
    rankings = Ranking.objects.filter(round=seal.round_id, version=seal.version)
    held = rankings.exclude(replaced_by__version=seal.version)
    return seen_by(user).filter(ranking__in=held)


def sealed_note(round: Round) -> str | None:
    """The signed checkpoint of the newest seal, None before the close. It tells nothing but a number and a fingerprint."""
    return next(iter(sealed_notes(round)), None)


def sealed_notes(round: Round) -> list[str]:
    """The signed checkpoints of all seals of a round, the newest first."""
    return list(Seal.objects.filter(round=round).order_by("-version").values_list("note", flat=True))


def signed_by_phones(seal: Seal) -> tuple[int, int]:
    """How many of the sheets in the sealed log a phone signed, and how many there are."""
    sheets = seal.round.score_events.filter(seq__lt=seal.checkpoint.size, body__contains='"event":"ballot"')
    return sheets.filter(body__contains='"signature":"').count(), sheets.count()


def seal_roles_of(user: User, seal: Seal) -> frozenset[SealRole]:
    """For which parts the user may confirm the seal; for none when the round was opened again."""
    if seal.is_superseded:
        return frozenset()
    round = seal.round
    visited = round.visits.exclude(sheet=None).values_list("organisation__path", flat=True)
    return seal_roles(access_of(user), Tier(round.tier), round.organiser.path, list(visited))


def reopenings_of(user: User, round: Round) -> QuerySet[Reopening]:
    """What was asked about opening a round again and what was answered, for whoever sees its seals; oldest first."""
    asked = Reopening.objects.filter(seal__in=seals_for(user, round))
    return asked.select_related("by", "seal__round__organiser", "answer__by")


def reopening_for(user: User, round: Round) -> Reopening:
    """The asking that waits for a second person; NotVisible when there is none or it is foreign."""
    found = reopenings_of(user, round).filter(answer=None).first()
    if found is None:
        raise NotVisible
    return found


def reopenings_to_confirm(user: User) -> list[Reopening]:
    """The askings that wait for this very user as the second person."""
    access = access_of(user)
    states = (RoundState.RANKED, RoundState.CLASSIFIED)
    waiting = Reopening.objects.filter(answer=None, seal__round__state__in=states).exclude(by=user)
    found = waiting.select_related("by", "seal__round__organiser")
    return [one for one in found if may_confirm_reopening(access, one.seal.round.tier, one.seal.round.organiser.path)]
