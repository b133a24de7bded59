"""Sheets on paper: which there are to print and to type in, and the entries that wait for a second pair of eyes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.method.paper_code import paper_code
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.models import Ballot, PaperEntry
from guanmo.stages.scoring.rules import is_attending, is_judge_of


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """One judge's sheet for one visit, as it can be printed and typed in."""

    judge: Participant
    visit: Visit

    @property
    def code(self) -> str:
        return paper_code(self.visit.uuid, self.judge.user.uuid)


def paper_places(user: User, round: Round, judge: UUID | None = None) -> list[PaperPlace]:
    """Every sheet to be printed, judge by judge, or only those of the user ``judge``; none for who does not run it."""
    return [place for place in _places(user, round, judge) if is_attending(place.judge)]


def _places(user: User, round: Round, judge: UUID | None = None, visit: UUID | None = None) -> Iterator[PaperPlace]:
    if not _may(user, round) or not round.scoring:
        return
    wanted = Q() if visit is None else Q(uuid=visit)
    visits = visits_visible_to(user).filter(wanted, round=round, sheet__isnull=False)
    found = list(visits.exclude(state=VisitState.EXCUSED).prefetch_related("sheet__sections__items__rules"))
    for judge_found in _judges(round, judge):
        for one in found:
            one.round = round
            if is_judge_of(judge_found, one):
                yield PaperPlace(judge_found, one)


def paper_judges(user: User, round: Round) -> Sequence[Participant]:
    """Those for whom sheets can be printed."""
    if not _may(user, round) or not round.scoring:
        return []
    return [judge for judge in _judges(round, None) if is_attending(judge)]


def places_with(user: User, round: Round, code: str) -> list[PaperPlace]:
    """The sheets with this code: one, none, or hardly ever two. Also those of judges who stand as absent."""
    return [place for place in _places(user, round) if place.code == code]


def paper_place_for(user: User, round: Round, judge: UUID, visit: UUID) -> PaperPlace:
    """One sheet of the round by judge and visit, for who runs it; NotVisible otherwise."""
    found = next(_places(user, round, judge, visit), None)
    if found is None:
        raise NotVisible
    return found


def ballot_at(user: User, place: PaperPlace) -> Ballot | None:
    """What has arrived already for this place, for who runs the round."""
    if not _may(user, place.visit.round):
        return None
    found: Ballot | None = Ballot.objects.filter(visit=place.visit, participant=place.judge, head__isnull=False).first()
    return found


def entries_of(user: User, round: Round) -> QuerySet[PaperEntry]:
    """The entries of the round, newest first; none for who does not run it."""
    entries = _entries().filter(visit__round=round)
    return entries if _may(user, round) else entries.none()


def entries_waiting(user: User, round: Round) -> QuerySet[PaperEntry]:
    """Those that nobody has confirmed or returned yet."""
    return entries_of(user, round).filter(version=None, returned_because="")


def last_returned(user: User, place: PaperPlace) -> PaperEntry | None:
    """The entry of this place that was returned last, while nothing newer was typed in."""
    newest = entries_of(user, place.visit.round).filter(visit=place.visit, participant=place.judge).first()
    return newest if newest is not None and newest.returned_because else None


def entry_for(user: User, uuid: UUID) -> PaperEntry:
    """One entry with its sheet, for who runs its round; NotVisible otherwise."""
    found = _entries().prefetch_related("visit__sheet__sections__items__rules").filter(uuid=uuid).first()
    if found is None or not _may(user, found.visit.round):
        raise NotVisible
    return found


def _entries() -> QuerySet[PaperEntry]:
    return PaperEntry.objects.select_related(
        "visit__organisation",
        "visit__round__organiser",
        "visit__sheet",
        "participant__user",
        "participant__organisation",
        "entered_by",
        "confirmed_by",
    )


def _judges(round: Round, judge: UUID | None) -> QuerySet[Participant]:
    wanted = Q() if judge is None else Q(user__uuid=judge)
    return Participant.objects.filter(wanted, round=round).select_related("user", "organisation", "team__target")


def _may(user: User, round: Round) -> bool:
    return may_run(access_of(user), round.tier, round.organiser.path)
