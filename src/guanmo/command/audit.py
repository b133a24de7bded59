"""``guanmo audit``: is the audit log what was written, and old lines that may go."""

import re
from collections.abc import Sequence

from guanmo.command.arguments import Parser, whole_number
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

WRONG = 1
_SHOWN = 20


def main(argv: Sequence[str]) -> int:
    """0: all is well; 1: the log is not what was written. Raises Refused."""
    if not argv or "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    parser = Parser("guanmo audit", _("写法：guanmo audit verify [--head 指纹]，或 guanmo audit prune [--days 天数]。"))
    parser.add_argument("verb", choices=("verify", "prune"))
    parser.add_argument("--head")
    parser.add_argument("--days", default="400")
    options = parser.parse_args(argv)
    import django

    django.setup()
    return _verify(options.head) if options.verb == "verify" else _prune(options.days)


def _verify(written: str | None) -> int:
    from guanmo.audit.verifying import verify

    verdict = verify(_noted(written) if written else None)
    for found in verdict.faults[:_SHOWN]:
        print(_sentence(found.fault, found.position, found.line))
    if verdict.faults:
        print(
            _("审计记录有 %(count)d 处不对。请不要再改动，把数据库原样留下，交上级核查。")
            % {"count": len(verdict.faults)}
        )
        return WRONG
    print(_("审计记录完整：%(lines)d 条，没有改动。") % {"lines": verdict.lines})
    print(
        _("当前指纹：%(head)s（请抄在本机以外的地方，下次用 --head 核对）")
        % {"head": f"{verdict.position}:{verdict.digest}"}
    )
    return 0


def _noted(written: str) -> tuple[int, str]:
    if not re.fullmatch("[0-9]{1,18}:[0-9a-f]{64}", written):
        raise Refused(_("指纹要写成“序号:64 位指纹”，就是上次核对时显示的那一行。"), code="bad_head")
    position, _colon, digest = written.partition(":")
    return int(position), digest


def _sentence(fault: str, position: int, line: int | None) -> str:
    words = {
        "changed": _("第 %(position)d 位（记录 %(line)s）被改动过。"),
        "removed": _("从第 %(position)d 位起有记录被删除。"),
        "unlinked": _("记录 %(line)s 不在链上：不是系统写入的，或者写入时服务突然停止。"),
        "head": _("抄下的指纹在第 %(position)d 位对不上：后面的记录被删除，或者整条链被重写。"),
    }
    return words[fault] % {"position": position, "line": line}


def _prune(days: str) -> int:
    from guanmo.audit.pruning import KEEP_AT_LEAST, prune

    number = prune(whole_number("--days", days, least=KEEP_AT_LEAST, most=36500))
    print(_("已清理 %(count)d 条过期的审计记录，其余的仍可核对。") % {"count": number})
    return 0


def _help() -> str:
    return _(
        "用法：guanmo audit verify [--head 指纹]\n"
        "      guanmo audit prune [--days 天数]\n"
        "\n"
        "verify  核对审计记录：有没有改动、删除、插入、调换；显示当前指纹\n"
        "prune   清理早于这么多天的记录（至少 400 天，不写就是 400 天）\n"
        "\n"
        "  --head 指纹  以前抄下的指纹；能发现末尾被删或者整条链被重写"
    )
