"""What the API's description says of bodies that are kept as bytes and therefore read by us, not by the framework."""

from typing import Any

from guanmo.method.ballot import ANSWERS, FORMAT

SHA256 = "^[0-9a-f]{64}$"
"""A digest as it is written in bodies and addresses."""
DIGEST = {"type": "string", "pattern": SHA256}
TEXT = {"type": "string"}
UUID = {"type": "string", "format": "uuid"}
WHOLE = {"type": ["integer", "null"], "minimum": 0}
POINTS = {"type": "string", "pattern": "^[0-9]{1,12}([.][0-9]{1,2})?$", "description": "Decimal points, never a float."}


def listed(one: dict[str, Any]) -> dict[str, Any]:
    """A list of such things."""
    return {"type": "array", "items": one}


def thing(needed: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these fields, of which ``more`` may be left out."""
    return {"type": "object", "required": list(needed), "properties": {**needed, **(more or {})}}


DEDUCTION = thing({"rule": WHOLE, "count": WHOLE, "points": POINTS, "reason": TEXT})
ANSWER = thing({"rule": TEXT, "answer": {"enum": list(ANSWERS)}, "reason": TEXT})
ITEM = thing(
    {"item": {"type": "string", "description": "Section and number, as 一.3."}, "deductions": listed(DEDUCTION)},
    {"photos": listed(DIGEST), "answers": listed(ANSWER)},
)
SHEET = thing(
    {
        "api": {"const": FORMAT},
        "id": UUID,
        "visit": UUID,
        "sheet": UUID,
        "previous": {"anyOf": [UUID, {"type": "null"}]},
        "reason": TEXT,
        "items": listed(ITEM),
    },
    {"judge": UUID, "device": UUID, "started_at": TEXT, "finished_at": TEXT},
)
"""One finished sheet, see ``method.ballot``. It is stored byte for byte as it came."""
JPEG = {"type": "string", "format": "binary"}


def body(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The part of an operation's description that tells its body."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}
