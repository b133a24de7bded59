"""How fast the pages are on the demo county: python dev.py bench [--repeat N] [--data DIR] [--json FILE]

Cold start is the time from starting the server to its first answer. Each page is found by following links, as each of
the demo county's people, one page for each address pattern; it is measured in this process, without a network.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.pages import Measured, measure_pages
from benchmarks.server import cold_start

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--data", type=Path, help="use this data folder instead of a new demo county")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guanmo-bench-") as temporary:
        os.environ["GUANMO_DATA_DIR"] = str(options.data or temporary)
        making = make_county()
        start = cold_start(ROOT)
        pages = measure_pages(options.repeat)
    show(making, start, pages)
    if options.json:
        figures = {"county_s": making, "cold_start_s": start, "pages": [vars(page) for page in pages]}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def make_county() -> float:
    """Migrate and make the demo county where there is none; the seconds it took."""
    started = time.perf_counter()
    Path(os.environ["GUANMO_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
    for words in (["migrate", "--verbosity", "0"], ["demo", "--if-empty"]):
        subprocess.run([sys.executable, "-m", "guanmo", *words], check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - started, 2)


def show(making: float, start: float, pages: list[Measured]) -> None:
    print(f"demo county  {making:6.2f} s\ncold start   {start:6.2f} s\n")
    print(f"{'page':44}{'as':12}{'status':>7}{'kB':>8}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for page in sorted(pages, key=lambda page: -page.p95_ms):
        print(
            f"{page.route[:43]:44}{page.user[:11]:12}{page.status:7}{page.kilobytes:8.1f}{page.queries:9}"
            f"{page.p50_ms:9.1f}{page.p95_ms:9.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
