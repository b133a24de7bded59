"""The order of the tiers (S0-2-b) and what is overdue in a quarter (S0-3.1-b)."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.lib.period import Quarter
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, holds, townships
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.enums import PUBLISHED, RoundState, Tier
from guanmo.stages.rounds.models import Round


def overdue_townships(quarter: Quarter) -> QuerySet[Organisation]:
    """Townships without an internal round in a quarter that is over (S0-3.1-b); none while the quarter runs.

    A round that is still being drafted has not begun. A township founded after the quarter owes nothing for it.
    """
    if timezone.localdate() <= quarter.last_day:
        return townships().none()
    begun = Round.objects.filter(tier=Tier.INTERNAL, period=str(quarter)).exclude(state=RoundState.DRAFT)
    founded = Q(established_on=None) | Q(established_on__lte=quarter.last_day)
    owing: QuerySet[Organisation] = townships().filter(founded).exclude(pk__in=begun.values("organiser"))
    return owing


def overdue_quarters(user: User, year: int) -> tuple[Quarter, ...]:
    """The quarters of a year for which the user's own township owes an internal round; empty for everybody else."""
    own = below(g.path for g in access_of(user).grants if g.role in TOWNSHIP_STAFF)
    quarters = [Quarter(year, number) for number in (1, 2, 3, 4)]
    return tuple(quarter for quarter in quarters if overdue_townships(quarter).filter(own).exists())


def townships_before_cross(year: int) -> QuerySet[Organisation]:
    """Townships whose first internal round of the year is not yet filed: they hold up the cross tier (S0-2-b, D43)."""
    filed = Round.objects.filter(cycle__year=year, tier=Tier.INTERNAL, state__in=PUBLISHED)
    return townships().exclude(pk__in=filed.values("organiser"))


def tier_order_problem(round: Round) -> str:
    """The sentence that says which earlier tier of the cycle is still open; empty when the round may open."""
    if round.tier == Tier.INTERNAL:
        return ""
    waiting = [one.short_name for one in townships_before_cross(round.cycle.year)]
    if waiting:
        return _(
            "内部观摩还没有结束，不能开始%(tier)s。尚未报备的有：%(names)s。确需提前的，由县委组织部写明原因。"
        ) % {
            "tier": round.get_tier_display(),
            "names": _("、").join(waiting),
        }
    if round.tier == Tier.COUNTY_DEMONSTRATION and not _cross_is_closed(round):
        return _("交叉观摩还没有结束，不能开始全县示范观摩。确需提前的，由县委组织部写明原因。")
    return ""


def leader_problem(round: Round) -> str:
    """The sentence that says that the leader is not the sitting secretary (S0-3.1-a); empty when the round may open."""
    if round.tier != Tier.INTERNAL:
        return ""
    if round.leader is not None and holds(round.leader, round.organiser, [Duty.SECRETARY]):
        return ""
    return _("内部观摩由%(township)s党（工）委书记带队。请先在“组织”中登记现任书记，再把本轮退回筹备，重新排定。") % {
        "township": round.organiser.short_name
    }


def _cross_is_closed(round: Round) -> bool:
    cross = round.cycle.rounds.filter(tier=Tier.CROSS)
    return cross.exists() and not cross.exclude(state__in=PUBLISHED).exists()
