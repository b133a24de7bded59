"""The keys: never in a copy of the database, kept apart on purpose, and checked against what they must fit (security.md 3.6).

Without the old key of the logs a moved server would give every judge another name in a running log; without the old field
keys no contact detail opens again.
"""

import json
from pathlib import Path

from guanmo.command.backups.secrets import KEY_NAME
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import write_whole

_OWNER_ALONE = 0o600


def key_files() -> dict[str, Path]:
    """The key files of this server by the names under which copies keep them."""
    from django.conf import settings

    return {"log.ed25519": Path(settings.LOG_KEY), "field_keys": Path(settings.FIELD_KEYS)}


def copy_keys(folder: Path, *, beside: Path, backup_key: Path | None = None) -> list[Path]:
    """Copy the keys that there are into ``folder``; returns where they lie. Raises Refused inside the folder of the copies.

    ``backup_key`` opens the copies, where it is not the one that the settings name.
    """
    from django.conf import settings

    if beside.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise Refused(_("密钥不能和备份放在一起。请换一个地方，例如锁在保险柜里的U盘。"))
    copied = []
    opens = backup_key or (Path(settings.BACKUP_KEY) if settings.BACKUP_KEY else None)
    for name, path in {**key_files(), **({KEY_NAME: opens} if opens else {})}.items():
        if path.exists():
            write_whole(folder / name, path.read_bytes(), mode=_OWNER_ALONE)
            copied.append(folder / name)
    return copied


def put_keys_back(folder: Path) -> None:
    """Take the keys from ``folder``. Raises Refused when it holds none, or when this server has another key already."""
    found = {name: folder / name for name in key_files() if (folder / name).is_file()}
    if not found:
        raise Refused(_("文件夹 {path} 里没有密钥（log.ed25519、field_keys）。").format(path=folder))
    for name, path in key_files().items():
        if name in found and path.exists() and path.read_bytes() != found[name].read_bytes():
            raise Refused(_("这台服务器已经有另一把密钥 {path}。请先把它改名保存，再恢复。").format(path=path))
    for name, path in found.items():
        write_whole(key_files()[name], path.read_bytes(), mode=_OWNER_ALONE)


def keys_problem() -> str:
    """What the restored database was written with and this server's keys do not fit; empty when all fit."""
    wrong = [path for fits, path in ((_log_key_fits, "log.ed25519"), (_field_keys_fit, "field_keys")) if not fits()]
    if not wrong:
        return ""
    said = _(
        "数据库已恢复，但这台服务器的密钥和它对不上：{names}。先不要启动服务，把原来服务器的密钥放回来，"
        "或者清空以后用 guanmo restore 备份 --keys 密钥文件夹 再恢复一次。"
    )
    return said.format(names="、".join(wrong))


def _log_key_fits() -> bool:
    """Judges' names in a log are made with the key: the newest sheet's judge has the same name again."""
    from guanmo.stages.rounds.domain.score_log import judge_names
    from guanmo.stages.rounds.models import ScoreEvent
    from guanmo.stages.scoring.models import BallotVersion

    event = ScoreEvent.objects.exclude(sheet=None).filter(body__contains='"event":"ballot"').order_by("-pk").first()
    if event is None:
        return True
    if not key_files()["log.ed25519"].exists():
        return False
    judge = (
        BallotVersion.objects.select_related("ballot__participant__user").get(pk=str(event.sheet)).ballot.participant
    )
    return judge_names(event.round, [judge.user.uuid]) == [json.loads(event.body)["judge"]]


def _field_keys_fit() -> bool:
    from guanmo.lib.sealing import SealBroken
    from guanmo.stages.members.models import Contact

    contact = Contact.objects.order_by("-pk").first()
    if contact is None:
        return True
    if not key_files()["field_keys"].exists():
        return False
    try:
        return bool(contact.text)
    except SealBroken:
        return False
