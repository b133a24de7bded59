"""典型库 on its pages: read, promote what was praised, withdraw (S0-3.1-q)."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.promote import promote, withdraw_practice
from guanmo.stages.rounds.queries import practice_for, practices_visible_to, praise_for, praises_to_promote
from guanmo.stages.rounds.rules import may_promote


class PracticeForm(forms.Form):
    """What others are to learn from it."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=80)
    text = forms.CharField(
        label=gettext_lazy("具体做法"),
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("怎么做的、有什么效果、别的组织怎样学。写组织的工作，不写个人。"),
    )


@require_safe
def practice_list(request: UserRequest) -> HttpResponse:
    """The library with its search, and for those who may promote what was praised and is not in it yet."""
    text = request.GET.get("q", "")[:80]
    context = {
        "practices": practices_visible_to(request.user, text),
        "text": text,
        "praises": praises_to_promote(request.user)[:20],
    }
    return render(request, "desk/rounds/practices.html", context)


@require_safe
def practice_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    practice = practice_for(request.user, uuid)
    withdraws = may_promote(access_of(request.user), practice.promoter.path)
    return render(request, "desk/rounds/practice.html", {"practice": practice, "withdraws": withdraws})


@require_http_methods(["GET", "HEAD", "POST"])
def practice_create(request: UserRequest, praise: int) -> HttpResponse:
    """Promote one praised practice."""
    found = praise_for(request.user, praise)
    form = PracticeForm(request.POST or None, initial={"title": found.text[:80], "text": found.text})
    if form.is_valid():
        try:
            practice = promote(found, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已推广到典型库，全县的党组织都能看到。"))
            return redirect("desk:practices-detail", practice.uuid)
    return render(request, "desk/rounds/practice_form.html", {"form": form, "praise": found})


@require_POST
def practice_withdrawal(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take it out of the library with a reason."""
    withdraw_practice(practice_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已撤下。"))
    return redirect("desk:practices-list")
