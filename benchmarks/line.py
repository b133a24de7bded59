"""A judge's line to the server: sends sheets and reads what is answered, or hangs up before reading."""

import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.judging import Judge, Sheet

BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """``data`` is empty when the answer is no JSON object."""

    status: int
    data: dict[str, Any]

    def acknowledges(self, sheet: Sheet) -> bool:
        """Whether this is the product's word that the sheet counts: its id and the SHA-256 of its bytes."""
        said = tuple(self.data.get(name) for name in ("api", "id", "digest", "state"))
        return self.status in (200, 201) and said == ("score1", sheet.id, sheet.digest, "accepted")


class Line:
    """One connection that is kept open, and opened again after it broke. All errors of a broken line are BROKEN."""

    def __init__(self, port: int, judge: Judge) -> None:
        self._judge = judge
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, sheets: Sequence[Sheet]) -> list[Answer]:
        """Send one sheet, or several as one backlog; an answer for each."""
        self._ask(*_request(sheets))
        answer = self._answer()
        if len(sheets) == 1 or answer.status != 200:
            return [answer] * len(sheets)
        return [Answer(one["status"], {"api": answer.data["api"], **one}) for one in answer.data["results"]]

    def send_and_hang_up(self, sheets: Sequence[Sheet]) -> None:
        """Send all of it, and never learn what became of it."""
        self._ask(*_request(sheets))
        self.close()

    def close(self) -> None:
        """Hang up; the next sending opens the line again."""
        self._connection.close()

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Any other call."""
        self._ask(method, path, body, headers or {})
        return self._answer()

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        own = {
            "Cookie": f"sessionid={self._judge.session}",
            "Content-Type": "application/json",
            "X-Guanmo": "score1",
            "X-Judge": self._judge.id,
        }
        try:
            self._connection.request(method, path, body, {**own, **headers})
        except BROKEN:
            self.close()
            raise

    def _answer(self) -> Answer:
        try:
            response = self._connection.getresponse()
            text = response.read()
        except BROKEN:
            self.close()
            raise
        try:
            data = json.loads(text)
        except ValueError:
            data = {}
        return Answer(response.status, data if isinstance(data, dict) else {})


def _request(sheets: Sequence[Sheet]) -> tuple[str, str, bytes, dict[str, str]]:
    """The call that hands in sheets: the only place that knows its address."""
    if len(sheets) == 1:
        headers = {"X-Digest": sheets[0].digest, "X-Signature": sheets[0].signature}
        return "PUT", f"/field/api/sheets/{sheets[0].id}", sheets[0].body, headers
    backlog = [
        {"id": one.id, "digest": one.digest, "body": one.body.decode(), "signature": one.signature} for one in sheets
    ]
    return "POST", "/field/api/sheets", json.dumps({"sheets": backlog}).encode(), {}
