"""The county changes what an indicator asks: target, limit, tolerance, or that it is asked no more."""

from decimal import Decimal
from fractions import Fraction

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.domain.define_indicator import define_indicator
from guanmo.stages.indicators.queries import definition_for
from guanmo.stages.indicators.rules import may_define
from guanmo.stages.organisations.queries import access_of


class IndicatorForm(forms.Form):
    """What can be changed without touching the rule itself."""

    target = forms.DecimalField(label=gettext_lazy("目标"), min_value=0, decimal_places=2)
    limit = forms.DecimalField(label=gettext_lazy("上限"), min_value=0, decimal_places=2, required=False)
    tolerance = forms.DecimalField(label=gettext_lazy("允许偏差"), min_value=0, decimal_places=2, required=False)
    needed = forms.IntegerField(label=gettext_lazy("每人（每个组织）应有几次"), min_value=1, max_value=1000)
    retired = forms.BooleanField(label=gettext_lazy("不再看这个指标"), required=False)
    reason = forms.CharField(label=gettext_lazy("为什么调整"), max_length=200)

    def __init__(self, *args: object, asked: Definition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.scale = _scale_of(asked)
        for name in ("target", "limit", "tolerance"):
            self.initial[name] = _written(getattr(asked, name), self.scale)
        if asked.direction == "shown":
            del self.fields["target"]
        if asked.direction != "between":
            del self.fields["limit"]
        self.initial["needed"] = asked.needed
        if not asked.reads_needed:
            del self.fields["needed"]

    def changes(self) -> dict[str, str | int]:
        """The plain form of what was changed, exact."""
        names = [name for name in ("target", "limit", "tolerance") if name in self.fields]
        asked = {"needed": self.cleaned_data["needed"]} if "needed" in self.fields else {}
        return {name: str(Fraction(self.cleaned_data[name] or 0) * self.scale) for name in names} | asked


def _scale_of(asked: Definition) -> Fraction:
    """People write shares in per cent and money in yuan."""
    return {"share": Fraction(1, 100), "money": Fraction(100)}.get(asked.unit, Fraction(1))


def _written(text: str, scale: Fraction) -> str:
    amount = Fraction(text or 0) / scale
    return f"{(Decimal(amount.numerator) / amount.denominator).normalize():f}"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, code: str) -> HttpResponse:
    """A new version with its reason; values are read by it from then on."""
    asked = definition_for(request.user, code)
    if not may_define(access_of(request.user)):
        raise NotVisible
    form = IndicatorForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        try:
            made = define_indicator(
                asked, form.changes(), reason=filled["reason"], retired=filled["retired"], by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存为第%(version)d版，从现在起按新的要求看。") % {"version": made.version})
            return redirect("desk:indicators-list")
    return render(request, "desk/indicators/settings.html", {"form": form, "asked": asked})
