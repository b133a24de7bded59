"""Everything a developer or a first-time visitor runs, with nothing installed but Python 3.11 or newer.

    python dev.py run            the demo county in the browser        运行演示县
    python dev.py test           all tests                             运行全部测试
    python dev.py check          style, types, contracts, texts        检查代码
    python dev.py bench          page times on the demo county         测量页面速度
    python dev.py requirements   which requirements tests prove        哪些需求已有测试证明
    python dev.py lock           renew requirements.txt (needs uv)     更新依赖清单
    python dev.py ANYTHING …     the guanmo command itself             guanmo 命令

The first call makes .venv and installs the hash-checked requirements.txt: with uv where it is found, otherwise with
pip, also where Debian's python3-venv or python3-pip is missing. Later calls start at once unless requirements.txt changed.
"""

import argparse
import concurrent.futures
import contextlib
import hashlib
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.txt"
STAMP = VENV / "installed.txt"
WHEELS = ROOT / "wheels"
# What installs where this Python has no pip at all: one file, taken only with these very bytes.
PIP = "pip-25.3-py3-none-any.whl"
PIP_SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"
# Two commands in one process: loading everything twice would be a second of waiting.
FILL = "import sys; from guanmo.command import main as do; sys.exit(do(['demo', '--if-empty']))"


def main(words):
    verb, rest = (words[0], words[1:]) if words else ("--help", [])
    if verb in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if sys.version_info < (3, 11):  # noqa: UP036 this file is what an older Python meets first
        stop(
            f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。",
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.",
        )
    os.environ.setdefault("GUANMO_DATA_DIR", str(ROOT / "var"))
    if verb == "lock":
        return lock()
    install()
    verbs = {"run": run, "test": test, "check": check, "bench": bench, "requirements": requirements}
    return verbs[verb](rest) if verb in verbs else guanmo(*words)


# The environment


