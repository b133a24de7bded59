"""The form in which the county says how a round travels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import Wishes


class PlanForm(forms.Form):
    """What may be chosen; in a cross round the teams decide how many judges an organisation has."""

    each = forms.IntegerField(label=_("每个组织几位评委"), min_value=1, max_value=30)
    days = forms.IntegerField(label=_("一共几天"), min_value=1, max_value=60)
    a_day = forms.IntegerField(label=_("每人每天最多看几个"), min_value=1, max_value=20)
    anchors = forms.IntegerField(
        label=_("几个共同走访点"),
        min_value=0,
        max_value=5,
        help_text=_("除了本乡镇（街道）的，所有评委都去的组织。有一两个，就能看出各位评委的宽严。"),
    )
    extras = forms.BooleanField(label=_("加上建议的两次走访"), required=False)
    seed = forms.CharField(
        label=_("换一种排法"), max_length=40, help_text=_("同样的数字总是排出同样的走访，换一个数字就换一种。")
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if round.tier == Tier.CROSS:
            del self.fields["each"]

    @property
    def wishes(self) -> Wishes:
        """What was chosen. Only for a valid form."""
        return Wishes(**self.cleaned_data)


def wishes_of(round: Round) -> Wishes:
    """What the plan in force was made from, or the usual wishes."""
    kept = {key: value for key, value in round.visit_plan.items() if key in Wishes.__slots__}
    return Wishes(**kept)
