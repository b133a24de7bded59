"""How does a document become bytes? ``to_docx``, ``to_pdf``, ``to_html`` and ``to_xlsx`` take the values of ``documents.content``.

The same content gives the same bytes on the same machine: every date inside a file is the document's own date.
"""

from guanmo.stages.documents.exporters.cautions import Caution, rare_characters, unbound_figures
from guanmo.stages.documents.exporters.coverage import missing_glyphs
from guanmo.stages.documents.exporters.docx import to_docx
from guanmo.stages.documents.exporters.html import to_html
from guanmo.stages.documents.exporters.pdf import to_pdf
from guanmo.stages.documents.exporters.template_fields import template_fields
from guanmo.stages.documents.exporters.xlsx import SpreadsheetContent, to_xlsx

__all__ = [
    "Caution",
    "SpreadsheetContent",
    "missing_glyphs",
    "rare_characters",
    "template_fields",
    "to_docx",
    "to_html",
    "to_pdf",
    "to_xlsx",
    "unbound_figures",
]
