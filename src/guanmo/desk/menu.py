"""The menu and the head of every page, by what the user's posts allow."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, appointments
from guanmo.stages.organisations.rules import Access
from guanmo.ui.shapes import MenuGroup, MenuItem


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the desk and the field."""
    head: dict[str, Any] = {"county_name": settings.COUNTY_NAME}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return head
    held = appointments().filter(user=user).first()
    post = f"{held.post.organisation.short_name}{held.post.get_duty_display()}" if held else ""
    return {**head, "menu": _menu(request.path, access_of(user)), "user_name": user.name, "user_post": post}


def _menu(path: str, access: Access) -> list[MenuGroup]:
    def item(title: str, name: str, icon: str) -> MenuItem:
        url = reverse(name)
        active = path == url if name == "desk:overview" else path.startswith(url)
        return MenuItem(title, url, icon, active)

    return [MenuGroup(_("观摩"), [item(_("总览"), "desk:overview", "layout-dashboard")])]
