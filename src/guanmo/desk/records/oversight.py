"""The superior calls in ledgers; an organisation fixes its day of the month."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.records.words import period_near, period_with_year
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.records.domain.oversee import fix_day, inspect_records
from guanmo.stages.records.enums import LedgerGroup
from guanmo.stages.records.queries import InspectionLine, inspection_lines
from guanmo.stages.records.rules import inspects_below

PAGE = 100


@require_http_methods(["GET", "POST"])
def inspection_page(request: UserRequest) -> HttpResponse:
    """Which ledgers below were called in, and which were not, period by period."""
    if not inspects_below(access_of(request.user)):
        raise NotVisible
    today = timezone.localdate()
    lines = inspection_lines(request.user, today)
    if request.method == "POST" and _inspected(request, lines):
        return redirect(request.get_full_path())
    chosen = _chosen(request, lines)
    shown = [one for one in lines if (one.group, one.every) == chosen]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "choices": sorted({(one.group, one.every) for one in lines}),
        "chosen": chosen,
        "lines": [(one, [period_near(p, today) for p in one.missing], [period_near(p, today) for p in one.running]) for one in page.object_list],
        "page": page,
        "periods": [(one, period_with_year(one)) for one in sorted({p for line in shown for p in (*line.missing, *line.running)})][::-1],
        "uninspected": sum(bool(one.missing) for one in shown),
        "today": today,
    }  # fmt: skip
    return render(request, "desk/records/inspections.html", context)


def _chosen(request: UserRequest, lines: list[InspectionLine]) -> tuple[str, str]:
    wanted = tuple(request.GET.get("book", "").split("-"))
    there = [(str(one.group), one.every) for one in lines]
    return next((one for one in there if one == wanted), there[0] if there else ("", ""))


def _inspected(request: UserRequest, lines: list[InspectionLine]) -> bool:
    """Keep what was ticked; a refusal is shown and changes nothing."""
    group, _every = _chosen(request, lines)
    ticked = set(request.POST.getlist("organisations"))
    chosen = [one.organisation for one in lines if one.group == group and str(one.organisation.uuid) in ticked]
    try:
        made = inspect_records(
            list(dict.fromkeys(chosen)),
            LedgerGroup(group),
            request.POST.get("period", ""),
            inspected_on=date.fromisoformat(request.POST.get("inspected_on", "")),
            opinion=request.POST.get("opinion", ""),
            by=request.user,
        )
    except ValueError:
        messages.error(request, _("请选择时期和调阅日期。"))
        return False
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("已登记调阅%(n)d个组织的台账。") % {"n": len(made)})
    return True


@require_POST
def day_fix(request: UserRequest, organisation: UUID) -> HttpResponse:
    """Fix the day of the month for one ledger."""
    found, day = organisation_for(request.user, organisation), request.POST.get("day", "")
    fix_day(found, request.POST.get("code", ""), int(day) if day.isdecimal() else 0, by=request.user)
    messages.success(request, _("固定日已保存。"))
    return redirect("desk:records-organisation", organisation)
