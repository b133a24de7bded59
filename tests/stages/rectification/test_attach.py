"""What is kept of an uploaded file, and what is refused."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, TiffImagePlugin

from guanmo.lib.attached_file import DOCX, MOST_FILES, AttachmentRefused, prepared
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import Attachment
from tests.county import Scene
from tests.stages.rectification.way import fresh, notified, picture, upload

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
UNKNOWN = "不是图片、PDF 或 .docx 文件，不能上传。"


def docx(**extra: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **extra}.items():
            file.writestr(name, content)
    return out.getvalue()


def picture_with_position() -> bytes:
    """A picture of a phone: turned, with position, device, a comment and an XMP block."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET-MAKER"
    exif.get_ifd(0x8825)[2] = tuple(TiffImagePlugin.IFDRational(n) for n in (29, 33, 7))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-XMP</x:xmpmeta>"
    return picture(exif=exif, comment=b"SECRET-COMMENT", xmp=xmp)


def test_picture_keeps_nothing_but_the_picture() -> None:
    taken = picture_with_position()
    before = Image.open(io.BytesIO(taken))
    assert (before.getexif().get_ifd(0x8825) != {}, b"SECRET-XMP" in taken, b"SECRET-COMMENT" in taken) == (True,) * 3

    [kept] = prepared([upload("宣传栏.jpg", taken)])

    after = Image.open(io.BytesIO(kept.content))
    assert (kept.name, kept.media_type, after.size) == ("宣传栏.jpg", "image/jpeg", (30, 40))
    assert dict(after.getexif()) == {}
    assert set(after.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"SECRET" not in kept.content


def test_large_picture_is_made_smaller() -> None:
    out = io.BytesIO()
    Image.new("RGB", (3200, 2400)).save(out, "PNG")
    [kept] = prepared([upload("大图.png", out.getvalue())])
    assert (kept.name, Image.open(io.BytesIO(kept.content)).size) == ("大图.jpg", (1600, 1200))


def test_transparent_picture_gets_a_white_ground() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    [kept] = prepared([upload("章.png", out.getvalue())])
    assert Image.open(io.BytesIO(kept.content)).getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG head that promises 50 000 × 50 000 points in a few hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_picture_of_many_points_is_refused_before_it_is_drawn() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 5001)).save(out, "PNG")
    with pytest.raises(AttachmentRefused, match="“很大”的图片太大，请缩小后再上传。"):
        prepared([upload("很大.png", out.getvalue())])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.jpg", b"MZ\x90\x00" + bytes(200)),
        ("炸弹.png", bomb()),
        ("半张.jpg", picture()[:300]),
        ("空.jpg", b""),
        ("压缩包.docx", b"PK\x03\x04" + bytes(50)),
        ("宏.docx", docx(**{"word/vbaProject.bin": b"x"})),
        ("网页.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("网页.pdf", b"<html>%PDF-1.4 %%EOF"),
    ],
)
def test_other_content_is_refused_whatever_its_name(name: str, content: bytes) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        prepared([upload(name, content)])
    assert str(refused.value) == f"“{name.rsplit('.')[0]}”{UNKNOWN}"


def test_pdf_without_an_end_is_refused() -> None:
    with pytest.raises(AttachmentRefused, match="“会议记录”不完整，可能没有传完。请重新保存后再上传。"):
        prepared([upload("会议记录.pdf", PDF.replace(b"%%EOF", b""))])


def test_file_over_ten_megabytes_is_refused() -> None:
    with pytest.raises(AttachmentRefused, match="“大”超过10 MB，请压缩后再上传。"):
        prepared([upload("大.pdf", PDF + bytes(10 * 1024 * 1024))])


def test_too_many_files_are_refused() -> None:
    with pytest.raises(AttachmentRefused, match=f"一次最多上传{MOST_FILES}个文件。"):
        prepared([upload(f"{n}.pdf", PDF) for n in range(MOST_FILES + 1)])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("..\\..\\etc\\passwd.pdf", "passwd.pdf"),
        ("记录.pdf.exe", "记录.pdf.pdf"),
        ("甲\u202e乙\n.pdf", "甲乙.pdf"),
        (".pdf", "附件.pdf"),
    ],
)
def test_name_loses_path_ending_and_control_characters(given: str, kept: str) -> None:
    file = upload("x", PDF)
    file._name = given  # type: ignore[attr-defined]  # as a parser less careful than Django's would hand it on
    assert [one.name for one in prepared([file])] == [kept]


def test_docx_and_pdf_stay_byte_for_byte() -> None:
    papers = prepared([upload("甲.docx", docx()), upload("乙.pdf", PDF)])
    assert [(one.content, one.media_type) for one in papers] == [(docx(), DOCX), (PDF, "application/pdf")]


@pytest.mark.django_db
def test_one_bad_file_refuses_the_whole_submission(county: Scene) -> None:
    row = notified(county)
    files = [upload("好.jpg", picture()), upload("坏.jpg", b"MZ")]
    with pytest.raises(AttachmentRefused):
        submit_rectification(row, done="已补选", files=files, by=county.person("a1_secretary"))
    assert (fresh(row).state, Attachment.objects.count()) == (RowState.NOTIFIED, 0)


@pytest.mark.django_db
def test_file_is_kept_with_its_step(county: Scene) -> None:
    row = notified(county)
    files = [upload("现场.jpg", picture()), upload("记录.pdf", PDF)]
    step = submit_rectification(row, done="已补选", files=files, by=county.person("a1_secretary"))
    kept = list(step.attachments.all())
    assert [(one.name, one.media_type) for one in kept] == [("现场.jpg", "image/jpeg"), ("记录.pdf", "application/pdf")]
    with kept[1].file.open() as stored:
        assert stored.read() == PDF
