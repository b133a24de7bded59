"""Who of a round has which personal link, and the cards that carry new ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import segno
from django.http.request import split_domain_port
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.queries import participants_of
from guanmo.stages.scoring.models import JudgeLink
from guanmo.stages.scoring.queries import links_of
from guanmo.stages.scoring.rules import is_attending, last_day_of_link, link_is_open
from guanmo.ui.shapes import Tone

THIS_COMPUTER = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One participant. ``state`` is in words with the time ``at``; ``binds`` when a phone would be shut out."""

    participant: Participant
    tone: Tone
    icon: str
    state: str
    at: datetime | None
    is_open: bool
    binds: bool
    may_get: bool


@dataclass(frozen=True, slots=True)
class LinksPage:
    rows: Sequence[LinkRow]
    last_day: date
    may_make: bool
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One card to cut out. Its address is the only copy of the token."""

    participant: Participant
    address: str
    code: SafeString


def links_page(user: User, round: Round, today: date, address: str) -> LinksPage:
    """The participants in the order of the tree; ``address`` is that of the page itself."""
    links, may_make = links_of(user, round), not round.scoring_is_over
    rows = [_row(one, links.get(one.pk), today, round, may_make) for one in participants_of(user, round)]
    return LinksPage(rows, last_day_of_link(round.deadline), may_make, warnings_about(address))


def _row(one: Participant, link: JudgeLink | None, today: date, round: Round, may_make: bool) -> LinkRow:
    is_open = link is not None and link_is_open(
        revoked=link.revoked_at is not None, deadline=round.deadline, today=today
    )
    tone, icon, state, at = _state(link, is_open)
    binds = is_open and link is not None and link.bound_at is not None
    return LinkRow(one, tone, icon, state, at, is_open, binds, may_make and is_attending(one))


def _state(link: JudgeLink | None, is_open: bool) -> tuple[Tone, str, str, datetime | None]:
    if link is None:
        return "mute", "circle-dashed", _("未发放"), None
    if link.revoked_at is not None:
        return "warn", "ban", _("已作废"), link.revoked_at
    if not is_open:
        return "mute", "clock", _("已到期"), None
    if link.bound_at is None:
        return "info", "send", _("已发放，未使用"), link.made_at
    return "good", "smartphone", _("已绑定手机"), link.bound_at


def card_of(participant: Participant, address: str) -> Card:
    """A card with the QR code of this address."""
    drawing = segno.make(address, micro=False, error="m").svg_inline(border=0, omitsize=True, svgclass="qr")
    return Card(participant, address, SafeString(drawing))


def warnings_about(address: str) -> list[str]:
    """What a phone would not get from a card printed while the page stands at this address."""
    scheme, _slashes, rest = address.partition("://")
    host, _port = split_domain_port(rest.partition("/")[0])
    if host in THIS_COMPUTER:
        return [_("您是用本机地址打开的，印出来的二维码手机打不开。请先用手机也能打开的地址登录，再发放。")]
    if scheme != "https":
        return [_("现在的网址不是 https 开头，手机没有网络时打不开评分表。请先用 https 的地址登录，再发放。")]
    return []
