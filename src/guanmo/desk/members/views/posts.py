"""Posts with duties: who has which, who has none, made public; in-service members in communities (S1-V-3.4, S1-V-4.5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.posts import posts_page
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.member import kept_member
from guanmo.desk.members.views.pages import below, of_member
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.assign_post import (
    assign_post,
    end_post,
    end_registration,
    publish_posts,
    record_service,
    register_with_community,
)
from guanmo.stages.members.enums import PostKind, ServiceKind
from guanmo.stages.members.forms import DayForm, PostForm, RegistrationForm, ServiceForm
from guanmo.stages.members.models import CommunityRegistration
from guanmo.stages.members.queries import organisation_to_keep, post_for, registration_for
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.queries import access_of


@require_GET
def post_list(request: UserRequest) -> HttpResponse:
    """``?organisation=`` chooses one; without it the own one, or all within reach."""
    return render(request, "desk/members/posts.html", {"page": posts_page(request.user, request.GET)})


@require_http_methods(["GET", "POST"])
def post_assign(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Give a member a post in the own branch."""
    member = kept_member(request, uuid)
    kinds = [PostKind.DUTY, PostKind.CENTRE_HOUSEHOLD]
    form = PostForm(request.POST or None, kinds=kinds, initial={"started_on": timezone.localdate()})

    def act() -> None:
        assign_post(member, form.plan, by=request.user)

    return answer_form(request, form, of_member(member, _("设岗定责"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def post_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a post is over."""
    post = post_for(request.user, uuid)
    if not may_keep(access_of(request.user), post.organisation.path):
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below("desk:posts-list", _("设岗定责"), _("登记离岗"), _("登记"), f"{post.member.name} · {post.title}")

    def act() -> None:
        end_post(post, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_POST
def post_publish(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that the list was made public today, and where."""
    organisation = organisation_to_keep(request.user, uuid)
    place = request.POST.get("place", "").strip()[:60] or gettext_noop("公开栏")
    published = publish_posts(organisation, place=place, by=request.user)
    messages.success(request, _("已记录：今天公开了%(count)d个岗位。") % {"count": len(published.posts)})
    return redirect(f"{reverse('desk:posts-list')}?organisation={organisation.uuid}")


@require_http_methods(["GET", "POST"])
def registration_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Register an in-service member with a community."""
    member = kept_member(request, uuid)
    form = RegistrationForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        register_with_community(member, community=form.chosen, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, of_member(member, _("到社区报到"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def registration_service(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note one service of a registered member."""
    made = _kept(request, uuid)
    form = ServiceForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below("desk:posts-list", _("设岗定责"), _("登记服务"), _("登记"), made.member.name)

    def act() -> None:
        data, kind = form.cleaned_data, ServiceKind(form.cleaned_data["kind"])
        record_service(made, kind, on=data["on"], hours=data["hours"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def registration_post(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Give a registered member a service post, by skill (S1-V-4.5-b)."""
    made = _kept(request, uuid)
    start = {"started_on": timezone.localdate()}
    form = PostForm(request.POST or None, kinds=[PostKind.SERVICE], initial=start)
    page = below("desk:posts-list", _("设岗定责"), _("安排服务岗位"), _("登记"), made.member.name)

    def act() -> None:
        assign_post(made.member, form.plan, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def registration_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note until when a member was registered."""
    made = _kept(request, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below("desk:posts-list", _("设岗定责"), _("登记结束报到"), _("登记"), made.member.name)

    def act() -> None:
        end_registration(made, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _kept(request: UserRequest, uuid: UUID) -> CommunityRegistration:
    made = registration_for(request.user, uuid)
    if not may_keep(access_of(request.user), made.community.path):
        raise NotVisible
    return made
