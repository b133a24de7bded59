"""``guanmo take_off_second_factor ACCOUNT``: for a person who lost the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.take_off_second_factor import take_off_second_factor
from guanmo.stages.organisations.models import User


class Command(BaseCommand):
    """Says how many were taken off."""

    help = _("取消一个账号的第二道验证（手机和恢复码都丢了时）。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help=_("账号"))

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        user = User.objects.filter(username=account).first()
        if user is None:
            raise CommandError(_("没有账号“%(name)s”。请核对登录时用的账号。") % {"name": account})
        count = take_off_second_factor(user, by=None)
        said = _("已取消“%(name)s”的第二道验证（%(count)s 项），并退出所有登录。")
        self.stdout.write(said % {"name": user.name, "count": count})
