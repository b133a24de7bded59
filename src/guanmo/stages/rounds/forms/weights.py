"""The fields in which a round weighs groups of judges and tiers: per cent each, all empty where nothing is weighed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from guanmo.method.aggregation import OfficialRule
from guanmo.method.weights import WHOLE, Weights, weights_of
from guanmo.stages.rounds.enums import JudgeGroup, Tier

GROUP_FIELDS = {f"group_{one.value}": one for one in JudgeGroup}
TIER_FIELDS = {f"tier_{one.value}": one for one in (Tier.INTERNAL, Tier.CROSS)}
"""The tiers that may count in a later one; what they leave is the weight of the round itself."""


def group_field(group: JudgeGroup) -> forms.DecimalField:
    return _per_cent(format_lazy(gettext_lazy("{name}占百分之几"), name=lazystr(group.label)))


def tier_field(tier: Tier) -> forms.DecimalField:
    return _per_cent(format_lazy(gettext_lazy("{name}得分占百分之几"), name=lazystr(tier.label)))


def _per_cent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False)


def groups_chosen(data: Mapping[str, Any]) -> Weights:
    """The weights of the groups that were given one; empty where none was. Raises ValueError where they are not 100."""
    return weights_of({group.value: weight for name, group in GROUP_FIELDS.items() if (weight := data.get(name))})


def tiers_chosen(data: Mapping[str, Any], tier: Tier) -> Weights:
    """The weights of earlier tiers and, as the rest, that of the round's own; empty where no earlier one was given any."""
    earlier = {
        one.value: weight for name, one in TIER_FIELDS.items() if (weight := data.get(name)) and _before(one, tier)
    }
    rest = WHOLE - sum(earlier.values(), Decimal(0))
    return weights_of({**earlier, tier.value: rest}) if earlier else ()


def _before(one: Tier, other: Tier) -> bool:
    order = list(Tier)
    return order.index(one) < order.index(other)


def weights_shown(official: OfficialRule) -> dict[str, Decimal]:
    """What the fields show of a stored rule."""
    groups, tiers = dict(official.groups), dict(official.tiers)
    return {
        **{name: groups[one] for name, one in GROUP_FIELDS.items() if one in groups},
        **{name: tiers[one] for name, one in TIER_FIELDS.items() if one in tiers},
    }
