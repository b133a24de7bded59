"""The ledger as a list, as .xlsx, and as cards for the one who has to answer (S0-3.1-m, S1-L-a, S1-L-b)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.documents import preparing
from guanmo.desk.documents.downloads import file_response
from guanmo.desk.documents.preparing import prepare_table
from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.cards import card_of
from guanmo.desk.rectification.forms import LedgerFilterForm
from guanmo.desk.rectification.words import line_of
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.composers.rectification import ledger_content
from guanmo.stages.documents.enums import Format, JobKind
from guanmo.stages.documents.exporters import to_xlsx
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.stages.rectification.queries import counts_of, filtered, keeping_unit, listed, own_rows, visible_to
from guanmo.stages.rounds.queries import Today, calendar_today
from guanmo.ui.shapes import Kpi

PAGE = 50


@require_safe
def ledger_list(request: UserRequest) -> HttpResponse:
    """The rows in the order of urgency; who only answers rows gets cards with the next step."""
    access = access_of(request.user)
    if not access.is_county and not access.has(*SUPERIORS):
        return _own_cards(request)
    now = calendar_today()
    form = LedgerFilterForm(request.GET, user=request.user, auto_id="filter_%s")
    rows = filtered(visible_to(request.user), form.narrow, now)
    page = Paginator(listed(rows, now), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [line_of(row, now) for row in page.object_list],
        "kpis": _kpis(request, now),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/rectification/ledger.html", context)


def _kpis(request: UserRequest, now: Today) -> list[Kpi]:
    counts = counts_of(visible_to(request.user), now)
    return [
        Kpi(_("总数"), counts.total, _("项"), "list-checks", url="?"),
        Kpi(_("已销号"), counts.signed_off, _("项"), "circle-check", url="?state=signed_off"),
        Kpi(_("未销号"), counts.running, _("项"), "clock"),
        Kpi(
            _("逾期"),
            counts.overdue,
            _("项"),
            "triangle-alert",
            url="?overdue=on",
            tone="bad" if counts.overdue else "plain",
        ),
    ]


def _own_cards(request: UserRequest) -> HttpResponse:
    now = calendar_today()
    cards = [card_of(row, now) for row in listed(own_rows(request.user), now)]
    context = {"cards": [one for one in cards if not one.over], "over": [one for one in cards if one.over]}
    return render(request, "desk/rectification/own_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_export(request: UserRequest) -> HttpResponse:
    """The same rows as the list, all pages, in the six columns of the ledger; very many are written beside the pages."""
    unit, now = keeping_unit(request.user), calendar_today()
    if unit is None:
        raise NotVisible
    form = LedgerFilterForm(request.GET, user=request.user)
    narrow = form.narrow
    rows, round = filtered(visible_to(request.user), narrow, now), form.cleaned_data.get("round")
    name = round.title if round else ""
    if (count := rows.count()) > preparing.MOST_ROWS:
        asked = {**narrow.words, "round_name": name}
        return prepare_table(request, JobKind.LEDGER, unit, count, title=_("导出整改台账"), round=round, asked=asked)
    content = ledger_content(unit, listed(rows, now), round_name=name, today=now.day)
    return file_response(to_xlsx(content), Format.XLSX, content.title)
