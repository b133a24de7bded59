"""``guanmo indicators add-up``: compute the facts that wait, and add what changed to the sums of those above."""

from collections.abc import Sequence

from guanmo.command.arguments import Parser
from guanmo.command.language import gettext as _


def main(argv: Sequence[str]) -> int:
    """Do all that waits. Raises Refused."""
    Parser("guanmo indicators add-up", _("写法：guanmo indicators add-up")).parse_args(argv)
    import django

    django.setup()
    from django.utils import timezone

    from guanmo.stages.indicators.domain.add_up import add_up

    done = add_up(timezone.localdate())
    words = {"settled": done.settled, "added": done.added}
    print(_("重新算了 %(settled)d 个组织的数，把 %(added)d 处变动加进了合计。") % words)
    return 0
