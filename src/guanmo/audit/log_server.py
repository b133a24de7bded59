"""The way to a log server: lines go out from a thread of their own, so that no act waits for a name or a network.

A server that cannot be found or reached stops nothing. Lines wait for it, the oldest first; what no longer fits is left
out, as is a line that no server could take, and the gap shows in the positions that the lines carry. They stay in the audit
log here in any case.
"""

import errno
import logging
import os
import threading
import time
from collections import deque
from logging.handlers import SysLogHandler

MOST = 10_000
"""Lines that wait."""
PAUSE = 30.0
"""Seconds until a server that did not answer is tried again."""
LAST = 2.0
"""Seconds that a process waits at its end for its lines to go out."""
_log = logging.getLogger("guanmo.log_server")  # beside the audit log, which leads here


class _Sender(SysLogHandler):
    """Tells of a failure instead of printing it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the language's own name
        """Called from inside its ``except``."""
        raise


class LogServer(logging.Handler):
    """Hands each line to a thread that sends it; ``address`` as SysLogHandler takes it: host and port, or a socket's path."""

    def __init__(self, address: tuple[str, int] | str, facility: str = "authpriv") -> None:
        super().__init__()
        self._address, self._facility = address, facility
        self._begin()

    def _begin(self) -> None:
        self._waiting: deque[logging.LogRecord] = deque(maxlen=MOST)
        self._news = threading.Condition()
        self._fails = self._closed = self._full = False
        self._thread: threading.Thread | None = None
        self._process = os.getpid()

    def emit(self, record: logging.LogRecord) -> None:
        """Take the line; a process that was forked has a thread of its own."""
        if self._process != os.getpid():
            self._begin()
        with self._news:
            if len(self._waiting) == MOST and not self._full:
                _log.warning("the log server has not answered for %d lines, the oldest is left out", MOST)
                self._full = True
            self._waiting.append(record)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="log-server", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def flush(self) -> None:
        """Wait a moment for what is on its way; not for a server that does not answer."""
        until = time.monotonic() + LAST
        with self._news:
            while self._waiting and not self._fails and (left := until - time.monotonic()) > 0:
                self._news.wait(left)

    def close(self) -> None:
        """Send nothing more."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        super().close()

    def _work(self) -> None:
        sender: _Sender | None = None
        while (record := self._next()) is not None:
            try:
                sender = sender or self._sender()
                _send(sender, record)
            except Exception as error:  # whatever it is, the thread must live
                sender = None
                self._failed(error)
            else:
                self._sent(record)

    def _next(self) -> logging.LogRecord | None:
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._closed)
            return None if self._closed else self._waiting[0]

    def _sender(self) -> _Sender:
        sender = _Sender(self._address, SysLogHandler.facility_names[self._facility])
        sender.setFormatter(self.formatter)
        return sender

    def _sent(self, record: logging.LogRecord) -> None:
        with self._news:
            self._fails = self._full = False
            if self._waiting and self._waiting[0] is record:
                self._waiting.popleft()
            self._news.notify_all()

    def _failed(self, error: Exception) -> None:
        with self._news:
            if not self._fails and not self._closed:
                _log.warning("the log server %s cannot be reached (%s), lines wait for it", self._address, error)
            self._fails = True
            self._news.notify_all()
            self._news.wait_for(lambda: self._closed, PAUSE)


def _send(sender: _Sender, record: logging.LogRecord) -> None:
    """Send the line, or leave it out where it is the line's own fault. Raises what is the matter with the server."""
    try:
        sender.emit(record)
    except Exception as error:
        if isinstance(error, OSError) and error.errno != errno.EMSGSIZE:
            raise
        _log.warning("a line for the log server is left out (%r), those after it go on", error)
