"""Name the characters that the carried fonts lack, before a paper is issued by one button (GB/T 9704-2012)."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused
from guanmo.stages.documents.content import Content
from guanmo.stages.documents.exporters import Caution, rare_characters

Done = TypeVar("Done")
_asked: ContextVar[dict[str, Caution] | None] = ContextVar("asked", default=None)


class GlyphsMissing(Refused):
    """What was to be issued has characters that may print as boxes; nothing was issued. ``cautions`` names them."""

    code = "glyphs_missing"

    def __init__(self, cautions: tuple[Caution, ...]) -> None:
        words = "、".join(f"“{one.what}”（{one.where}）" for one in cautions)
        super().__init__(
            _("还没有印发：这些字系统自带的字体里没有，PDF 里可能印成方框：%(words)s。") % {"words": words}
        )
        self.cautions = cautions


def issue_asked(act: Callable[[], Done], *, confirmed: bool) -> Done:
    """Do ``act``, one act that issues papers. Raises what it raises, and GlyphsMissing unless somebody ``confirmed``.

    Then all of it is taken back: papers, numbers, steps. Nothing is asked of acts that are not done through here.
    Work of many acts is looked at by ``look_ahead`` instead: here one transaction would hold all of them.
    """
    if confirmed:
        return act()
    found = dict[str, Caution]()
    token = _asked.set(found)
    try:
        with transaction.atomic():
            done = act()
            if found:
                raise GlyphsMissing(tuple(found.values()))
            return done
    finally:
        _asked.reset(token)


def look_ahead(contents: Iterable[Content]) -> None:
    """Look at papers before the first of them is issued, each by an act of its own. Raises GlyphsMissing; writes nothing."""
    found = dict[str, Caution]()
    for content in contents:
        _collect(content, found)
    if found:
        raise GlyphsMissing(tuple(found.values()))


def note_glyphs(content: Content) -> None:
    """Remember the characters of a content that the fonts lack, where somebody is to be told."""
    found = _asked.get()
    if found is not None:
        _collect(content, found)


def _collect(content: Content, found: dict[str, Caution]) -> None:
    for one in rare_characters(content):
        found.setdefault(one.what, one)
