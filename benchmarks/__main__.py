"""``python dev.py bench``: make a demo county in a throw-away folder, then time the cold start and every page."""

import os
import subprocess
import sys
import tempfile

from benchmarks import cold_start, pages


def main() -> int:
    """Run all measurements on one fresh demo county; the exit code is that of the pages' limit."""
    with tempfile.TemporaryDirectory(prefix="guanmo-bench-") as folder:
        os.environ.update(GUANMO_DATA_DIR=folder, GUANMO_SECRET_KEY="only-for-benchmarks-" + "x" * 40)
        os.environ.pop("GUANMO_DATABASE_URL", None)
        made = cold_start.timed(lambda: _guanmo("migrate", "--verbosity", "0"))
        filled = cold_start.timed(lambda: _guanmo("demo"))
        print(f"migrate {made:.1f} s, demo county {filled:.1f} s, server to first page {cold_start.first_page():.1f} s")
        return pages.main()


def _guanmo(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "guanmo", *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
