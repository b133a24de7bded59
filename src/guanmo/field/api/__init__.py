"""The sync API between a judge's phone and the server (offline.md 3.2): what each call takes and answers.

Every answer is a JSON object that says ``"api": "score1"``; the phone takes nothing else for an answer of ours. Writes
need the header ``X-Guanmo``: another site cannot make a browser send it, which stands in for a CSRF token that a phone
that was away for days would not have.
"""

from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from ninja import NinjaAPI

from guanmo.field.api import log, photos, sheets, sync
from guanmo.field.api.auth import as_judge
from guanmo.field.api.problems import answer_problems

api = NinjaAPI(title="Guanmo 现场打分", version="score1", urls_namespace="field-api", auth=as_judge, docs_url=None)
answer_problems(api)
api.add_router("", sync.router)
api.add_router("/sheets", sheets.router)
api.add_router("/log", log.router)
api.add_router("/photos", photos.router)

paths = api.urls
for path in paths[0]:
    if not str(path.pattern).endswith("openapi.json"):  # the description is for who may log in
        login_not_required(cast(Any, path.callback))  # as_judge decides: a bound phone has no session
