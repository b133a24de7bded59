"""Issue the documents of a round: lists, bulletins, summary, ledger, receipts (S0-2-d, S0-3.3-j, S0-4.2-c, S0-A-c)."""

from dataclasses import asdict, dataclass
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused
from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.bulletin import bulletin
from guanmo.stages.documents.composers.figures import (
    figures_of_deductions,
    figures_of_progress,
    figures_of_rows,
    figures_of_standings,
)
from guanmo.stages.documents.composers.progress import progress_bulletin, progress_of
from guanmo.stages.documents.composers.rankings import ranking_list, ranking_lists, standings_by_list
from guanmo.stages.documents.composers.rectification import ledger_content
from guanmo.stages.documents.composers.results_of_one import counted_ballots, score_receipt
from guanmo.stages.documents.composers.summary import summary_content
from guanmo.stages.documents.content import Figure, Paragraph, RankingListContent
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.errors import NotReady
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import rows_of_round
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import Standing
from guanmo.stages.results.queries import line_now, worth
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import BEFORE, RoundState, Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead, may_run

_CLASSES_KNOWN = frozenset({RoundState.CLASSIFIED, RoundState.FILED, RoundState.CLOSED})


def _audience(round: Round) -> Audience:
    return Audience.TOWNSHIP if round.tier == Tier.INTERNAL else Audience.COUNTY


def _check_lead(round: Round, by: User) -> None:
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以印发本轮的公文。"))


@transaction.atomic
def publish_bulletin(round: Round, *, body: tuple[Paragraph, ...] = (), by: User) -> Document:
    """Issue the ranking bulletin with its lists; ``body`` replaces the proposed text.

    The bulletin of the county closes its round (workflows.md 1). Raises NotAllowed, NotReady (classes not confirmed).
    """
    _check_lead(round, by)
    round = lock_round(round)
    _check_classes(round)
    today = timezone.localdate()
    number = next_number(round.organiser, word=series_word(round.organiser, Kind.BULLETIN), year=today.year)
    content = bulletin(round, number=number, body=body, today=today)
    cover = Cover(
        Kind.BULLETIN, content.title, round.organiser, _audience(round), number, round=round, figures=_figures(round)
    )
    document = publish(cover, content, by=by)
    if round.tier != Tier.INTERNAL and round.state == RoundState.CLASSIFIED:
        advance(round, RoundState.CLOSED, by=by)
    return document


def _figures(round: Round) -> tuple[Figure, ...]:
    return figures_of_standings(chain.from_iterable(standings_by_list(round).values()))


@transaction.atomic
def publish_progress(round: Round, *, body: tuple[Paragraph, ...] = (), by: User) -> Document:
    """Issue a dated progress bulletin from the figures of today (S0-4.2-c). Raises NotAllowed, NotReady."""
    _check_lead(round, by)
    if round.state in BEFORE:
        raise NotReady(_("本轮观摩还没有开始，没有进展可以通报。"))
    organiser, today = round.organiser, timezone.localdate()
    number = next_number(organiser, word=series_word(organiser, Kind.PROGRESS), year=today.year)
    progress = progress_of(round, today=today)
    content = progress_bulletin(round, number, progress, body=body)
    figures = figures_of_progress(progress)
    cover = Cover(Kind.PROGRESS, content.title, organiser, _audience(round), number, round=round, figures=figures)
    return publish(cover, content, by=by)


def receipts_due(round: Round, *, by: User) -> QuerySet[Standing]:
    """The visited organisations that have not been told their result. Raises NotAllowed, NotReady (no classes yet)."""
    _check_lead(round, by)
    _check_classes(round)
    told = Document.objects.filter(kind=Kind.RECEIPT, round=round, withdrawal=None).values("organisation")
    standings = Standing.objects.filter(ranking__round=round, ranking__replaced_by=None, visit__sheet__isnull=False)
    untold = standings.exclude(organisation__in=told)
    return untold.select_related("organisation", "ranking__round__organiser", "visit__sheet", "visit__round")


@transaction.atomic
def publish_receipt(standing: Standing, *, by: User) -> Document | None:
    """Tell one organisation its own result; None when it has been told. Raises NotAllowed, NotReady."""
    round = lock_round(standing.ranking.round)
    if not receipts_due(round, by=by).filter(pk=standing.pk).exists():
        return None
    content = score_receipt(standing, today=timezone.localdate())
    taken = (one for ballot in counted_ballots(standing) for one in ballot.version.deductions.all())
    deductions = [line_now(one) for one in taken if worth(one)]
    cover = Cover(
        kind=Kind.RECEIPT,
        title=f"{standing.organisation.short_name}{content.title}",
        issuer=round.organiser,
        audience=Audience.ORGANISATION,
        organisation=standing.organisation,
        round=round,
        figures=figures_of_standings([standing]) + figures_of_deductions(deductions),
    )
    return publish(cover, content, by=by)


