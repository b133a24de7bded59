"""Where Django keeps the files that people attach: each is on the disk before a row may point to it (security.md 3.7)."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from guanmo.lib.whole_file import make_folder, to_disk


class WholeStorage(FileSystemStorage):
    """Django's storage that waits for the disk."""

    def _save(self, name: str, content: Any) -> str:
        make_folder(Path(self.path(name)).parent)
        kept: str = super()._save(name, content)  # type: ignore[misc]
        to_disk(Path(self.path(kept)))
        to_disk(Path(self.path(kept)).parent)
        return kept
