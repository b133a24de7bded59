"""Fill a .docx template that somebody else wrote, in a process of its own that may do nothing but that.

A template is a program (Jinja in the text of a Word file). The process gets no settings and no secrets (lib.limited_process);
the sandbox refuses every way out of the fields that it was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guanmo.lib.docx_template_child import filled
from guanmo.lib.office_file import FileRefused, check_size, is_archive


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled document; names that the template asks for and nobody gave, and names that it never asks for."""

    content: bytes
    unknown: tuple[str, ...]
    unused: tuple[str, ...]


def fill(template: bytes, fields: Mapping[str, Any]) -> Filled:
    """Fill the template with plain JSON values. Raises FileRefused with one sentence that says what is wrong."""
    check_size(template)
    if not is_archive(template):
        raise FileRefused(_("这不是 .docx 文件。请用 Word 或 WPS 另存为 .docx 后再上传。"), code="not_docx")
    try:
        told, content = filled(template, dict(fields))
    except FileRefused as error:
        raise _refused("slow") from error  # the processor or the memory ran out
    if "refused" in told:
        raise _refused(told["refused"], told.get("why", ""))
    return Filled(content, tuple(told["unknown"]), tuple(told["unused"]))


def _refused(code: str, why: str = "") -> FileRefused:
    messages = {
        "slow": _("模板里的循环太多或太大，没有在规定的时间和内存里完成。请减少循环后再上传。"),
        "unsafe": _("模板里用了不允许的写法（%(why)s）。只能填写字段、用 if 和 for。"),
        "outside": _("模板引用了外部文件或带有宏，为安全起见不能使用。请删去后重新保存。"),
        "bomb": _("文件解压后太大，为安全起见不予读取。"),
        "damaged": _("文件已损坏（%(why)s）。请用 Word 或 WPS 打开，另存为 .docx 后再上传。"),
        "open": _("模板里有一处 %(why)s 没有结束。请在它管的内容后面加上 end%(why)s。"),
        "filter": _("模板里用了没有的过滤器“%(why)s”。请删去竖线和它后面的名称。"),
        "tag": _("模板里的“%(why)s”不认识，或没有与它相配的开头。只能用 if 和 for。"),
        "sum": _("模板里有一处算式算不出来（例如除以零）。请改为只填写字段。"),
        "syntax": _("模板里有一处花括号的写法不对。花括号要成对，里面只写字段名，不要中途换字体。"),
        "broken": _("模板不能读取：%(why)s。请用 Word 或 WPS 打开检查，花括号要成对，不要中途换字体。"),
    }
    return FileRefused(messages[code] % {"why": why[:120]}, code=f"template_{code}")
