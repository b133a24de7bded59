"""A file is written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from guanmo.lib.whole_file import to_disk, write_whole


def test_file_is_written_into_folders_that_were_not_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "ab" / "cd" / "photo.jpg", b"picture", mode=0o600)

    (there,) = (tmp_path / "ab" / "cd").iterdir()
    assert (there.name, there.read_bytes(), stat.S_IMODE(there.stat().st_mode)) == ("photo.jpg", b"picture", 0o600)


def test_every_new_name_is_on_the_disk_before_the_file_counts_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, really = [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (synced.append(os.readlink(f"/proc/self/fd/{handle}")), really(handle))
    )

    write_whole(tmp_path / "ab" / "photo.jpg", b"picture")

    names = [Path(one).name for one in synced]
    assert names[0] == tmp_path.name  # holds the name of the new folder
    assert names[1].startswith(".photo.jpg.")
    assert names[2:] == ["ab"]


def test_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "photo.jpg"
    write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("photo.jpg", b"old")]


def test_folder_and_file_can_be_waited_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")

    to_disk(tmp_path / "file")
    to_disk(tmp_path)

    with pytest.raises(FileNotFoundError):
        to_disk(tmp_path / "away")
