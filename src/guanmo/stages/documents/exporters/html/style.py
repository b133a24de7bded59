"""How does a document look when a browser prints it? GB/T 9704-2012 in CSS, with the fonts of the offices' computers."""

from guanmo.stages.documents.exporters.blocks import Paper

FANGSONG = '"仿宋_GB2312", "仿宋", FangSong, STFangsong, serif'
LATIN = '"Times New Roman", "Liberation Serif"'


def style_of(paper: Paper) -> str:
    """The style sheet of one document: paper size, margins and page numbers are its own."""
    margins = paper.margins
    size = "A4 landscape" if paper.landscape else "A4"
    sides = f"{margins.top}mm {margins.right}mm {margins.bottom}mm {margins.left}mm"
    width = f"{paper.text_width}mm"
    return (
        f"@page {{ size: {size}; margin: {sides}; }}\n"
        f".paper {{ max-width: {width}; padding: {sides}; }}\n{NUMBERS}{LETTER if paper.letter else ''}{LOOKS}"
    )


NUMBERS = f"""\
@page :right {{ @bottom-right {{ content: "— " counter(page) " —"; font: 14pt {LATIN}, serif; padding-right: 14pt; }} }}
@page :left {{ @bottom-left {{ content: "— " counter(page) " —"; font: 14pt {LATIN}, serif; padding-left: 14pt; }} }}
"""

LETTER = """\
@page :first { margin-top: 30mm; @bottom-right { content: none; } @bottom-center { content: ""; width: 170mm; height: 1mm;
  margin-top: 14mm; vertical-align: top; border-top: .75pt solid #f00; border-bottom: 2.25pt solid #f00; } }
"""
"""The first page of a letter: the mark 30 mm under the edge, no number, a double line 20 mm over the foot."""

LOOKS = f"""\
* {{ box-sizing: border-box; }}
html {{ background: #e9ebee; }}
body {{ margin: 0; color: #000; font: 16pt/28.95pt {LATIN}, {FANGSONG}; }}
.paper {{ box-sizing: content-box; margin: 0 auto; background: #fff; }}
p {{ margin: 0; text-align: justify; overflow-wrap: anywhere; orphans: 2; widows: 2; }}
h1 {{ margin: 0 0 6pt; font: bold 22pt/1.5 "方正小标宋简体", "方正小标宋_GBK", "华文中宋", STZhongsong, "宋体", serif; }}
h1, .center, .mark, .number {{ text-align: center; }}
h1 {{ white-space: pre-line; break-after: avoid; }}
.body, .attached, .one, .two, .three {{ text-indent: 2em; }}
.one, .label, th, .strong {{ font-family: "黑体", SimHei, "Noto Sans SC", sans-serif; font-weight: normal; }}
.two {{ font-family: "楷体_GB2312", "楷体", KaiTi, STKaiti, serif; }}
.one, .two, .three, .label {{ break-after: avoid; }}
.attached {{ white-space: pre-wrap; }}
.note {{ margin: 3pt 0; font-size: 11pt; line-height: 1.5; }}
.right {{ text-align: right; }}
.mark {{ margin: 35mm 0 0; color: #f00; line-height: 1.2; font-family: "方正小标宋简体", "华文中宋", "宋体", serif; font-weight: bold; }}
.number {{ margin: 58pt 0 0; padding-bottom: 4mm; border-bottom: 2pt solid #f00; }}
.letter-mark {{ text-align: center; color: #f00; line-height: 1.2; font-family: "方正小标宋简体", "华文中宋", "宋体", serif; font-weight: bold; }}
.double {{ height: 1.5mm; margin: 4mm -6mm 0 -8mm; border-top: 2.25pt solid #f00; border-bottom: .75pt solid #f00; }}
.letter-number {{ margin-top: 14pt; text-align: right; }}
.roll {{ display: flex; padding-left: 2em; }}
.roll > :first-child {{ flex: none; font-family: "黑体", SimHei, "Noto Sans SC", sans-serif; }}
.strip {{ display: flex; gap: 14pt; margin: 10pt 0 6pt; font-size: 12pt; line-height: 1.4; break-after: avoid; }}
.strip > :first-child {{ flex: 1; }}
.sealed {{ display: flex; gap: 12pt; align-items: center; margin: 8pt 0; font-size: 11pt; line-height: 1.5; break-inside: avoid; }}
.sealed .qr {{ flex: none; width: 18mm; height: 18mm; }}
.table {{ overflow-x: auto; }}
table {{ width: calc(100% - 1px); border-collapse: collapse; table-layout: fixed; line-height: 1.4; }}
thead {{ display: table-header-group; }}
th, td {{ border: .75pt solid #000; padding: 1mm; overflow-wrap: anywhere; white-space: pre-line; }}
tr {{ break-inside: avoid; }}
tr.tall {{ break-inside: auto; }}
.signature {{ display: flex; justify-content: flex-end; margin-top: 57.9pt; padding-right: 64pt; break-inside: avoid; text-align: center; }}
.imprint {{ margin-top: 57.9pt; border-block: .35mm solid #000; font-size: 14pt; line-height: 1.6; break-inside: avoid; }}
.imprint--plain {{ border: 0; }}
.imprint div {{ display: flex; justify-content: space-between; padding: 0 1em; }}
.imprint div + div {{ border-top: .25mm solid #000; }}
.cut {{ margin: 10pt 0; border: 0; border-top: 1pt dashed #000; }}
.new-page {{ break-before: page; }}
@media print {{ html {{ background: none; }} .paper {{ max-width: none; padding: 0; }} .table {{ overflow: visible; }} }}
@media screen and (max-width: 800px) {{ .paper {{ padding: 16px; max-width: none; }} h1 {{ font-size: 16pt !important; white-space: normal; }}
  .double {{ margin-inline: 0; }} .letter-mark {{ font-size: 22pt !important; }}
  .mark {{ font-size: 22pt !important; margin-top: 8mm; }} table {{ min-width: 640px; }} .signature {{ padding-right: 0; }} }}
"""
