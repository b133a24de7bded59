"""``guanmo changepassword ACCOUNT``: in the place of Django's, which leaves no audit line and ends no session."""

from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.set_password import replace_password
from guanmo.stages.organisations.models import User


class Command(BaseCommand):
    """Asks for the password twice; nothing of it is shown."""

    help = _("设置一个账号的登录密码（本人忘记密码、又不能由组织部重设时）。")
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help=_("账号"))

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        user = User.objects.filter(username=account).first()
        if user is None:
            raise CommandError(_("没有账号“%(name)s”。请核对登录时用的账号。") % {"name": account})
        try:
            replace_password(user, _asked())
        except ValidationError as weak:
            raise CommandError("\n".join(weak.messages)) from weak
        self.stdout.write(_("已设置“%(name)s”的密码，并退出所有登录。") % {"name": user.name})


def _asked() -> str:
    first, again = getpass(_("新密码：")), getpass(_("再输入一次："))
    if first != again:
        raise CommandError(_("两次输入的密码不一样，没有修改。"))
    return first
