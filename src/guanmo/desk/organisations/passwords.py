"""The pages of passwords: a first one for a post holder, shown once; the own one, changed at will."""

from uuid import UUID

from allauth.account.signals import password_changed
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.organisations.forms import PasswordForm
from guanmo.stages.organisations.domain.set_password import change_password, give_password
from guanmo.stages.organisations.queries import holder_for, organisation_for


@never_cache
@require_POST
@sensitive_variables("password")
def give(request: UserRequest, uuid: UUID, holder: UUID) -> HttpResponse:
    """The answer itself shows the password: it is kept nowhere, so no redirect could carry it."""
    organisation = organisation_for(request.user, uuid)
    person = holder_for(request.user, organisation, holder)
    password = give_password(person, by=request.user)
    context = {"organisation": organisation, "person": person, "password": password}
    return render(request, "desk/organisations/password_given.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: UserRequest) -> HttpResponse:
    """The own password; the other browsers of the same person are logged out."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(form.cleaned_data["new"], by=request.user)
        update_session_auth_hash(request, request.user)
        password_changed.send(sender=type(request.user), request=request, user=request.user)  # lists the session anew
        messages.success(request, _("密码已修改。下次请用新密码登录。"))
        return redirect("desk:overview")
    return render(request, "desk/organisations/password_change.html", {"form": form})
