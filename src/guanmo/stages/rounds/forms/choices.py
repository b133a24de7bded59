"""What the form of a round offers and shows at first."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import Method
from guanmo.method.classification import ClassRule
from guanmo.stages.rounds.enums import TermDays, Tier
from guanmo.stages.rounds.forms.weights import weights_shown
from guanmo.stages.rounds.models import Round


def quarters_offered(round: Round | None) -> list[tuple[str, str]]:
    """The quarter before this one, this one and the four after it, and the one that a draft has."""
    now = Quarter.of(timezone.localdate())
    offered = [Quarter.of(now.first_day - timedelta(days=1)), now]
    for _step in range(4):
        offered.append(offered[-1].next())
    if round and round.quarter not in offered:
        offered.insert(0, round.quarter)
    return [(str(one), quarter_words(one)) for one in offered]


def months_offered(round: Round | None) -> list[tuple[str, str]]:
    """No month, then the months of the quarters that are offered, and the one that a draft has."""
    quarters = [Quarter.parse(key) for key, _label in quarters_offered(round)]
    months = [one.first_day.replace(month=one.first_day.month + more) for one in quarters for more in range(3)]
    offered = {f"{one:%Y-%m}" for one in months} | ({round.planned_month} if round and round.planned_month else set())
    return [("", _("没有计划")), *((one, month_words(one)) for one in sorted(offered))]


def month_words(month: str) -> str:
    """A month such as "2026-10" as people write it."""
    year, number = month.split("-")
    return _("%(year)s年%(month)d月") % {"year": year, "month": int(number)}


def places_offered() -> list[tuple[int, str]]:
    """None, one or two decimal places, in the reader's language."""
    return [(n, _("%d位") % n) for n in range(3)]


def quarter_words(quarter: Quarter) -> str:
    """A quarter as people write it."""
    names = [_("%(year)d年第一季度"), _("%(year)d年第二季度"), _("%(year)d年第三季度"), _("%(year)d年第四季度")]
    return names[quarter.number - 1] % {"year": quarter.year}


def usual_choices() -> dict[str, Any]:
    """What the form shows at first: this quarter, from today to its end, the mean, the usual borders."""
    day = timezone.localdate()
    return {
        "tier": Tier.INTERNAL, "period": str(Quarter.of(day)), "starts_on": day, "deadline": Quarter.of(day).last_day,
        "method": Method.MEAN.value, "drop": 1, "places": 2, "by": "score", "teams_each": 1, "objection_days": 0,
        "objection_term": TermDays.WORKING,
        "score_advanced": Decimal(90), "score_backward": Decimal(60),
        "share_advanced": Decimal(30), "share_backward": Decimal(10),
    }  # fmt: skip


def stored_choices(round: Round) -> dict[str, Any]:
    """What a draft was given so far."""
    official, classes = round.official, round.classes
    return {
        "period": round.period,
        "title": round.title,
        "starts_on": round.starts_on,
        "deadline": round.deadline,
        "planned_month": round.planned_month,
        "deviation": round.deviation,
        "teams_each": round.teams_each,
        "objection_days": round.objection_days,
        "objection_term": round.objection_term,
        "scoring": "yes" if round.scoring else "no",
        "method": official.method.value,
        "drop": official.drop or 1,
        "places": official.places,
        **weights_shown(official),
        "by": classes.by,
        **_borders_shown(classes),
        "vetoes": classes.vetoes or None,
        "targets": [str(key) for key in round.visits.values_list("organisation__uuid", flat=True)],
    }


def _borders_shown(classes: ClassRule) -> dict[str, Decimal]:
    """The borders in the fields of the way they belong to; shares are shown in per cent."""
    if classes.by == "share":
        return {"share_advanced": classes.advanced * 100, "share_backward": classes.backward * 100}
    points = {"score_advanced": classes.advanced, "score_backward": classes.backward}
    if classes.advanced_share is None or classes.backward_share is None:
        return points
    return {
        **points,
        "share_advanced": classes.advanced_share * 100,
        "share_backward": classes.backward_share * 100,
    }
