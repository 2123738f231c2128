"""Articles as PDF bulletins: hard-wrapped lines, words broken over lines, a header and footer a page."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.enums import Align

from demo.quirks import soft_hyphens
from demo.site import PDF_ENCODING, Article, Site

FONT = "Times"
SIZES = {"title": 17, "heading": 13, "quote": 11, "caption": 9}
"""In points, where it is not 11."""
STYLES = {"title": "B", "heading": "B", "quote": "I", "caption": "I"}


class _Bulletin(FPDF):
    """A5 pages under the head and foot of the publisher; fpdf2 asks for a subclass to draw these."""

    def __init__(self, head: str, foot: str) -> None:
        super().__init__(format=(148, 210))  # A5, in millimetres
        self.head, self.foot = head, foot
        self.core_fonts_encoding = PDF_ENCODING
        self.set_margin(16)
        self.set_auto_page_break(auto=True, margin=20)

    def header(self) -> None:
        self.set_font(FONT, size=8)
        self.set_y(8)
        self.cell(text=self.head, align=Align.C, center=True)
        self.set_y(18)

    def footer(self) -> None:
        self.set_font(FONT, size=8)
        self.set_y(-12)
        self.cell(text=f"{self.foot}    {self.page_no()}", align=Align.C, center=True)

    def write_block(self, kind: str, text: str) -> None:
        self.set_font(FONT, STYLES.get(kind, ""), SIZES.get(kind, 11))
        words = f"\N{BULLET} {text}" if kind == "item" else text
        size = self.font_size
        align = Align.J if kind == "paragraph" else Align.L
        # fpdf2 breaks a word at its soft hyphen and prints a hyphen there
        self.multi_cell(0, size * 1.25, soft_hyphens(words), align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(size * 0.6)


def bulletin(site: Site, article: Article) -> bytes:
    """The article as a PDF file; the same bytes for the same article.

    `site.texts` gives `pdf_head`, `pdf_foot` and `pdf_place` (of the date line).
    """
    pdf = _Bulletin(site.texts["pdf_head"], site.texts["pdf_foot"])
    pdf.add_page()
    pdf.write_block("title", article.title)
    pdf.creation_date = site.moment(article.published)
    if "no-date" not in article.quirks:
        day = article.published
        pdf.write_block("dateline", f"{site.texts['pdf_place']}, {day.day} {day:%B %Y}")
    for block in article.blocks:
        pdf.write_block(block.kind, block.text)
    if article.author:
        pdf.write_block("author", f"Text: {article.author}")
    return bytes(pdf.output())
