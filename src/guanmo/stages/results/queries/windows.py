"""The time for objections: until when a result is provisional, and what is contested and changed in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.lib.refusal import NotVisible
from guanmo.method.deduction import Deduction
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import ORGANISATION_STAFF, TOWNSHIP_STAFF
from guanmo.stages.results.models import ChangedLine, Objection, ObjectionFile, Ranking, Standing
from guanmo.stages.rounds.enums import RoundState, TermDays
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import Today, calendar_today
from guanmo.stages.scoring.models import BallotDeduction, BallotVersion


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which objections are taken: from the ranking to the end of ``last``."""

    last: date
    is_open: bool


def window_of(ranking: Ranking, now: Today | None = None) -> Window | None:
    """The window of a ranking; None where the round has none. A recount opens no new one, the next version does."""
    days = ranking.round.objection_days
    if not days:
        return None
    first = ranking
    while first.replaces is not None and first.replaces.version == ranking.version:
        first = first.replaces
    now = now or calendar_today()
    last = _last_day(timezone.localtime(first.at).date(), days, ranking.round, now)
    return Window(last, now.day <= last)


def _last_day(ranked_on: date, days: int, round: Round, now: Today) -> date:
    if round.objection_term == TermDays.CALENDAR:
        return now.calendar.from_day(ranked_on + timedelta(days=days))
    return now.calendar.after(ranked_on, days)


def current_ranking(round: Round) -> Ranking | None:
    """The ranking that holds: the newest; an earlier, provisional one stays beside it. None while the round is open."""
    newest = newest_ranking(round)
    return newest if newest and newest.version == newest.round.version else None


def newest_ranking(round: Round) -> Ranking | None:
    """The newest ranking, also that of a version which holds no longer."""
    return Ranking.objects.filter(round=round, replaced_by=None).select_related("round", "replaces").first()


def changed_since(ranking: Ranking) -> bool:
    """Whether a re-check changed lines that this ranking has not counted yet."""
    return ChangedLine.objects.filter(answer__objection__standing__ranking=ranking).exists()


def provisional_problem(round: Round) -> str:
    """The sentence that says why the result is not final yet; empty when it may be classified or counted again."""
    ranking = current_ranking(round)
    window = window_of(ranking) if ranking else None
    if window is None:
        return ""
    if window.is_open:
        last = date_format(window.last, _("Y年n月j日"))
        return _("现在是初步结果，异议期到%(last)s结束，期满以后再确定。") % {"last": last}
    waiting = Objection.objects.filter(standing__ranking__round=round, answer=None).count()
    if waiting:
        return _("还有%(count)d条异议没有答复，请先复核答复。") % {"count": waiting}
    return ""


def provisional_for(user: User) -> list[tuple[Standing, Window]]:
    """The provisional results of the user's own organisations to which objections are taken today."""
    own = access_of(user).organisation_ids(*ORGANISATION_STAFF)
    held = Standing.objects.filter(
        organisation__in=own,
        visit__isnull=False,
        ranking__replaced_by=None,
        ranking__round__state=RoundState.RANKED,
        ranking__round__objection_days__gt=0,
    ).select_related("visit", "ranking__round")
    windows = [(one, window_of(one.ranking)) for one in held]
    return [(one, window) for one, window in windows if window is not None and window.is_open]


def contestable(standing: Standing) -> QuerySet[BallotDeduction]:
    """The deductions of the sheets that were counted for a standing."""
    versions = standing.counted_ballots.values("version")
    taken = BallotDeduction.objects.filter(version__in=versions, points__gt=0)
    return taken.select_related("item__section").order_by("item__section__position", "item__no", "pk")


def judged(user: User, objection: Objection) -> bool:
    """Whether the user took off one of the contested points."""
    return objection.deductions.filter(version__ballot__participant__user=user).exists()


def objections_visible_to(user: User) -> QuerySet[Objection]:
    """Objections of the own organisation, of the organisations of the own township, for the county all."""
    access = access_of(user)
    found = Objection.objects.select_related("standing__organisation", "standing__ranking__round", "by", "answer__by")
    if access.is_county:
        return found.filter(below(access.counties, "standing__organisation__path"))
    township = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "standing__organisation__path")
    own = access.organisation_ids(*ORGANISATION_STAFF)
    return found.filter(township) | found.filter(standing__organisation__in=own)


def objection_for(user: User, uuid: UUID) -> Objection:
    """One objection with its files and lines as the user may see it; NotVisible when foreign or absent."""
    found = objections_visible_to(user).filter(uuid=uuid).prefetch_related("files", "answer__lines").first()
    if found is None:
        raise NotVisible
    return found


def objection_file_for(user: User, uuid: UUID) -> ObjectionFile:
    """A file of an objection that the user may see; NotVisible when foreign or absent."""
    found = ObjectionFile.objects.filter(uuid=uuid, objection__in=objections_visible_to(user)).first()
    if found is None:
        raise NotVisible
    return found


def objections_of(user: User, standing: Standing) -> QuerySet[Objection]:
    """The objections to the result of one visit, oldest first, also those to the provisional ranking."""
    seen = objections_visible_to(user).filter(standing__visit=standing.visit_id, standing__visit__isnull=False)
    return seen.prefetch_related("files", "deductions__item__section", "answer__lines__deduction")


def unanswered_for(user: User) -> QuerySet[Objection]:
    """The objections that wait for an answer by whoever organises the round, and that the user did not cause."""
    waiting = objections_visible_to(user).filter(answer=None)
    return waiting.exclude(deductions__version__ballot__participant__user=user).distinct()


def contents_of(version: BallotVersion) -> list[Deduction]:
    """The deductions of a sheet as the method takes them: changed lines as they are worth now, by hand and no rule's."""
    return [content for one in version.deductions.all() if (content := _content(one))]


def _content(deduction: BallotDeduction) -> Deduction | None:
    if not is_changed(deduction):
        return deduction.content
    now = worth(deduction)
    return replace(deduction.content, points=now, rule=None, count=None) if now else None


def line_now(deduction: BallotDeduction) -> BallotDeduction | ChangedLine:
    """The line that holds: the newest that a re-check left, else the deduction itself. Reads prefetched ``changes``."""
    changes: list[ChangedLine] = list(deduction.changes.all())
    return changes[-1] if changes else deduction


def worth(deduction: BallotDeduction) -> Decimal:
    """What a deduction is worth now."""
    points: Decimal = line_now(deduction).points
    return points


def points_now() -> Coalesce:
    """What each deduction of a query is worth now, as a column; the same as ``worth``."""
    newest = ChangedLine.objects.filter(deduction=OuterRef("pk")).order_by("-pk")
    return Coalesce(Subquery(newest.values("points")[:1]), F("points"))


def is_changed(deduction: BallotDeduction) -> bool:
    return bool(deduction.changes.all())
