"""The process that fills one template: fields and template on standard input, the answer on standard output."""

import io
import json
import re
import sys
import zipfile
from typing import Any

MOST_UNPACKED = 100 * 1024 * 1024
_OUTSIDE = re.compile(rb'TargetMode="External"')
_LINK = re.compile(rb"<Relationship [^>]*relationships/hyperlink[^>]*>")


class Refused(Exception):
    """The template is refused; the code is the parent's."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(why)
        self.code, self.why = code, why


def main(processor_seconds: int, megabytes: int) -> None:
    """Read, fill, answer."""
    _limit(processor_seconds, megabytes)
    head, _newline, template = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer, content = _fill(template, json.loads(head))
    except Refused as refusal:
        answer, content = {"refused": refusal.code, "why": refusal.why}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def _limit(processor_seconds: int, megabytes: int) -> None:
    """The kernel stops what runs too long or grows too large; Windows has no such call, there the parent's clock stops it."""
    try:
        import resource
    except ImportError:
        return
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


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
                if name.endswith(".rels") and _OUTSIDE.search(_LINK.sub(b"", archive.read(name))):
                    raise Refused("outside")
            if "word/document.xml" not in names:
                raise Refused("broken", "word/document.xml")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused("broken", type(error).__name__) from error


def _fill(template: bytes, fields: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    _check(template)
    from docxtpl import DocxTemplate
    from jinja2 import ChainableUndefined, TemplateError
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
    except (TemplateError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("broken", str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    unknown = sorted((asked | missing) - fields.keys())
    return {"unknown": unknown, "unused": sorted(fields.keys() - asked)}, made.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
