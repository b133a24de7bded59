"""An office's template is filled in a process of its own; what tries to get out of it or to stop it is refused."""

import io
import time
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from guanmo.lib import limited_process
from guanmo.lib.docx_template import fill
from guanmo.lib.office_file import FileRefused

FIELDS = {
    "number": "青党整改〔2026〕7号",
    "organisation": "<第1村> & 党支部",
    "problems": [{"matter": "缺签字"}, {"matter": "少开会"}],
}


def template(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def text_of(content: bytes) -> list[str]:
    return [one.text for one in Document(BytesIO(content)).paragraphs]


def test_fields_are_filled_and_what_is_unknown_or_unused_is_listed():
    made = fill(
        template(
            "{{ number }}致{{ organisation }}",
            "{%p for one in problems %}",
            "{{ loop.index }}. {{ one.matter }}{{ one.nothing }}",
            "{%p endfor %}",
            "{{ sealed_by }}",
        ),
        {**FIELDS, "issuer": "甲"},
    )
    assert text_of(made.content) == ["青党整改〔2026〕7号致<第1村> & 党支部", "1. 缺签字", "2. 少开会", ""]
    assert made.unknown == ("nothing", "sealed_by")
    assert made.unused == ("issuer",)


HOSTILE = {
    "class": ("{{ ''.__class__ }}", "template_unsafe"),
    "subclasses": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "template_unsafe"),
    "attribute": ("{{ number|attr('__class__') }}", "template_unsafe"),
    "call": ("{{ number.upper() }}", "template_unsafe"),
    "globals": ("{{ cycler.__init__.__globals__ }}", "template_unsafe"),
    "loop": (
        "{% for a in m %}{% for b in m %}{% for c in m %}{% for d in m %}{% for e in m %}{% endfor %}{% endfor %}"
        "{% endfor %}{% endfor %}{% endfor %}",
        "template_slow",
    ),
    "memory": ("{{ 'aaaaaaaaaa' * 1000000000 }}", "template_bomb"),
    "power": ("{{ 9 ** (9 ** 9) }}", "template_slow"),
    "include": ("{% include '/etc/passwd' %}", "template_broken"),
    "syntax": ("{{ number", "template_syntax"),
    "open": ("{% for one in m %}", "template_open"),
    "filter": ("{{ number | nothing }}", "template_filter"),
    "tag": ("{% endfor %}", "template_tag"),
    "zero": ("{{ 1 / 0 }}", "template_sum"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_template_is_refused_in_time_and_within_its_memory(name, monkeypatch, request):
    line, code = HOSTILE[name]
    if name in ("loop", "memory", "power"):
        request.getfixturevalue("children")
    monkeypatch.setattr(limited_process, "PROCESSOR_SECONDS", 1)  # shows what nine do
    started = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        fill(template(line), {**FIELDS, "m": [0] * 1000})
    assert refused.value.code == code
    assert time.monotonic() - started < 10


@pytest.mark.usefixtures("children")
def test_control_without_a_limit_the_power_is_still_being_computed(monkeypatch):
    monkeypatch.setattr(limited_process, "PROCESSOR_SECONDS", 600)
    monkeypatch.setattr(limited_process, "WALL_SECONDS", 2)
    started = time.monotonic()
    with pytest.raises(FileRefused):
        fill(template(HOSTILE["power"][0]), FIELDS)
    assert time.monotonic() - started >= 2


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template("甲"))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        for name, content in members.items():
            target.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def outside(attributes: str) -> dict[str, bytes]:
    """The relationships of the settings, with one of these attributes, as a member of the archive."""
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    line = f'<Relationships xmlns="{namespace}"><Relationship Id="r1" {attributes}/></Relationships>'
    return {"word___rels__settings.xml.rels": line.encode()}


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = f'Type="{OFFICE}/attachedTemplate" Target="//elsewhere/a" TargetMode="External"'
IN_A_LINK = f'Type="{OFFICE}/attachedTemplate" Target="//elsewhere/relationships/hyperlink" TargetMode="External"'
WITHOUT_MODE = f'Type="{OFFICE}/image" Target="http://elsewhere/a.png"'
LINK = f'Type="{OFFICE}/hyperlink" Target="https://elsewhere/" TargetMode="External"'


def fetching(*codes: str) -> bytes:
    """A document with fields of these codes one after the other, each split over two runs as Word splits it."""
    document = Document()
    for code in codes:
        paragraph = document.add_paragraph()
        for kind, part in (("begin", ""), ("", code[:5]), ("", code[5:]), ("separate", ""), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            element.text = part
            paragraph.add_run()._r.append(element)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"0" * (100 * 1024 * 1024), "file_too_large"),
        (b"%PDF-1.7", "not_docx"),
        (b"PK\x03\x04" + b"0" * 100, "template_broken"),
        (lambda: packed(word__big=b"0" * (101 * 1024 * 1024)), "template_bomb"),
        (packed(word__vbaProject=b"macro"), "template_outside"),
        (packed(**outside(PLAIN)), "template_outside"),
        (packed(**outside(PLAIN.replace('"', "'"))), "template_outside"),
        (packed(**outside(IN_A_LINK)), "template_outside"),
        (packed(**outside(WITHOUT_MODE)), "template_outside"),
        (packed(**{"word__header9.xml": b"<w:hdr"}), "template_damaged"),
        (fetching("PAGE", "INCLUDEPICTURE http://elsewhere/a.png \\d"), "template_outside"),
        (fetching("INCLUDEPICTURE http://elsewhere/a.png"), "template_outside"),
    ],
)
def test_file_that_is_no_honest_docx_is_refused(content, code):
    with pytest.raises(FileRefused) as refused:
        fill(content() if callable(content) else content, FIELDS)
    assert refused.value.code == code


def test_control_link_that_one_must_click_and_a_field_for_the_page_number_are_let_in():
    assert fill(packed(**outside(LINK)), FIELDS).content
    assert fill(fetching("PAGE MERGEFORMAT", 'HYPERLINK "https://elsewhere/link/database"'), FIELDS).content