def _check_classes(round: Round) -> None:
    if round.state not in _CLASSES_KNOWN:
        raise NotReady(_("分类还没有确定，不能印发。请先确定分类。"))


def lists_ahead(round: Round, *, by: User) -> tuple[RankingListContent, ...]:
    """What ``publish_ranking_lists`` would issue today, to be looked at. Raises NotAllowed, NotReady."""
    _check_lists(round, by)
    return ranking_lists(round, today=timezone.localdate())


def _check_lists(round: Round, by: User) -> None:
    _check_lead(round, by)
    if not standings_by_list(round):
        raise NotReady(_("本轮还没有排名。请先结束打分。"))
    _check_classes(round)


@dataclass(frozen=True, slots=True)
class ListsIssued:
    """What came of issuing the ranking lists: those issued now, and the sentence why for each that was refused."""

    documents: tuple[Document, ...]
    refusals: tuple[Refused, ...]


def publish_ranking_lists(round: Round, *, by: User) -> ListsIssued:
    """Issue each ranking list that is not out yet, each by an act of its own, so that none waits for all to be drawn.

    Call outside of any transaction. Raises NotAllowed, NotReady (no ranking, no classes, all are out).
    """
    _check_lists(round, by)
    documents, refusals = list[Document](), list[Refused]()
    for name in standings_by_list(round):
        try:
            documents += _publish_list(round, name, by=by)
        except Refused as refused:
            refusals.append(refused)
    if not documents and not refusals:
        raise NotReady(_("本轮的排名表都已经印发了。要重新印发，请先撤回原来的。"))
    return ListsIssued(tuple(documents), tuple(refusals))


@transaction.atomic
def _publish_list(round: Round, name: List, *, by: User) -> list[Document]:
    """One list, read once nobody can change it any more; nothing when it is out already."""
    round = lock_round(round)
    _check_classes(round)
    standings = standings_by_list(round).get(name, [])
    content = ranking_list(round, name, standings, today=timezone.localdate())
    title = f"{content.title}（{content.list_name}）"
    out = Document.objects.filter(kind=Kind.RANKING_LIST, round=round, title=title, withdrawal=None)
    if not standings or out.exists():
        return []
    figures = figures_of_standings(standings)
    cover = Cover(Kind.RANKING_LIST, title, round.organiser, _audience(round), round=round, figures=figures)
    return [publish(cover, content, by=by)]


@transaction.atomic
def publish_summary(round: Round, *, written: dict[str, str], by: User) -> Document:
    """Issue the summary with the sections as the leader wrote them. Raises NotAllowed, NotReady."""
    _check_lead(round, by)
    if not round.scoring_is_over:
        raise NotReady(_("本轮打分还没有结束，不能印发总结。"))
    standings = standings_by_list(round)
    content = summary_content(round, written=written, standings=standings, today=timezone.localdate())
    figures = figures_of_standings(chain.from_iterable(standings.values()))
    cover = Cover(Kind.SUMMARY, content.title, round.organiser, _audience(round), round=round, figures=figures)
    return publish(cover, content, by=by)


@transaction.atomic
def publish_ledger(round: Round, *, by: User) -> Document:
    """Issue the rectification ledger of the round as it stands today. Raises NotAllowed, NotReady (nothing new to say)."""
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以印发整改台账。"))
    round = lock_round(round)
    rows = list(rows_of_round(by, round))
    if not rows:
        raise NotReady(_("本轮还没有列入台账的事项。"))
    content = ledger_content(round.organiser, rows, round_name=round.title, today=timezone.localdate())
    figures = figures_of_rows(rows)
    if _ledger_is_out(round, figures):
        raise NotReady(_("今天的整改台账已经印发，数字没有变化。要重新印发，请先撤回原来的。"))
    title = f"{round.title}整改台账"
    cover = Cover(Kind.LEDGER, title, round.organiser, Audience.ORGANISATION, round=round, figures=figures)
    return publish(cover, content, by=by)


def _ledger_is_out(round: Round, figures: tuple[Figure, ...]) -> bool:
    """Whether a ledger of today says the same already: a button pressed twice issues one."""
    out = Document.objects.filter(kind=Kind.LEDGER, round=round, withdrawal=None, issued_at__date=timezone.localdate())
    same = [asdict(figure) for figure in figures]
    return any(one.figures == same for one in out)
