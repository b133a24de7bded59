"""What a judge's phone signs of a finished sheet, as bytes: whose it is, its id, its text's SHA-256, and all that is published of it.

The published log has the points and not the text. With the SHA-256 alone, points beside it could be changed and the signature
would still be right.
"""

from collections.abc import Mapping

FIRST_LINE = "guanmo/sheet/2"
"""No other text that is ever signed begins with it."""


def statement(
    judge: str, id: str, digest: str, visit: str, previous: str | None, *, vetoed: bool, deducted: Mapping[str, str]
) -> bytes:
    """Lines: what this is, the judge's name in the log, id, digest, visit, the sheet that it corrects or ``-``, ``veto`` or ``-``, and item TAB points off.

    ``deducted`` holds the items from which something was taken, net, with two places.

    >>> statement("j", "i", "d", "v", None, vetoed=False, deducted={"二.1": "1.00", "一.2": "0.50"}).decode().split("\\n")
    ['guanmo/sheet/2', 'j', 'i', 'd', 'v', '-', '-', '一.2\\t0.50', '二.1\\t1.00', '']
    """
    head = [FIRST_LINE, judge, id, digest, visit, previous or "-", "veto" if vetoed else "-"]
    return "".join(f"{line}\n" for line in [*head, *(f"{key}\t{deducted[key]}" for key in sorted(deducted))]).encode()
