"""Requests of every kind that the API's own description allows, and of kinds that it forbids, for tests of the field.

The description is filled with what is really there (a visit, its sheet, its items), because a request that names nothing
known is refused at the door; and every other request says of itself what is true: the id of its sheet, its digest.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import schemathesis
from django.test import Client
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from guanmo.field.api import api
from guanmo.stages.rounds.models import Visit

PATH = "/field/api/"
FEW = 3
STRANGER = "00000000-0000-4000-8000-00000000000f"
TIME = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])(T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-4]):00)?)?$"
"""A time as people write it, with a zone or without, in any year."""


@dataclass(frozen=True)
class Request:
    """One request as it goes over the line."""

    method: str
    path: str
    query: str
    media_type: str
    body: bytes

    def send(self, client: Client) -> Any:
        return client.generic(self.method, self.path, self.body, self.media_type, QUERY_STRING=self.query)


def any_request(visit: Visit) -> st.SearchStrategy[Request]:
    """Requests to every operation; those about this visit are among them."""
    keys = item_keys(visit)
    schema = schemathesis.openapi.from_dict(described(visit, keys))
    operations = [found.ok() for found in schema.get_all_operations()]
    cases = [
        one.as_strategy(generation_mode=mode)
        for one in operations
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or one.body or one.query or one.path_parameters
    ]
    sheets = schema[f"{PATH}sheets/{{id}}"]["PUT"].as_strategy().map(lambda case: completed(case.body, keys))
    return _requests(st.one_of(cases), sheets, keys)


def item_keys(visit: Visit) -> list[str]:
    assert visit.sheet is not None
    return [f"{section.no}.{item.no}" for section, item in visit.sheet.content.items]


def described(visit: Visit, keys: list[str]) -> dict[str, Any]:
    """The API's description with known ids among the possible ones, lists of a few, and no more fields than it names."""
    assert visit.sheet is not None
    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PATH), default=str))
    known = {
        "visit": [str(visit.uuid), str(visit.uuid), STRANGER],
        "sheet": [str(visit.sheet.uuid), str(visit.sheet.uuid), STRANGER],
        "round": [str(visit.round.uuid), STRANGER],
        "item": [*keys, "九.9"],
    }
    found: dict[str, Any] = _filled(whole, known)
    return found


def _filled(part: Any, known: dict[str, list[str]]) -> Any:
    if isinstance(part, list):
        return [_filled(one, known) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: _filled(one, known) for name, one in part.items()}
    if isinstance(found.get("properties"), dict):
        found["properties"].update({name: {"enum": known[name]} for name in known.keys() & found["properties"].keys()})
        found["additionalProperties"] = False
    if found.get("format") == "date-time":
        return {"type": "string", "pattern": TIME}
    if found.get("type") == "array":
        found["maxItems"] = min(found.get("maxItems", FEW), FEW)
    return found


@st.composite
def _requests(
    draw: st.DrawFn, cases: st.SearchStrategy[Case], sheets: st.SearchStrategy[Any], keys: list[str]
) -> Request:
    case: Case = draw(cases)
    places = dict(case.path_parameters or {})
    if draw(st.booleans()):
        return _request(case, _bytes(case.body), places)
    body = completed(case.body, keys)
    if case.path.endswith("/sheets") and isinstance(body, dict) and isinstance(body.get("sheets"), list):
        body = {**body, "sheets": [_listed(one, draw(sheets)) for one in body["sheets"]]}
    content = _bytes(body)
    if case.media_type == "image/jpeg":
        content = content[: draw(st.none() | st.integers(0, len(content)))]
    return _request(case, content, places | _true_places(places, body, content))


def completed(body: Any, keys: list[str]) -> Any:
    """A sheet that names each item once, where it is a sheet; any other body as it is."""
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(one, dict) and str(one.get("item")) in keys for one in items):
        return body
    named = {one["item"]: one for one in items}
    return {**body, "items": [named.get(key, {"item": key, "deductions": []}) for key in keys]}


def _true_places(places: dict[str, Any], body: Any, content: bytes) -> dict[str, str]:
    """The parts of the path, named after the content where there is one."""
    if "digest" in places:
        return {"digest": hashlib.sha256(content).hexdigest()}
    id = body.get("id") if isinstance(body, dict) else None
    return {"id": quote(id, safe="")} if "id" in places and isinstance(id, str) else {}


def _listed(one: Any, sheet: Any) -> Any:
    """One sheet of a backlog with the text of a sheet and its digest."""
    if not isinstance(one, dict):
        return one
    text = json.dumps(sheet)
    return {**one, "body": text, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _request(case: Case, content: bytes, places: dict[str, Any]) -> Request:
    path = case.path
    for name, value in places.items():
        path = path.replace(f"{{{name}}}", str(value))
    return Request(case.method, path, urlencode(case.query or {}, doseq=True), case.media_type or "", content)


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    if type(body).__name__ == "Binary":
        return bytes(body.data)
    return b"" if type(body).__name__ == "NotSet" else json.dumps(body).encode()
