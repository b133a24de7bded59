"""``guanmo indicators``: definitions checked, values computed, and the facts outside the database: written, summed, verified.

``check``, ``compute`` and ``snapshot`` read the database, ``add-up`` writes the facts and sums in it; ``rollup`` and ``verify`` need nothing but the folder.
"""

from collections.abc import Sequence
from importlib import import_module

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

WRONG = 1
VERBS = ("check", "compute", "add-up", "snapshot", "rollup", "verify")


def main(argv: Sequence[str]) -> int:
    """0: done, and all is well; 1: something is wrong, and said. Raises Refused."""
    if not argv or "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    verb, *rest = argv
    if verb not in VERBS:
        raise Refused(
            _("写法：guanmo indicators check、compute、add-up、snapshot、rollup 或 verify；加 --help 看用法。"),
            code="bad_arguments",
        )
    # imported only when asked for: sums and checks of a folder need neither Django nor a database
    return int(import_module(f"guanmo.command.indicators.{verb.replace('-', '_')}").main(rest))


def _help() -> str:
    return _(
        "用法：guanmo indicators check [口径.toml | --mend]\n"
        "      guanmo indicators compute [--indicator 代码] [--organisation 代码] [--period 期] [--day 日期] [--csv]\n"
        "      guanmo indicators add-up\n"
        "      guanmo indicators snapshot 文件夹 [--day 日期]\n"
        "      guanmo indicators rollup 文件夹 [--threads N]\n"
        "      guanmo indicators verify 文件夹 [--digest 指纹] [--database] [--threads N]\n"
        "\n"
        "check     核对现行指标的口径：哪些在用，哪些因台账改动算不出来；逐条核对存下的数和合计（--mend 按台账改正）；写文件名时核对这个文件\n"
        "compute   按口径算出本年各期的数，逐个组织列出\n"
        "add-up    把台账变动加进各级合计，补上还没有存的数；网页服务每小时自己做一次，随时可以再运行\n"
        "snapshot  把全部的数写成一份快照（Parquet 文件和清单），供上级汇总、日后核对；写不完整就不留\n"
        "rollup    由快照逐级汇总到乡镇、县，写进快照文件夹\n"
        "verify    核对快照：文件和每一行的数有没有改动；加 --database 同现在的数据库逐条比对\n"
        "\n"
        "  --day 日期     按哪一天的情况算，例如 2026-11-30；不写就是今天\n"
        "  --digest 指纹  写快照时显示的指纹，请抄在别处；清单被整份重写也能发现\n"
        "  --threads N    用几个线程，1 到 64；数和指纹不因此而变"
    )
