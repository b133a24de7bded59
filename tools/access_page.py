"""Write docs/access.md from the declared rules; with --check fail where it is stale."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "access.md"
HEAD = """# Who may come to which address

Made from `src/guanmo/config/access/tables` by `tools/access_page.py`; `python dev.py check` holds it against them. The server
does not start while an address has no rule here, or a rule no address (decision 17).

A rule is coarse: for everybody else there is no such address (404). Which organisations, rounds and members somebody
sees there follows from posts and grants, and each act asks once more who may.

| address | path | methods | who |
|---|---|---|---|
"""


def page() -> str:
    from guanmo.config.access.problems import addresses
    from guanmo.config.access.tables import DECLARED

    lines = []
    for name, path in addresses():
        rule = DECLARED[name]
        methods = ", ".join(one for one in rule.methods if one != "HEAD")
        lines.append(f"| `{name}` | `{path}` | {methods} | {rule.who.words} |\n")
    return HEAD + "".join(lines)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    os.environ["GUANMO_DEBUG"] = "0"  # the gallery of components is no page of the service
    django.setup()
    from guanmo.config.access.problems import problems

    if found := problems():
        print("\n".join(found))
        return 1
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
