"""The versions of a round whose scoring was opened again, in words and links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.results.lists import ClassTag, class_tag
from guanmo.stages.documents.composers.rankings import by_list
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import Reopening, Seal, Standing
from guanmo.stages.results.queries import reopenings_of, seals_for, standings_of_version
from guanmo.stages.results.rules import may_ask_reopening, may_confirm_reopening
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round

REOPENABLE = (RoundState.RANKED, RoundState.CLASSIFIED)


@dataclass(frozen=True, slots=True)
class Version:
    """One version that was sealed; ``url`` is empty for the one that the page shows."""

    seal: Seal
    url: str
    superseded: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page offers about opening the round again: the askings, and what the user may do about the one that waits."""

    told: Sequence[Reopening]
    waiting: Reopening | None
    may_ask: bool
    may_answer: bool


def versions_of(user: User, round: Round, shown: Seal) -> list[Version]:
    """The versions that the user may see, the newest first; none where there is but one that holds."""
    seals = seals_for(user, round)
    if len(seals) < 2 and not any(one.is_superseded for one in seals):
        return []
    return [Version(one, "" if one == shown else _url(one), superseded(one)) for one in seals]


def _url(seal: Seal) -> str:
    return reverse("desk:results-version", args=[seal.round.uuid, seal.version])


def superseded(seal: Seal) -> str:
    """The mark of a version that holds no longer, with the reason and both people; empty for the one that holds."""
    if not seal.is_superseded:
        return ""
    asked, answer = seal.reopened_by.reopening, seal.reopened_by
    return _("已由第%(version)d版取代。原因：%(reason)s（%(asked)s申请，%(confirmed)s确认）") % {
        "version": seal.version + 1,
        "reason": asked.reason,
        "asked": asked.by,
        "confirmed": answer.by,
    }


def last_superseded(user: User, round: Round) -> str:
    """The mark of the version before the one that is being scored or holds; empty for a round in its first version."""
    before = [one for one in seals_for(user, round) if one.is_superseded] if round.version > 1 else []
    return superseded(before[0]) if before else ""


def lists_of(user: User, seal: Seal) -> list[tuple[List, list[tuple[Standing, ClassTag | None]]]]:
    """What stood in the lists of a version that holds no longer; nothing for the one that holds: it has pages of its own."""
    if not seal.is_superseded:
        return []
    lists = by_list(standings_of_version(user, seal))
    return [(name, [(one, class_tag(one)) for one in rows]) for name, rows in lists.items()]


def asking_of(user: User, round: Round) -> Asking:
    """The part of the page about opening the round again."""
    told = list(reopenings_of(user, round))
    place, access = (round.tier, round.organiser.path), access_of(user)
    open_to_it = round.state in REOPENABLE
    waiting = next((one for one in told if not hasattr(one, "answer")), None) if open_to_it else None
    return Asking(
        told=told,
        waiting=waiting,
        may_ask=open_to_it and waiting is None and may_ask_reopening(access, *place),
        may_answer=waiting is not None and waiting.by_id != user.pk and may_confirm_reopening(access, *place),
    )
