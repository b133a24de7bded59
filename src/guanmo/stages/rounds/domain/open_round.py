"""Open a round: the visits begin. Checks the leader (S0-3.1-a) and the order of the tiers (S0-2-b)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, holds
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import PUBLISHED, RoundState, Tier
from guanmo.stages.rounds.errors import LeaderMissing, TierOrder
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import townships_before_tier
from guanmo.stages.rounds.rules import may_lead


@transaction.atomic
def open_round(round: Round, *, override_reason: str = "", by: User) -> Round:
    """Open the round. The county may override the order of the tiers with a reason, which the transition keeps.

    Raises NotAllowed, LeaderMissing, TierOrder, WrongStep.
    """
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以启动本轮观摩。"))
    _check_leader(round)
    overridden = bool(override_reason.strip()) and access_of(by).is_county_admin
    if not overridden:
        check_tier_order(round)
    return advance(round, RoundState.IN_PROGRESS, reason=override_reason.strip() if overridden else "", by=by)


def _check_leader(round: Round) -> None:
    if round.tier != Tier.INTERNAL:
        return
    if round.leader is None or not holds(round.leader, round.organiser, [Duty.SECRETARY]):
        raise LeaderMissing(
            _("内部观摩由%(township)s党（工）委书记带队。请先在“组织”中登记现任书记，再重新排定本轮。")
            % {"township": round.organiser.short_name}
        )


def check_tier_order(round: Round) -> None:
    """Raise TierOrder while an earlier tier of the cycle is still open."""
    if round.tier == Tier.INTERNAL:
        return
    waiting = [one.short_name for one in townships_before_tier(round.cycle.year, Tier(round.tier))]
    if waiting:
        raise TierOrder(
            _("内部观摩还没有结束，不能开始%(tier)s。尚未报备的有：%(names)s。确需提前的，由县委组织部写明原因。")
            % {"tier": round.get_tier_display(), "names": "、".join(waiting)}
        )
    if round.tier == Tier.COUNTY_DEMONSTRATION and not _cross_is_closed(round):
        raise TierOrder(_("交叉观摩还没有结束，不能开始全县示范观摩。确需提前的，由县委组织部写明原因。"))


def _cross_is_closed(round: Round) -> bool:
    cross = round.cycle.rounds.filter(tier=Tier.CROSS)
    return cross.exists() and not cross.exclude(state__in=PUBLISHED).exists()