def install():
    """Bring .venv to what requirements.txt says; nothing to do when the stamp says so already."""
    wanted = hashlib.sha256(LOCK.read_bytes() + str(ROOT).encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and works():
        return
    say("正在准备运行环境，第一次约需半分钟……", "Preparing the environment, about half a minute the first time …")
    uv = shutil.which("uv")
    if not works():
        make_venv(uv)
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    if not installed(uv, source):
        stop(
            "依赖没有装好。请检查网络，或设置镜像 PIP_INDEX_URL（uv 用 UV_INDEX_URL）后重试。",
            "Installing failed. Check the network, or name a mirror in PIP_INDEX_URL (UV_INDEX_URL for uv), and retry.",
        )
    # A .pth file instead of an editable install: no build backend is needed, with or without a network.
    where = subprocess.check_output(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(where.strip(), "guanmo-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    STAMP.write_text(wanted)


def installed(uv, source):
    """Whether everything came; pip does one thing after the other, so each core gets a share of the list."""
    words = [*installer(uv), "--require-hashes", *source]
    if uv:
        return call(*words, "-r", str(LOCK)) == 0
    packages = re.split(r"(?m)^(?=\w)", LOCK.read_text(encoding="utf-8"))[1:]
    shares = min(os.cpu_count() or 1, 4)
    running = []
    for number in range(shares):
        share = VENV / f"share-{number}.txt"
        share.write_text("".join(packages[number::shares]), encoding="utf-8")
        running.append(subprocess.Popen([*words, "--no-deps", "-r", str(share)], cwd=ROOT))
    codes = [one.wait() for one in running]
    return not any(codes)


def works():
    """Whether .venv has a Python that starts; a folder that was moved or half made has none."""
    return PYTHON.exists() and quiet(str(PYTHON), "-c", "")


def make_venv(uv):
    bare = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if uv:
        made = not call(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
    else:  # without Debian's python3-venv only the second form works, and a pip from outside installs into it
        made = quiet(*bare) or quiet(*bare, "--without-pip")
    if not made:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        stop(
            "这个 Python 不能建立虚拟环境。请任选一种办法后重试：\n"
            f"  1. sudo apt-get install python{version}-venv\n"
            "  2. 安装 uv：https://docs.astral.sh/uv/",
            "This Python cannot make a virtual environment. Do one of these and retry:\n"
            f"  1. sudo apt-get install python{version}-venv\n"
            "  2. install uv: https://docs.astral.sh/uv/",
        )


def installer(uv):
    """The install command for .venv: uv, its own pip, the pip of the Python that runs this file, or one fetched for it."""
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    if has_pip(str(PYTHON)):
        pip = [str(PYTHON), "-m", "pip"]
    elif has_pip(sys.executable):
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    else:
        pip = [str(PYTHON), f"{fetched_pip()}/pip"]
    return [*pip, "install", "-qq", "--disable-pip-version-check"]


def has_pip(python):
    return quiet(python, "-c", "import pip._internal")


def fetched_pip():
    """The pip wheel, from the folder of wheels or from the index that pip would ask; it runs as it is."""
    wheel = VENV / PIP
    try:
        content = (WHEELS / PIP).read_bytes() if (WHEELS / PIP).exists() else download(PIP)
    except (KeyError, OSError, ValueError, http.client.HTTPException) as error:  # no address, an odd one, a broken line
        content = str(error).encode()
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        stop(
            f"这个 Python 没有 pip，也没能取到 {PIP}。请检查网络，或任选一种办法后重试：\n"
            f"  1. sudo apt-get install python{version}-venv\n"
            "  2. 安装 uv：https://docs.astral.sh/uv/\n"
            "  3. 设好 PIP_INDEX_URL（软件包索引的地址）",
            f"This Python has no pip, and {PIP} could not be fetched. Check the network, or do one of these and retry:\n"
            f"  1. sudo apt-get install python{version}-venv\n"
            "  2. install uv: https://docs.astral.sh/uv/\n"
            "  3. set PIP_INDEX_URL, the address of an index of packages",
        )
    wheel.write_bytes(content)
    return wheel


def download(name):
    """A file that the index of PIP_INDEX_URL lists for pip."""
    page = os.environ["PIP_INDEX_URL"].rstrip("/") + "/pip/"
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    with urllib.request.urlopen(page, timeout=60, context=context) as answer:
        found = re.search(rf'href="([^"#]*{re.escape(name)})', answer.read().decode())
    if found is None:
        raise OSError(f"{page}: {name}")
    with urllib.request.urlopen(urllib.parse.urljoin(page, found[1]), timeout=120, context=context) as answer:
        return answer.read()


# The verbs


def run(words):
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", help="数据文件夹 / data folder (default: ./var)")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(words)
    if options.data:
        os.environ["GUANMO_DATA_DIR"] = str(Path(options.data).resolve())
    if answers(options.host, options.port):
        stop(
            f"端口 {options.port} 已被占用，请换一个：python dev.py run --port {options.port + 1}",
            f"Port {options.port} is taken; choose another: python dev.py run --port {options.port + 1}",
        )
    os.environ.setdefault("GUANMO_ALLOWED_HOSTS", f"localhost,127.0.0.1,{options.host}".replace("0.0.0.0", "*"))
    Path(os.environ["GUANMO_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
    if call(str(PYTHON), "-c", FILL):
        return 1
    return serve(options.host, options.port, not options.no_browser)


def serve(host, port, browser):
    """Serve until Ctrl-C; say the address once it answers."""
    server = subprocess.Popen(serving(host, port), cwd=ROOT)
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"
    try:
        while server.poll() is None and not answers(host, port):
            time.sleep(0.1)
        if server.poll() is None:
            say(f"请打开 {address}（按 Ctrl-C 停止）", f"Open {address} (Ctrl-C stops it)")
            if browser:
                webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
        return 0


def serving(host, port, application="guanmo.config.wsgi:application"):
    """The words that start the server; the benchmarks start theirs with the same."""
    command = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    return [*command, "--workers", "1", "--blocking-threads", "8", "--log-level", "warning", application]


def test(words):
    """The whole suite on SQLite with the browser, and what touches the database on PostgreSQL too."""
    pytest = [str(PYTHON), "-m", "pytest"]
    if any(word.startswith("--db") for word in words):
        return call(*pytest, *words)
    no_database = (
        "architecture",
        "method",
        "lib",
        "command",
        "faults",
        "ui",
        "stages/sheets/importers",
        "stages/documents/exporters",
    )
    without = ["-m", "not browser and not any_database", *(f"--ignore=tests/{folder}" for folder in no_database)]
    first, second = [*pytest, *words], [*pytest, "--db", "postgres", *without, *words]
    cores = os.cpu_count() or 1
    whole = set(words) <= {"-q", "-v"}
    if whole:  # beside each other there is always something to run, and each process first looks through all tests
        first += ["-n", str(min(cores, 4)), "--dist", "worksteal"]
        # Pages hold no query of their own, and test_every_path opens each of them on PostgreSQL too.
        second += ["--ignore-glob=tests/desk/*/*"]
        if cores > 3:
            second += ["-n", str(cores // 2), "--dist", "worksteal"]
    if not (os.environ.get("CI") or shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        say("没有找到 PostgreSQL，只测 SQLite。", "PostgreSQL was not found; only SQLite is tested.")
        return call(*first)
    with beside(*second) if whole else contextlib.nullcontext() as waiting:
        say("测试：SQLite", "Tests on SQLite")
        failed = call(*first)
        say("测试：PostgreSQL", "Tests on PostgreSQL")
        code = waiting() if whole else call(*second)
    nothing_left = 5  # pytest's exit code when the words chose only tests that need no database
    return failed or (0 if code == nothing_left else code)


@contextlib.contextmanager
def beside(*command):
    """Run a command in the time that others leave over; what it gives waits for its end, prints and tells its exit code."""
    with tempfile.TemporaryFile() as said:
        polite = {"preexec_fn": lambda: os.nice(10)} if hasattr(os, "nice") else {}
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, **polite)

        def ended():
            code = process.wait()
            said.seek(0)
            print(said.read().decode(errors="replace"), end="", flush=True)
            return code

        try:
            yield ended
        finally:
            if process.poll() is None and os.name != "nt":
                process.send_signal(signal.SIGINT)  # pytest stops its servers on this, and on no other
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=20)
            process.terminate()
            process.wait()


def check(_words):
    """Every check, even after one failed, so that one call shows all there is to mend."""
    python = str(PYTHON)
    bin_folder = PYTHON.parent
    checks = {
        "types": [python, "-m", "mypy", "--no-error-summary"],
        "ruff": [str(bin_folder / "ruff"), "check", "--quiet", "--output-format", "concise", "."],
        "format": [str(bin_folder / "ruff"), "format", "--check", "--quiet", "--output-format", "concise", "."],
        "contracts": [str(bin_folder / "lint-imports"), "--no-cache"],
        "migrations": [python, "-m", "guanmo", "makemigrations", "--check", "--dry-run"],
        "translations": [python, "tools/translations.py", "--check"],
        "templates": [python, "tools/templates.py"],
        "access": [python, "tools/access_page.py", "--check"],
    }
    failed = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, (done, seconds) in zip(checks, pool.map(timed, checks.values()), strict=True):
            print(f"{name:13}{'FAILED' if done.returncode else 'ok':7}{seconds:6.1f} s", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout)
    if failed:
        say(f"检查未通过：{'、'.join(failed)}", f"Checks failed: {', '.join(failed)}")
    return 1 if failed else 0


def timed(command):
    """What the command said and how long it took."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False
    )
    return done, time.monotonic() - started


def bench(words):
    """Who asks for an end asks the benchmark itself, which may have something to say before."""
    process = subprocess.Popen([str(PYTHON), "-m", "benchmarks", *words], cwd=ROOT)
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches both
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    return process.wait()


def requirements(words):
    return call(str(PYTHON), "tools/requirements.py", *words)


def guanmo(*words):
    return call(str(PYTHON), "-m", "guanmo", *words)


def lock():
    """Resolve again for every platform; where a package came from stays out of the file."""
    uv = shutil.which("uv")
    if uv is None:
        stop(
            "更新依赖清单需要 uv：https://docs.astral.sh/uv/", "Renewing the lock needs uv: https://docs.astral.sh/uv/"
        )
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    command += ["--group", "dev", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    failed = call(*command, "pyproject.toml", "--output-file", str(LOCK))
    if not failed and "://" in LOCK.read_text(encoding="utf-8"):
        stop("依赖清单里不应有网址。", "The lock file must not name an address.")
    return failed


# Small things


def call(*command):
    try:
        return subprocess.call(command, cwd=ROOT)
    except KeyboardInterrupt:
        return 130


def quiet(*command):
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def answers(host, port):
    with socket.socket() as sock:
        sock.settimeout(0.5)
        return sock.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0


def say(chinese, english):
    print(f"{chinese}\n{english}", flush=True)


def stop(chinese, english):
    say(chinese, english)
    sys.exit(1)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
