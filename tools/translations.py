"""Keep the English and Traditional Chinese catalogues complete; the source strings are Simplified Chinese.

    python tools/translations.py                 collect strings, draft Traditional Chinese, write .po and .mo
    python tools/translations.py --missing       print as JSON what English still lacks
    python tools/translations.py --fill FILE     take English texts from such a JSON file, then write
    python tools/translations.py --check         fail where a text is missing, damaged or not compiled

Traditional Chinese is drafted by OpenCC character by character (s2tw): its word-for-word variants would turn
考核项目 into a software project. A person reads the draft and corrects the .po file; corrections are kept.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
import opencc
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "guanmo"
RULES = SOURCE / "stages" / "indicators" / "data" / "pre_score.toml"
LOCALES = SOURCE / "ui" / "locale"
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], None),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
TRADITIONAL_FIXES = {  # what s2tw leaves undecided: one word for one thing in all texts
    "賬": "帳",
    "臺帐": "臺帳",
    "佈": "布",
    "有采用": "有採用",
    "請回避": "請迴避",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::[^}]*)?\}")
SHOWN = 20  # faults that --check prints one by one
Id = str | tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--fill", type=Path)
    options = parser.parse_args()
    settings.configure(USE_I18N=True)
    django.setup()
    template = collect()
    catalogues = {locale: updated(locale, template) for locale in ("en", "zh_Hant")}
    if options.missing:
        texts = {key(message): "" for message in catalogues["en"] if message.id and not complete(message)}
        print(json.dumps(texts, ensure_ascii=False, indent=1))
        return 0
    if options.fill:
        fill(catalogues["en"], json.loads(options.fill.read_text(encoding="utf-8")))
    if options.check:
        return check(catalogues)
    draft_traditional(catalogues["zh_Hant"])
    for locale, catalogue in catalogues.items():
        write(locale, catalogue)
    return 0


def collect() -> Catalog:
    """Every translatable string in Python files and templates, with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for text in shipped_words():
        catalogue.add(text, locations=[(RULES.relative_to(ROOT).as_posix(), 0)])
    for path in sorted(
        [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    ):
        for text, context in strings(path):
            catalogue.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return catalogue


def shipped_words() -> list[str]:
    """What the rules of pre-scoring say: data that is shipped, and read by people in their own language."""
    return sorted({one["words"] for one in tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]})


def strings(path: Path) -> Iterator[tuple[Id, str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize() leaves only calls and filler; the indentation of the filler is not Python's.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    found = extract_python(io.BytesIO(source.encode()), list(KEYWORDS), [], {"encoding": "utf-8"})
    for _line, function, arguments, _comments in found:
        parts = list(arguments) if isinstance(arguments, (list, tuple)) else [arguments]
        context = parts.pop(0) if "pgettext" in function else None
        wanted = parts[:2] if function.lstrip("p").startswith("n") else parts[:1]
        if all(isinstance(part, str) and part for part in wanted):
            yield (tuple(wanted) if len(wanted) > 1 else wanted[0]), context


def updated(locale: str, template: Catalog) -> Catalog:
    """The strings of today with the translations of the .po file; what is no longer used is kept at its end."""
    path = po_path(locale)
    old = Catalog(locale=locale)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=locale)
    known = {(message.id, message.context): message.string for message in [*old.obsolete.values(), *old] if message.id}
    fixed = datetime(2026, 1, 1, tzinfo=UTC)  # a real date would change the file at every run
    us = "Guanmo"
    new = Catalog(
        locale=locale, project=us, version="1", header_comment=f"# {us}: {locale}", charset="utf-8", fuzzy=False
    )
    new.creation_date = new.revision_date = fixed
    new.last_translator = new.language_team = new.msgid_bugs_address = us
    for message in template:
        if message.id:
            string = known.pop((message.id, message.context), "")
            new.add(message.id, string, locations=message.locations, context=message.context)
    for (text, context), string in known.items():
        if string and any(string):
            new.obsolete[text] = Message(text, string, context=context)
    return new


def draft_traditional(catalogue: Catalog) -> None:
    convert = opencc.OpenCC("s2tw").convert
    for message in catalogue:
        if message.id and not complete(message):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            draft = convert(ids[-1])
            message.string = (draft,) * catalogue.num_plurals if message.pluralizable else draft
        if message.id:
            message.string = settled(message.string)


def settled(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if not isinstance(text, str):
        return tuple(str(settled(one)) for one in text)
    for wrong, right in TRADITIONAL_FIXES.items():
        text = text.replace(wrong, right)
    return text


def fill(catalogue: Catalog, texts: dict[str, str | list[str]]) -> None:
    for message in catalogue:
        text = texts.get(key(message)) if message.id else None
        if text:
            plural = (text,) * catalogue.num_plurals if isinstance(text, str) else tuple(text)
            message.string = plural if message.pluralizable else str(text)


def check(catalogues: dict[str, Catalog]) -> int:
    faults = [fault for locale, catalogue in catalogues.items() for fault in faults_of(locale, catalogue)]
    print("\n".join(faults[:SHOWN]))
    if len(faults) > SHOWN:
        print(f"and {len(faults) - SHOWN} more")
    return 1 if faults else 0


def faults_of(locale: str, catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id and not complete(message):
            yield f"{locale}: no translation: {key(message)!r}"
        elif message.id and not same_placeholders(message):
            yield f"{locale}: other placeholders than the source: {key(message)!r}"
    path = po_path(locale).with_suffix(".mo")
    if not path.exists() or path.read_bytes() != compiled(catalogue):
        yield f"{locale}: django.mo is stale: run python tools/translations.py"


def complete(message: Message) -> bool:
    strings_ = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings_) and all(strings_)


def same_placeholders(message: Message) -> bool:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    translated = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = sorted(set(PLACEHOLDER.findall(ids[-1])))
    return all(sorted(set(PLACEHOLDER.findall(text))) == wanted for text in translated)


def write(locale: str, catalogue: Catalog) -> None:
    path = po_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def key(message: Message) -> str:
    """The text a person sees in JSON: with its context before it where there is one, the plural where it counts."""
    text = message.id[-1] if isinstance(message.id, tuple) else message.id
    return f"{message.context}\x04{text}" if message.context else text


def po_path(locale: str) -> Path:
    return LOCALES / locale / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(main())
