"""How often Python looks for objects that refer to each other in circles and are used no more.

By its defaults it looks through everything that was loaded again and again: a fifth of the time of a start and of a request.
"""

import gc


def collect_rarely() -> None:
    """To be called first in a process, before anything large is loaded."""
    gc.set_threshold(50_000, 20, 100)


def keep_what_is_loaded() -> None:
    """To be called when everything is loaded: it stays to the end of the process and is never looked through again."""
    gc.collect()
    gc.freeze()
