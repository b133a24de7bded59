"""Scoring on site: the shell without data, personal links, and the API behind the shell."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import JUDGE, OPEN, WORKS

_PUT = ("PUT",)

TABLE = {
    **rules((OPEN, FORM, "join"), (OPEN, SEND, "leave"), space=""),
    **rules((OPEN, READ, "duties worker manifest sheet correction"), space="field:"),
    **rules(
        (WORKS, READ, "openapi-json"),
        (JUDGE, READ, "api-root get_bootstrap get_states"),
        (JUDGE, SEND, "post_check post_report post_sheets post_log"),
        (JUDGE, _PUT, "put_sheet"),
        (JUDGE, (*READ, *_PUT), "put_photo get_photo"),
        space="field-api:",
    ),
}
