"""A disk whose power can be cut: ext4 in a file behind a loop device, shut down by the ioctl that tests of ext4 use.

After the cut nothing more reaches the disk: what the system had only in memory is gone, as when the plug is pulled;
at the next mount ext4 replays its journal. It needs root and a loop device (security.md 5). What it cannot show is a
drive that says "written" and lies.
"""

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path

SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
WITHOUT_FLUSHING_THE_LOG = struct.pack("I", 2)
PATIENCE = 10
"""Seconds."""


def impossible() -> str:
    """Why there can be no such disk here; empty when there can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "a power cut needs root, to mount a loop device"
    if not all(shutil.which(word) for word in ("mkfs.ext4", "mount", "umount")):
        return "a power cut needs mkfs.ext4 and mount (packages e2fsprogs, mount)"
    try:
        with Disk(8) as disk:
            disk.cut()
            disk.restore()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"a loop device cannot be mounted here: {error}"
    return ""


class Disk:
    """A file system of some megabytes at ``path``."""

    def __init__(self, megabytes: int = 400) -> None:
        self._megabytes = megabytes

    def __enter__(self) -> "Disk":
        self._folder = Path(tempfile.mkdtemp(prefix="guanmo-disk-"))
        self._folder.chmod(0o755)  # PostgreSQL's server runs as another user
        self._file, self.path = self._folder / "disk.ext4", self._folder / "disk"
        with self._file.open("wb") as file:
            file.truncate(self._megabytes * 1024 * 1024)
        self.path.mkdir()
        try:
            _run("mkfs.ext4", "-q", "-F", str(self._file))
            self._mount()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        _run("umount", "--lazy", str(self.path))
        shutil.rmtree(self._folder, ignore_errors=True)

    def cut(self) -> None:
        """Cut the power; every later read or write of a file fails."""
        handle = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, WITHOUT_FLUSHING_THE_LOG)
        finally:
            os.close(handle)

    def restore(self) -> None:
        """Switch the power on again. Nobody may hold a file open any more; who was just killed may need a moment."""
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(["umount", str(self.path)], capture_output=True, check=False).returncode:
            if time.monotonic() > deadline:
                raise OSError(f"{self.path} is still in use")
            time.sleep(0.05)
        self._mount()

    def _mount(self) -> None:
        _run("mount", "-o", "loop", str(self._file), str(self.path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
