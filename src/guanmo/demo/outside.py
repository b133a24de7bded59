"""What belongs to the demonstration and is unsafe anywhere else."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from guanmo.demo.county import LOGINS, PASSWORD
from guanmo.stages.organisations.models import Organisation, User

_DEMO = "QH"


def unsafe_outside_of_the_demo(*, debug: bool) -> Iterator[str]:
    """Sentences about a county that is no demo: error pages that show data, and passwords that everybody can read."""
    if Organisation._meta.db_table not in connection.introspection.table_names():
        return  # nothing was entered yet
    if not Organisation.objects.exists() or Organisation.objects.filter(code=_DEMO).exists():
        return
    if debug:
        yield _("已有真实数据，却打开了 GUANMO_DEBUG：出错的页面会显示数据。请去掉 GUANMO_DEBUG。")
    known = User.objects.filter(is_active=True, username__in=[one.username for one in LOGINS])
    names = [one.username for one in known if one.check_password(PASSWORD)]
    if names:
        message = _("账号 %(names)s 还在用演示县的密码，谁都能登录。请先给这些账号换密码。")
        yield message % {"names": _("、").join(names)}
