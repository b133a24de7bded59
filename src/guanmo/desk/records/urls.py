"""The paths of stage records."""

from django.urls import path

from guanmo.desk.records import due_pages, entries, ledgers, libraries, month, oversight, questions, records

urlpatterns = [
    path("records/", due_pages.due, name="records-due"),
    path("records/organisations/<uuid:organisation>/", due_pages.due_of_organisation, name="records-organisation"),
    path("records/organisations/<uuid:organisation>/fixed-day/", oversight.day_fix, name="records-fixed-day"),
    path("records/organisations/<uuid:organisation>/month/", month.month, name="records-month"),
    path("records/organisations/<uuid:organisation>/month/file/", month.month_file, name="records-month-file"),
    path("records/ledgers/", ledgers.ledger_list, name="ledgers-list"),
    path("records/ledgers/shipped/", ledgers.ledger_load, name="ledgers-load"),
    path("records/ledgers/new/", ledgers.ledger_create, name="ledgers-create"),
    path("records/ledgers/<slug:code>/", ledgers.ledger_detail, name="ledgers-detail"),
    path("records/ledgers/<slug:code>/settings/", ledgers.ledger_edit, name="ledgers-edit"),
    path("records/new/<slug:code>/", entries.record_create, name="records-create"),
    path("records/inspections/", oversight.inspection_page, name="record-inspections"),
    path("records/questions/", questions.questions, name="records-questions"),
    path("records/libraries/<slug:library>/", libraries.library, name="records-library"),
    path("records/<uuid:uuid>/", records.record_detail, name="records-detail"),
    path("records/<uuid:uuid>/edit/", entries.record_edit, name="records-edit"),
    path("records/<uuid:uuid>/discarding/", entries.record_discard, name="records-discard"),
    path("records/<uuid:uuid>/filing/", records.record_file, name="records-file"),
    path("records/<uuid:uuid>/signature/secretary/", records.record_sign, {"role": "secretary"}, name="records-sign-secretary"),
    path("records/<uuid:uuid>/signature/recorder/", records.record_sign, {"role": "recorder"}, name="records-sign-recorder"),
    path("records/<uuid:uuid>/signature/paper/", records.record_sign_on_paper, name="records-sign-paper"),
    path("records/<uuid:uuid>/returning/", records.record_return, name="records-return"),
    path("records/<uuid:uuid>/supplement/", entries.record_correct, name="records-correct"),
    path("records/<uuid:uuid>/withdrawal/", records.record_withdraw, name="records-withdraw"),
    path("records/<uuid:uuid>/closing/", records.record_close, name="records-close"),
    path("records/<uuid:uuid>/promotion/", records.record_promote, name="records-promote"),
    path("pairing-books/<uuid:uuid>/", records.pairing_file, name="pairing-books"),
    path("evidence/<uuid:uuid>/", records.evidence, name="evidence-file"),
]  # fmt: skip
