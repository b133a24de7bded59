"""Held sheets for who runs the round: who, where, when, why, and what would have to be put right first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from guanmo.desk.rounds.presenters.intake import tabs_of, waiting_of
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.models import HeldBallot
from guanmo.stages.scoring.queries import Aside
from guanmo.ui.shapes import Choice, Text

ADVICE: dict[str, Text] = {
    HoldCode.NOT_TAKING_PART: _("这位同志不在本轮参加人员中。确实参加的，先在“参加人员”中增加，再重新受理。"),
    HoldCode.ABSENT: _("这位评委登记为缺席。登记有误的，先在“参加人员”中改正，再重新受理。"),
    HoldCode.OWN_ORGANISATION: _("这是评委本人所在的组织，应当回避，不能受理。"),
    HoldCode.NOT_OPEN: _("收到时本轮还没有开始。开始以后可以重新受理。"),
    HoldCode.SCORING_OVER: _("打分结束以后才收到，不能再计入，原文留存备查。"),
    HoldCode.NOT_SCORED: _("这个组织本轮不打分。恢复观摩以后可以重新受理。"),
    HoldCode.WRONG_SHEET: _("用的不是本轮的评分表，不能受理。请评委在手机上刷新以后重新填写。"),
    HoldCode.OTHER_ROUND: _("评委是用另一轮的二维码提交的，内容属于本轮，可以重新受理。"),
}

FOR_GOOD = frozenset({HoldCode.OWN_ORGANISATION, HoldCode.WRONG_SHEET})
"""Nothing that anybody could put right makes these countable."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One held sheet; ``label`` and ``advice`` say why and what to do, ``may_take`` whether trying again has a sense.

    ``organisation`` is a name, or the words for a visit that does not exist.
    """

    held: HeldBallot
    organisation: Text
    label: Text
    advice: Text
    may_take: bool


@dataclass(frozen=True, slots=True)
class HeldPage:
    tabs: Sequence[Choice]
    rows: Sequence[HeldRow]


def held_page(user: User, round: Round) -> HeldPage:
    """The held sheets of the round."""
    waiting = waiting_of(user, round)
    rows = [*(_row(one, round) for one in waiting.held), *(_stray(one) for one in waiting.strays)]
    return HeldPage(tabs_of(round, waiting, "held"), rows)


def _row(aside: Aside, round: Round) -> HeldRow:
    held = aside.held
    may_take = not round.scoring_is_over and held.code not in FOR_GOOD
    organisation = aside.visit.organisation.short_name
    return HeldRow(held, organisation, held.get_code_display(), advice_for(held.code), may_take)


def _stray(held: HeldBallot) -> HeldRow:
    advice = _("这份评分表写的观摩安排，系统里没有（可能已经撤销）。请与评委核对，需要时请评委重新打分。")
    return HeldRow(held, _("系统里没有"), _("找不到对应的观摩"), advice, may_take=False)


def advice_for(code: str) -> Text:
    """What to do about a sheet held for this reason."""
    return ADVICE.get(code, _("请与评委联系，核对内容以后重新提交。"))
