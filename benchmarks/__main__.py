"""``python dev.py bench``: make a demo county in a throw-away folder, then time the cold start and every page.

``bench field`` loads the receipt of sheets and photos; ``bench faults [--long]`` kills, cuts the power and counts;
``bench method`` compares the severity model with the truth and with lme4; ``bench documents`` times what is issued;
``bench indicators`` compares values with loops and hand SQL; ``bench roster`` imports a roster of 50,000 members.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import cold_start, pages


def main(words: list[str]) -> int:
    """Run the benchmark that is named, or time the pages."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and disks are cleared away
    if words[:1] == ["faults"]:
        from benchmarks.faults.__main__ import main as faults

        return faults(words[1:])
    if words[:1] == ["method"]:
        from benchmarks.method.__main__ import main as method

        return method(words[1:])
    if words[:1] == ["documents"]:
        from benchmarks.documents.__main__ import main as documents

        return documents(words[1:])
    if words[:1] == ["indicators"]:
        from benchmarks.indicators.__main__ import main as indicators

        return indicators(words[1:])
    if words[:1] == ["roster"]:
        from benchmarks.roster import main as roster

        return roster(words[1:])
    if words[:1] == ["field"]:
        from benchmarks.field.__main__ import main as field

        return field(words[1:])
    return time_pages()


def time_pages() -> int:
    """Run all measurements on one fresh demo county; the exit code is that of the pages' limit."""
    with tempfile.TemporaryDirectory(prefix="guanmo-bench-") as folder:
        Path(folder, "static").mkdir()
        os.environ.update(GUANMO_DATA_DIR=folder, GUANMO_SECRET_KEY="only-for-benchmarks-" + "x" * 40)
        os.environ.pop("GUANMO_DATABASE_URL", None)
        peer = cold_start.timed(cold_start.plain_loop)
        filled = cold_start.timed(lambda: _guanmo("demo"))
        served = cold_start.first_page()
        total = filled + served
        print(f"tables and demo county {filled:.1f} s, server to first page {served:.1f} s")
        print(f"cold start {total:.1f} s, {total / peer:.0f} times a plain loop of ten million steps ({peer:.2f} s)")
        return pages.main()


def _guanmo(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "guanmo", *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
