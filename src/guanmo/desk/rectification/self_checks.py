"""自查自纠 on its pages: an organisation writes down what it found about itself (S4-5c, S4-5e)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.forms import MOST_PROBLEMS, ProblemFormSet, Problems, SelfCheckForm
from guanmo.desk.rectification.words import line_of
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.rectification.domain.check_oneself import check_oneself
from guanmo.stages.rectification.models import SelfCheck
from guanmo.stages.rectification.queries import changes_on, self_check_for, self_checking_for
from guanmo.stages.rounds.queries import calendar_today


@require_http_methods(["GET", "HEAD", "POST"])
def self_check_create(request: UserRequest) -> HttpResponse:
    """The day, what was checked, and any number of problems; "再加一个问题" only adds a blank one."""
    if not self_checking_for(request.user).exists():
        raise NotVisible
    form, problems = SelfCheckForm(request.POST or None, user=request.user), _problems(request)
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and problems.is_valid():
        try:
            check = _keep(request, form, problems)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("自查已登记，问题已列入台账。"))
            return redirect("desk:self-checks-detail", check.uuid)
    return render(request, "desk/rectification/self_check_form.html", {"form": form, "problems": problems})


def _keep(request: UserRequest, form: SelfCheckForm, problems: Problems) -> SelfCheck:
    filled = form.cleaned_data
    return check_oneself(
        filled["organisation"],
        checked_on=filled["checked_on"],
        summary=filled["summary"],
        problems=problems.columns,
        by=request.user,
    )


def _problems(request: UserRequest) -> Problems:
    """The blocks as they were sent, and one more when that was asked for."""
    if request.method != "POST":
        return ProblemFormSet(prefix="problem")
    data = request.POST.copy()
    sent = data.get("problem-TOTAL_FORMS", "1")
    if "more" in data and sent.isdecimal():
        data["problem-TOTAL_FORMS"] = str(min(int(sent) + 1, MOST_PROBLEMS))
    return ProblemFormSet(data, prefix="problem")


@require_safe
def self_check_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """What was checked, and how each problem stands today."""
    check, now = self_check_for(request.user, uuid), calendar_today()
    lines = [line_of(row, now) for finding in check.findings.all() for row in finding.rows.all()]
    context = {"check": check, "lines": lines, "changes": changes_on(request.user, check)}
    return render(request, "desk/rectification/self_check.html", context)
