"""Write docs/method from its templates, the worked examples of tests/spec and the tables of ``guanmo.method``.

With --check fail where a page is stale.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from guanmo.method.rectification import STEPS, Transition, diagram

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
    text = (FOLDER / template).read_text(encoding="utf-8").replace("{{workflow}}", workflow(STEPS, language))
    left_out = set(examples) - set(re.findall(r"\{\{(\w+)\}\}", text))
    if left_out:
        raise SystemExit(f"{template} lacks the examples {', '.join(sorted(left_out))}")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: example(examples[found[1]][language], word), text)


def example(told: dict[str, list[str]], word: str) -> str:
    lines = "\n".join(f"> {line}  " for line in told["working"])
    return f"> **{word} · {told['title']}**  \n{lines}\n"


def workflow(steps: Sequence[Transition], language: str) -> str:
    """A table of steps as a picture and in rows, with the words of ``docs/method/workflow.json``."""
    words = json.loads((FOLDER / "workflow.json").read_text(encoding="utf-8"))
    named = {kind: {key: both[language] for key, both in words[kind].items()} for kind in words}
    rows = [[named["states"][one.source], named["states"][one.target], named["roles"][one.who]] for one in steps]
    comma = "、" if language == "zh" else ", "
    needs = [comma.join(named["needs"][need] for need in one.needs) or "—" for one in steps]
    bases = [named["head"]["inferred"] if one.clause == "inferred" else one.clause for one in steps]
    only = [f" ({named['head'][one.only]})" if one.only else "" for one in steps]
    lines = [
        [a, b + note, who, need, base] for (a, b, who), note, need, base in zip(rows, only, needs, bases, strict=True)
    ]
    head = [named["head"][key] for key in ("source", "target", "who", "needs", "clause")]
    table = "\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * 5, *lines])
    return f"```mermaid\n{diagram(steps, named['states'], named['roles'])}\n```\n\n{table}\n"


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
