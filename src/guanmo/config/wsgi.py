"""The WSGI entry for granian or any other server."""

import os

from guanmo.lib.memory import collect_rarely, keep_what_is_loaded

collect_rarely()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connections  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
application = get_wsgi_application()

from guanmo.audit.chain import link_stragglers  # noqa: E402 the apps must be loaded first
from guanmo.config.access.problems import refuse_open_doors  # noqa: E402
from guanmo.demo.safety import refuse_unsafe  # noqa: E402
from guanmo.lib.refusal import Refused  # noqa: E402
from guanmo.procedures.work_through import resume_at_start  # noqa: E402 the apps must be loaded first

try:
    refuse_open_doors()
    refuse_unsafe()
except Refused as refused:
    raise SystemExit(str(refused)) from None
resume_at_start()
link_stragglers()
connections.close_all()  # a server that forks its workers hands them none of these
keep_what_is_loaded()
