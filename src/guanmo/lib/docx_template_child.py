"""How a template is filled, in a process that may do nothing but that; its parent has the sentences."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from guanmo.lib.limited_process import in_a_child

MOST_UNPACKED = 100 * 1024 * 1024
_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
)
_FETCHING = {"INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "DATABASE", "IMPORT", "RD"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(Exception):
    """The template is refused; the code is the parent's."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(why)
        self.code, self.why = code, why


@in_a_child
def filled(template: bytes, fields: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The names that are unknown and unused with the document, or the code of a refusal with no document."""
    try:
        return _fill(template, fields)
    except Refused as refusal:
        return {"refused": refusal.code, "why": refusal.why}, b""


def _check(template: bytes) -> None:
    """Refuse what unpacks to too much, loads from elsewhere or carries macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            members = archive.infolist()
            if sum(one.file_size for one in members) > MOST_UNPACKED:
                raise Refused("bomb")
            names = [one.filename for one in members]
            if any("vbaProject" in name for name in names):
                raise Refused("outside")
            for name in names:
                if name.lower().endswith((".rels", ".xml")) and _reaches_out(archive.read(name)):
                    raise Refused("outside")
            if "word/document.xml" not in names:
                raise Refused("broken", "word/document.xml")
    except MemoryError as error:
        raise Refused("bomb") from error
    except ElementTree.ParseError as error:
        raise Refused("damaged", name) from error
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused("broken", type(error).__name__) from error


def _reaches_out(part: bytes) -> bool:
    """Whether a part names anything outside the file but a link that a reader must click; judged as XML, not as text."""
    if b"<!DOCTYPE" in part or b"<\x00!\x00D" in part:
        return True
    root = ElementTree.fromstring(part)
    if any(code.split()[0].upper() in _FETCHING for code in _field_codes(root) if code.split()):
        return True
    targets = [one for one in root.iter() if one.tag.endswith("}Relationship") or one.tag == "Relationship"]
    return any(
        one.get("Type") not in _LINKS
        and (one.get("TargetMode", "Internal") != "Internal" or "://" in one.get("Target", ""))
        for one in targets
    )


def _field_codes(root: ElementTree.Element) -> Iterator[str]:
    """The instruction of each field, put together from its runs; a field inside another one stands for itself."""
    begun: list[str] = []
    for one in root.iter():
        if one.tag == f"{_W}fldSimple":
            yield one.get(f"{_W}instr", "")
        elif one.tag == f"{_W}fldChar" and one.get(f"{_W}fldCharType") == "begin":
            begun.append("")
        elif one.tag == f"{_W}fldChar" and begun:
            yield begun.pop() if one.get(f"{_W}fldCharType") == "end" else begun[-1]
        elif one.tag == f"{_W}instrText":
            begun[-1:] = [(begun[-1] if begun else "") + (one.text or "")]
    yield from begun


def _named(message: str) -> Refused:
    """Which mistake the engine met, told from the beginning of its message; the parent has a sentence for each."""
    quoted = re.findall(r"'([^']*)'", message)
    starts = {
        "Unexpected end of template": ("open", -1),
        "No filter named": ("filter", 0),
        "Encountered unknown": ("tag", 0),
    }
    for start, (code, at) in starts.items():
        if message.startswith(start) and quoted:
            return Refused(code, quoted[at])
    return Refused("syntax")


def _fill(template: bytes, fields: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    _check(template)
    from docxtpl import DocxTemplate
    from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    missing: set[str] = set()

    class Missing(ChainableUndefined):
        """Prints nothing and remembers its name."""

        def __str__(self) -> str:
            missing.add(str(self._undefined_name))
            return ""

        __html__ = __str__

    class Sandbox(ImmutableSandboxedEnvironment):
        """Only fields, if and for: no call but of a filter, no name that begins with an underscore."""

        def unsafe_undefined(self, obj: object, attribute: str) -> Any:
            raise SecurityError(attribute)

        def is_safe_callable(self, obj: object) -> bool:
            return getattr(obj, "__self__", None).__class__.__name__ in ("LoopContext", "Cycler")

    sandbox = Sandbox(autoescape=True, undefined=Missing)
    sandbox.globals.clear()
    try:
        document = DocxTemplate(io.BytesIO(template))
        asked = document.get_undeclared_template_variables(jinja_env=sandbox)
        document.render(fields, jinja_env=sandbox, autoescape=True)
        made = io.BytesIO()
        document.save(made)
    except SecurityError as error:
        raise Refused("unsafe", str(error)) from error
    except MemoryError as error:
        raise Refused("bomb") from error
    except TemplateSyntaxError as error:
        raise _named(str(error.message)) from error
    except ArithmeticError as error:
        raise Refused("sum") from error
    except (TemplateError, ValueError, LookupError, TypeError, AttributeError, SyntaxError) as error:
        raise Refused("broken", str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    unknown = sorted((asked | missing) - fields.keys())
    return {"unknown": unknown, "unused": sorted(fields.keys() - asked)}, made.getvalue()
