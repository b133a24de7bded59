"""How is a code drawn for a scanner? The same picture in a PDF and in a page that a browser prints."""

from functools import lru_cache

import segno


@lru_cache(maxsize=64)  # a list and its bulletin carry the same code, each in several forms
def qr_picture(code: str) -> str:
    """The code as an SVG picture that takes the size of its place."""
    return str(segno.make_qr(code, error="m").svg_inline(border=0, omitsize=True, svgclass="qr"))
