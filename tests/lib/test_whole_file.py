"""A file is written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from guanmo.lib.whole_file import to_disk, write_new, write_whole


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


def test_new_file_is_whole_under_its_name_before_the_wait_and_both_are_on_the_disk_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, really, path = [], os.fsync, tmp_path / "photo.jpg"

    def noted(handle: int) -> None:
        synced.append((os.readlink(f"/proc/self/fd/{handle}").split("/")[-1], path.read_bytes()))
        really(handle)

    monkeypatch.setattr(os, "fsync", noted)
    write_new(path, b"picture")

    assert [content for _name, content in synced] == [b"picture"] * 2
    assert synced[1][0] == tmp_path.name  # the folder, after the file that it names
    assert [one.name for one in tmp_path.iterdir()] == ["photo.jpg"]


def test_name_that_is_taken_is_written_without_a_moment_in_which_it_is_not_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cut-off copy, or the same photo from a second sender, whose file somebody was promised already."""
    path, seen, really = tmp_path / "photo.jpg", [], os.fsync
    path.write_bytes(b"pict")
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append(path.read_bytes()), really(handle)))

    write_new(path, b"picture")

    assert seen == [b"pict", b"picture"]  # the new bytes are waited for beside it first
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("photo.jpg", b"picture")]


def test_folder_and_file_can_be_waited_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")

    to_disk(tmp_path / "file")
    to_disk(tmp_path)

    with pytest.raises(FileNotFoundError):
        to_disk(tmp_path / "away")
