"""The ``guanmo`` command: its own commands first, everything else is handed to Django's management commands.

Exit codes: 0 done, 2 refused (one sentence on stderr), 141 nobody read on; Django's commands keep theirs.
"""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from guanmo.command.language import gettext as _
from guanmo.lib.memory import collect_rarely
from guanmo.lib.refusal import Refused

REFUSED = 2
BROKEN_OFF = 141
"""As a shell counts a program that wrote into a closed pipe."""

OWN_COMMANDS = (
    "audit",
    "backup",
    "design",
    "doctor",
    "draw",
    "indicators",
    "judges",
    "keys",
    "rank",
    "restore",
    "serve",
    "sheet",
    "verify",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (without the program's name; default: that of the process) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    collect_rarely()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    _speak_utf8()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except Refused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        return _nobody_reads_on()


def _nobody_reads_on() -> int:
    """``guanmo rank … | head`` has what it wanted: no word about it, but the code says that not all was done."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to fail on at the end
    return BROKEN_OFF


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(_help())
        return 0
    if arguments[0] in OWN_COMMANDS:
        # imported only when asked for: ranking a CSV must not wait for readers of Word and Excel files
        return int(import_module(f"guanmo.command.{arguments[0]}").main(arguments[1:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(["guanmo", *arguments])
    return 0


def _help() -> str:
    return _(
        "观摩：基层党建观摩、检查、测评系统\n"
        "\n"
        "用法：guanmo 命令 [参数]\n"
        "\n"
        "  audit       核对审计记录，清理过期的审计记录\n"
        "  backup      备份数据库和照片，服务不用停止\n"
        "  restore     把备份恢复到空的数据库\n"
        "  rank        按计分规则给一张打分表（CSV）汇总、排名，可另列校正分\n"
        "  judges      从打分表看每位评委的宽严，供组长了解\n"
        "  keys        更换保护个人信息的密钥\n"
        "  draw        随机抽取，谁都可以重算\n"
        "  doctor      检查设置是否安全，说明怎么改\n"
        "  design      安排谁去看谁，出发前先看误差\n"
        "  indicators  核对指标口径，算数，写快照、汇总、核对\n"
        "  sheet       读取得分表文件（txt、docx、xlsx），核对分值\n"
        "  serve       启动网页服务；加 --lan 让局域网里的手机也能打开\n"
        "  verify      核对一份封存档案：没有改动，名次能重算\n"
        "\n"
        "  migrate、runserver 等其他命令由 Django 执行，guanmo help 列出全部\n"
        "\n"
        "每个命令加 --help 可看详细用法，例如：guanmo rank --help"
    )


def _speak_utf8() -> None:
    """Chinese text must survive a Windows code page and a pipe, and no odd file name may stop a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
