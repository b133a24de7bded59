"""Sentences for what is wrong with a snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

if TYPE_CHECKING:
    from guanmo.analytics.verifying import Fault


@contextmanager
def in_sentences(folder: Path) -> Iterator[None]:
    """Whatever cannot be read as a snapshot is refused with a sentence."""
    from guanmo.analytics.engine import Unreadable
    from guanmo.analytics.manifest import NotASnapshot

    try:
        yield
    except NotASnapshot as error:
        raise Refused(_not_a_snapshot(error.why, folder, error.detail), code=f"snapshot_{error.why}") from None
    except (OSError, Unreadable):
        message = _("读不懂快照里的文件：%(folder)s。请用 guanmo indicators verify 看是哪一个。")
        raise Refused(message % {"folder": folder}, code="snapshot_unreadable") from None


def _not_a_snapshot(why: str, folder: Path, detail: str) -> str:
    words = {
        "folder": _("找不到文件夹：%(folder)s。"),
        "manifest": _("%(folder)s 不是指标快照：里面没有清单 manifest.json。"),
        "foreign": _("%(folder)s 里的 manifest.json 不是指标快照的清单，或者已经损坏。"),
        "form": _("%(folder)s 是另一版本的程序（%(detail)s）写的快照，这个版本读不了。请用写它的那个版本。"),
    }
    return words[why] % {"folder": folder, "detail": detail}


def fault_sentence(one: "Fault") -> str:
    """What is wrong, and where."""
    rows = _("应有 %(wanted)d 行，现有 %(found)d 行。")
    words = {
        "noted": _("抄下的指纹和清单不符：这不是当时的那份快照，或者整份重写过。"),
        "manifest": _("清单自相矛盾：列出的各部分合不成它的指纹，清单改动过。"),
        "definitions": _("快照里的口径和清单记的不是同一版。"),
        "missing": _("缺少文件：%(file)s"),
        "changed": _("文件改动过：%(file)s"),
        "extra": _("多了文件：%(file)s"),
        "unreadable": _("文件读不出来：%(file)s"),
        "facts": _("指标 %(indicator)s，%(period)s：数改动过，") + rows,
        "strays": _("有 %(rows)d 个数的组织不在组织表里。"),
        "sums": _("指标 %(indicator)s，%(period)s：组织的上下级改动过，合计不同，") + rows,
        "places": _("指标 %(indicator)s，%(period)s：组织的上下级改动过，名次不同，") + rows,
        "ranked": _("指标 %(indicator)s，%(period)s：名次表的数不对，") + rows,
        "rolled": _("指标 %(indicator)s，%(period)s：汇总表的数不对，") + rows,
    }
    return words[one.what] % dict(one.where)
