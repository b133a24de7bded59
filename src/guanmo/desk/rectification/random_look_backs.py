"""抽查“回头看” on its pages: freeze the list, throw the dice, look at what was drawn."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest, csv_download
from guanmo.desk.rectification.forms import RandomLookBackForm
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.draw_look_back import draw_look_back, list_signed_off
from guanmo.stages.rectification.models import RandomLookBack
from guanmo.stages.rectification.queries import (
    drawn_rows,
    look_back_organisers,
    random_look_back_for,
    random_look_backs_of,
)
from guanmo.stages.rectification.rules import may_reopen


@require_http_methods(["GET", "HEAD", "POST"])
def look_back_list(request: UserRequest) -> HttpResponse:
    """The random look-backs so far, and the form that freezes the next list."""
    organisers = look_back_organisers(request.user)
    form = RandomLookBackForm(request.POST or None, organisers=organisers)
    if request.method == "POST" and not organisers:
        raise NotVisible
    if form.is_valid():
        try:
            listed = list_signed_off(form.organiser, size=form.cleaned_data["size"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("名单已冻结。请公布名单和指纹，再当众掷骰子。"))
            return redirect("desk:look-backs-detail", listed.uuid)
    context = {"form": form if organisers else None, "lists": random_look_backs_of(request.user)}
    return render(request, "desk/rectification/look_backs.html", context)


@require_safe
def look_back_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The list with its digest; once drawn, the rows that are looked at, and how to draw again."""
    listed = random_look_back_for(request.user, uuid)
    draw = getattr(listed, "draw", None)
    context = {
        "listed": listed,
        "draw": draw,
        "rows": drawn_rows(request.user, draw) if draw else [],
        "command": _command(listed, draw.dice) if draw else "",
        "may_draw": draw is None and may_reopen(access_of(request.user), listed.organiser.path),
    }
    return render(request, "desk/rectification/look_back.html", context)


def _command(listed: RandomLookBack, dice: str) -> str:
    return f"guanmo draw draw-list.csv --dice {dice} --occasion {listed.uuid} --size {listed.size}"


@require_POST
def look_back_draw(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Draw with the dice that were thrown."""
    listed = random_look_back_for(request.user, uuid)
    draw_look_back(listed, "".join(request.POST.get("dice", "").split()), by=request.user)
    messages.success(request, _("已抽取。请逐项“回头看”。"))
    return redirect("desk:look-backs-detail", uuid)


@require_safe
def look_back_file(request: UserRequest, uuid: UUID) -> FileResponse:
    """The frozen list as the file from which anyone can draw again."""
    listed = random_look_back_for(request.user, uuid)
    return csv_download([("organisation",), *((one.name,) for one in listed.entries)], "draw-list.csv")
