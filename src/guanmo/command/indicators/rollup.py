"""``guanmo indicators rollup FOLDER``: the sums up the tree of a snapshot, by DuckDB in this process alone."""

from collections.abc import Sequence

from guanmo.command.arguments import Parser
from guanmo.command.indicators import WRONG
from guanmo.command.indicators.asked import folder_asked, threads_asked
from guanmo.command.indicators.words import in_sentences
from guanmo.command.language import gettext as _


def main(argv: Sequence[str]) -> int:
    """0: the sums are written; 1: the facts are not what they were, and nothing is written. Raises Refused."""
    parser = Parser("guanmo indicators rollup", _("写法：guanmo indicators rollup 文件夹 [--threads N]"))
    parser.add_argument("folder")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args(argv)
    folder, threads = folder_asked(options.folder), threads_asked(options.threads)
    from guanmo.analytics.rolling import roll_up_snapshot

    with in_sentences(folder):
        found = roll_up_snapshot(folder, threads)
    if not found.agrees:
        print(_("快照里的数和写成时不一样，没有汇总。请用 guanmo indicators verify 看是哪里。"))
        return WRONG
    print(_("汇总完成：%(rows)d 个合计，和写快照时数据库里的一致。") % {"rows": found.rows})
    print(_("指纹：%(digest)s") % {"digest": found.sha256})
    return 0
