"""Write docs/method from its templates and the worked examples of tests/spec; with --check fail where it is stale."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "method"
EXAMPLES = ROOT / "tests" / "spec" / "examples.json"
PAGES = {
    "methodology.zh-CN.md": ("template.zh-CN.md", "zh", "例"),
    "methodology.en.md": ("template.en.md", "en", "Example"),
}


def page(template: str, language: str, word: str) -> str:
    """The template with each ``{{name}}`` replaced by its example."""
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    text = (FOLDER / template).read_text(encoding="utf-8")
    left_out = set(examples) - set(re.findall(r"\{\{(\w+)\}\}", text))
    if left_out:
        raise SystemExit(f"{template} lacks the examples {', '.join(sorted(left_out))}")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: example(examples[found[1]][language], word), text)


def example(told: dict[str, list[str]], word: str) -> str:
    lines = "\n".join(f"> {line}  " for line in told["working"])
    return f"> **{word} · {told['title']}**  \n{lines}\n"


def main() -> int:
    stale = []
    for name, words in PAGES.items():
        path, text = FOLDER / name, page(*words)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run python tools/methodology.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
