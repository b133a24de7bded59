"""Parse every template once, so that a broken tag is found before a person opens the page."""

import os
import sys
from pathlib import Path

import django
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

SOURCE = Path(__file__).resolve().parent.parent / "src"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    django.setup()
    faults = []
    for path in sorted(path for path in SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".txt"}):
        name = path.as_posix().rsplit("/templates/", 1)[1]
        try:
            get_template(name)
        except (TemplateSyntaxError, TemplateDoesNotExist) as fault:
            faults.append(f"{path.relative_to(SOURCE)}: {fault}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
