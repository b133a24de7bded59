"""Issue the documents of a round: ranking lists, bulletin, summary, ledger (S0-2-d, S0-3.3-j, S0-A-c)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.bulletin import bulletin
from guanmo.stages.documents.composers.rankings import ranking_lists
from guanmo.stages.documents.composers.rectification import ledger_content
from guanmo.stages.documents.composers.summary import summary_content
from guanmo.stages.documents.content import Paragraph
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.errors import NotReady
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import rows_of_round
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import RoundState, Tier
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
    number = next_number(round.organiser, word=_word(round), year=today.year)
    content = bulletin(round, number=number, body=body, today=today)
    cover = Cover(Kind.BULLETIN, content.title, round.organiser, _audience(round), number, round=round)
    document = publish(cover, content, by=by)
    if round.tier != Tier.INTERNAL and round.state == RoundState.CLASSIFIED:
        advance(round, RoundState.CLOSED, by=by)
    return document


def _word(round: Round) -> str:
    """The word of the series: 党发 for a township's committee, 组发 for the organisation department of the county."""
    return f"{round.organiser.short_name}{'党发' if round.organiser.is_township else '组发'}"


def _check_classes(round: Round) -> None:
    if round.state not in _CLASSES_KNOWN:
        raise NotReady(_("分类还没有确定，不能印发。请先确定分类。"))


@transaction.atomic
def publish_ranking_lists(round: Round, *, by: User) -> list[Document]:
    """Issue each ranking list as a document of its own. Raises NotAllowed, NotReady (no ranking, no classes)."""
    _check_lead(round, by)
    lists = ranking_lists(round, today=timezone.localdate())
    if not lists:
        raise NotReady(_("本轮还没有排名。请先结束打分。"))
    _check_classes(round)
    covers = [
        Cover(Kind.RANKING_LIST, f"{one.title}（{one.list_name}）", round.organiser, _audience(round), round=round)
        for one in lists
    ]
    return [publish(cover, content, by=by) for cover, content in zip(covers, lists, strict=True)]


@transaction.atomic
def publish_summary(round: Round, *, written: dict[str, str], by: User) -> Document:
    """Issue the summary with the sections as the leader wrote them. Raises NotAllowed, NotReady."""
    _check_lead(round, by)
    if not round.scoring_is_over:
        raise NotReady(_("本轮打分还没有结束，不能印发总结。"))
    content = summary_content(round, written=written, today=timezone.localdate())
    cover = Cover(Kind.SUMMARY, content.title, round.organiser, _audience(round), round=round)
    return publish(cover, content, by=by)


@transaction.atomic
def publish_ledger(round: Round, *, by: User) -> Document:
    """Issue the rectification ledger of the round as it stands today. Raises NotAllowed, NotReady."""
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以印发整改台账。"))
    rows = list(rows_of_round(by, round))
    if not rows:
        raise NotReady(_("本轮还没有列入台账的事项。"))
    content = ledger_content(round.organiser, rows, round_name=round.title, today=timezone.localdate())
    cover = Cover(Kind.LEDGER, f"{round.title}整改台账", round.organiser, Audience.ORGANISATION, round=round)
    return publish(cover, content, by=by)
