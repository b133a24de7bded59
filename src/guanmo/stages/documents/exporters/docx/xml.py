"""How is one WordprocessingML element made? The caller gives the children in the order of the schema."""

from functools import cache

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

_NAMESPACES = {"w": nsmap["w"]}
_name = cache(qn)


def element(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """``element("spacing", line=579)`` is ``<w:spacing w:line="579"/>``; children that are None are left out."""
    named = {_name(f"w:{name}"): str(value) for name, value in attributes.items()}
    made: BaseOxmlElement = oxml_parser.makeelement(_name(f"w:{tag}"), attrib=named, nsmap=_NAMESPACES)
    made.extend(child for child in children if child is not None)
    return made


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm / 25.4 * 1440)
