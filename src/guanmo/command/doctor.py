"""``guanmo doctor``: are the settings safe for a county's data, and what is to be done where they are not?"""

from collections.abc import Sequence

from guanmo.command.arguments import Parser
from guanmo.command.language import gettext as _

ADVICE = 1


def main(argv: Sequence[str]) -> int:
    """0: all is well; 1: something could be better. Raises Refused where Guanmo would not start."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    parser = Parser("guanmo doctor", _("写法：guanmo doctor"))
    parser.add_argument("--only-refusals", action="store_true")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from guanmo.demo.safety import advice, refuse_unsafe

    refuse_unsafe()
    if options.only_refusals:
        return 0
    found = advice()
    print("\n".join(found) if found else _("设置安全：数据库、密钥和账号都没有发现问题。"))
    return ADVICE if found else 0


def _help() -> str:
    return _(
        "用法：guanmo doctor\n"
        "\n"
        "检查数据库、密钥、调试开关和演示密码。不安全的逐条说明怎么改；有一条不安全，服务就不启动。"
    )
