"""A file's name as every file system takes it."""

import re


def file_name(title: str) -> str:
    """The title without what a file system refuses, at most 120 characters, without an ending."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", title).strip("_.")[:120]
