"""``guanmo verify ARCHIVE.zip``: the checks of the ``verify.py`` that lies in each archive. No database."""

from collections.abc import Sequence

from guanmo.command.language import gettext as _
from guanmo.lib import verify_archive


def main(argv: Sequence[str]) -> int:
    """0: all is well; 1: something is wrong; 2: the command was not understood."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    return verify_archive.main(list(argv))


def _help() -> str:
    return _(
        "用法：guanmo verify 档案.zip [--root 指纹]\n"
        "\n"
        "核对一份封存档案：评分表没有改动，名次按开始前定好的办法能重算出来。\n"
        "\n"
        '  --root T   封存当场印在纸上的指纹，例如 --root "1A2B 3C4D 5E6F 7081"；不要用同一台服务器上的'
    )
