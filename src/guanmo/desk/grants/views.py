"""Accounts and the roles given to them: the list, giving one, ending one, a first password for an account without a post."""

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.grants.presenters import grants_page
from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.give_role import Gift, end_grant, give_role_by_account
from guanmo.stages.organisations.domain.set_password import give_password
from guanmo.stages.organisations.forms.grants import EndForm, GrantForm
from guanmo.stages.organisations.queries import access_of, grant_for, grantable_organisations, may_end
from guanmo.stages.organisations.rules import givable, may_give_passwords, may_see_grants

LIST = "desk:grants-list"


@require_safe
def grant_list(request: UserRequest) -> HttpResponse:
    """Who was given what, by whom, why, and until when."""
    if not may_see_grants(access_of(request.user)):
        raise NotVisible
    return render(request, "desk/structure/list.html", {"page": grants_page(request.user, request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
def grant_create(request: UserRequest) -> HttpResponse:
    """Give an account a role."""
    roles = givable(access_of(request.user))
    if not roles:
        raise NotVisible
    form = GrantForm(request.POST or None, roles=roles, organisations=grantable_organisations(request.user))
    hint = _(
        "不能给自己授权；角色、范围和截止日期都不能超过您自己的。系统、安全、审计三类管理员互相分开，不能兼任业务职务。"
    )
    page = below(LIST, _("账号与授权"), _("授权"), _("授权"), hint=hint)

    def act() -> None:
        give_role_by_account(form.cleaned_data["account"], form.cleaned_data["name"], form.gift, by=request.user)

    return answer_form(request, form, page, act, _given(form.gift) if form.is_valid() else "")


def _given(gift: Gift) -> str:
    if gift.first_day > timezone.localdate():
        return _("已授权，从%(day)s起生效。") % {"day": date_format(gift.first_day)}
    if gift.ends_sessions:
        return _("已授权，现在生效。本人如果正在登录，已经退出，要重新登录。")
    return _("已授权，现在生效。")


@require_http_methods(["GET", "HEAD", "POST"])
def grant_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take a role back, with a reason."""
    grant = grant_for(request.user, uuid)
    if not may_end(request.user, grant):
        raise NotVisible
    form = EndForm(request.POST or None)
    subject = f"{grant.user.name}（{grant.user.username}） · {grant.get_role_display()} · {grant.organisation.name}"
    page = below(LIST, _("账号与授权"), _("收回授权"), _("收回"), subject)

    def act() -> None:
        end_grant(grant, reason=form.cleaned_data["reason"], by=request.user)

    return answer_form(request, form, page, act, _("已收回。本人已退出登录。"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("password")
def grant_password(request: UserRequest, uuid: UUID) -> HttpResponse:
    """A first password for whoever was given a role; shown once. Who gives roles does not do it: it takes two."""
    person = grant_for(request.user, uuid).user
    if not may_give_passwords(access_of(request.user)):
        raise NotVisible
    if request.method == "POST":
        password = give_password(person, by=request.user)
        return render(request, "desk/grants/password_given.html", {"person": person, "password": password})
    subject, hint = f"{person.name}（{person.username}）", _("原来的密码会失效，正在使用的登录会退出。")
    page = below(LIST, _("账号与授权"), _("设置登录密码"), _("设置"), subject, hint=hint)
    return render(request, "desk/members/form.html", {"form": Form(), "page": page})
