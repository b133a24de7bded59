"""``guanmo keys``: which keys sealed the personal details, a new key, and farewell to old ones (security.md 3.6)."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guanmo.command.arguments import Parser
from guanmo.command.language import gettext as _
from guanmo.lib.alone import alone
from guanmo.lib.refusal import Refused

PASSES = 20
"""What is being corrected is left for the next pass; nobody corrects that often."""


def main(argv: Sequence[str]) -> int:
    """0: done. Raises Refused."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    parser = Parser("guanmo keys", _("写法：guanmo keys，guanmo keys rotate [--cipher aes|sm4]，或 guanmo keys drop。"))
    parser.add_argument("verb", nargs="?", choices=("list", "rotate", "drop"), default="list")
    parser.add_argument("--cipher", choices=("aes", "sm4"))
    options = parser.parse_args(argv)
    import django

    django.setup()
    from django.conf import settings

    if options.verb != "list":
        with alone(settings.FIELD_KEYS.with_name("field_keys.lock")) as free:
            if not free:  # two at once would each make a key, and one of them be lost
                raise Refused(_("另一个 guanmo keys 正在运行。请等它做完。"), code="running")
            if options.verb == "rotate":
                _rotate(settings.FIELD_KEYS, options.cipher or settings.FIELD_CIPHER)
            else:
                _drop(settings.FIELD_KEYS)
    _list(settings.FIELD_KEYS)
    return 0


def _list(path: Path) -> None:
    from guanmo.lib.sealing import read_keys

    used, keys = _used(), read_keys(path) if path.exists() else {}
    for number in sorted(keys | used):
        if number in keys:
            cipher = "SM4-GCM" if keys[number].cipher == "sm4" else "AES-GCM"
            said = _("密钥 %(number)d（%(cipher)s）：封着 %(count)d 项内容")
            print(said % {"number": number, "cipher": cipher, "count": used[number]})
        else:
            print(_("密钥 %(number)d 不在：%(count)d 项内容打不开") % {"number": number, "count": used[number]})


def _rotate(path: Path, cipher: str) -> None:
    """A new key, unless the last rotation did not come to its end; then everything is sealed with the newest."""
    from guanmo.lib.sealing import LARGEST, keyring, new_key, read_keys, write_keys

    used = set(_used())
    if not path.exists() and not used:
        keyring(path, cipher)
    keys = _all_here(path, used)
    if used - {max(keys)}:
        print(_("上次更换没有做完，接着做，不另加新密钥。做完以后要再换一把的，请再运行一次。"))
    else:
        if max(keys) == LARGEST:
            raise Refused(_("密钥已经换过 254 次，编号用完了，不能再加。"), code="no_number_left")
        write_keys(path, {**keys, max(keys) + 1: new_key(cipher)})
        _note("keys.added", max(keys) + 1)
    _reseal(max(read_keys(path)))
    print(
        _(
            "已全部换成最新的密钥。请马上运行 guanmo backup --keys 把密钥文件抄到别处，再运行 guanmo keys drop 删去旧密钥。"
        )
    )


def _all_here(path: Path, used: set[int]) -> dict[int, Any]:
    """The keys. Raises Refused when one with which something is sealed is not among them."""
    from guanmo.lib.sealing import read_keys

    keys = read_keys(path) if path.exists() else {}
    if not keys or used - keys.keys():
        raise Refused(
            _("密钥文件 {path} 不在，或者缺了封着内容的密钥。先把抄在别处的密钥文件放回来，再运行一次。").format(
                path=path
            ),
            code="keys_missing",
        )
    return keys


def _reseal(newest: int) -> None:
    from guanmo.lib.sealing import SealBroken
    from guanmo.stages.members.domain.reseal_contacts import reseal_contacts
    from guanmo.stages.organisations.domain.second_factor_secret import reseal_secrets

    for _pass in range(PASSES):
        try:
            done = reseal_secrets()
            for number in reseal_contacts():
                done += number
                print(_("已换 %(count)d 项……") % {"count": done}, flush=True)
        except SealBroken as broken:
            said = _("{place} 里的内容打不开：被改动过，或者是从别处移来的。请查清这一行再接着换；其他内容不受影响。")
            raise Refused(said.format(place=broken), code="seal_broken") from broken
        if not set(_used()) - {newest}:
            return
    raise Refused(_("有内容一直在被修改，没有换完。请过一会儿再运行一次。"), code="not_done")


def _drop(path: Path) -> None:
    """Only what seals nothing any more goes."""
    from guanmo.lib.sealing import write_keys

    used = set(_used())
    keys = _all_here(path, used)
    if used - {max(keys)}:
        raise Refused(_("还有内容用旧密钥封着。请先运行 guanmo keys rotate。"), code="still_used")
    write_keys(path, {max(keys): keys[max(keys)]})
    _note("keys.dropped", max(keys))
    print(_("旧密钥已删去。以前的数据库备份要用旧密钥才能读：当时抄出的密钥文件请和那些备份保存同样久。"))


def _note(act: str, number: int) -> None:
    """A line of the audit log: which key is the newest, never a key."""
    from guanmo.audit.record import record
    from guanmo.stages.organisations.models import Organisation

    top = Organisation.objects.filter(depth=1).first()
    if top is not None:
        record(act, top, by=None, newest=number)


def _used() -> Counter[int]:
    """How many values each key has sealed."""
    from guanmo.stages.members.domain.reseal_contacts import keys_of_contacts
    from guanmo.stages.organisations.domain.second_factor_secret import keys_of_secrets

    return keys_of_contacts() + keys_of_secrets()


def _help() -> str:
    return _(
        "用法：guanmo keys\n"
        "      guanmo keys rotate [--cipher aes|sm4]\n"
        "      guanmo keys drop\n"
        "\n"
        "不写命令  列出每把密钥封着多少项内容（联系方式、第二道验证）\n"
        "rotate    加一把新密钥，把已封的内容全部换过去；服务不用停止，中途断了再运行一次就接着做\n"
        "drop      删去已经不用的旧密钥\n"
        "\n"
        "  --cipher  新密钥用哪种算法：aes（AES-256-GCM）或 sm4（国密 SM4-GCM）；不写就按 GUANMO_FIELD_CIPHER"
    )
