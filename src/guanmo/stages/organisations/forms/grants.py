"""The forms of roles that are given: to whom, which, where, from when to when, why; and why one ends."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.domain.give_role import Gift
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.forms.fields import day, text
from guanmo.stages.organisations.forms.structure import one_of
from guanmo.stages.organisations.models import Organisation, User


class GrantForm(forms.Form):
    """An account that is there by its name, or a new one with the person's name."""

    account = text(_("账号"), 60, hint=_("已有的账号只填账号；新账号还要填姓名。"))
    name = text(_("姓名"), 60, required=False, hint=_("新账号填写。登录密码由县委组织部设置后当面交给本人。"))
    first_day = day(_("从哪天起"), hint=_("填今天就现在生效；填以后的日期，从那天起生效。"))
    last_day = day(_("到哪天止"), required=False, hint=_("不填就一直有效，直到收回。"))
    reason = text(_("原因"), 200, hint=_("写明谁批准、为什么。会记入审计记录。"))

    def __init__(
        self, *args: Any, roles: Iterable[GrantedRole], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": {"first_day": timezone.localdate()}, **kwargs})
        offered = [(str(one), one.label) for one in GrantedRole if one in set(roles)]
        self.fields["role"] = forms.TypedChoiceField(label=_("角色"), choices=offered, coerce=GrantedRole)
        self.fields["organisation"] = one_of(
            organisations, _("范围"), hint=_("对这个组织和它下面的组织有效；管理员选县。")
        )
        self.order_fields(["account", "name", "role", "organisation", "first_day", "last_day", "reason"])

    def clean(self) -> dict[str, Any]:
        """The account must be there or have a name, and a name that is given must be the account's."""
        data: dict[str, Any] = super().clean() or {}
        known = User.objects.filter(username=data.get("account", "")).first()
        if known is None and data.get("account") and not data.get("name"):
            self.add_error("name", translated("没有这个账号。要开新账号，请填写姓名；否则请核对账号。"))
        if known is not None and data.get("name") and data["name"] != known.name:
            self.add_error("name", translated("姓名和账号对不上。请核对。"))
        return data

    @property
    def gift(self) -> Gift:
        """What was written. Only for a valid form."""
        names = ("role", "organisation", "first_day", "last_day", "reason")
        return Gift(**{name: self.cleaned_data[name] for name in names})


class EndForm(forms.Form):
    """Why a grant ends."""

    reason = text(_("原因"), 200, hint=_("本人会马上退出登录。会记入审计记录。"))
