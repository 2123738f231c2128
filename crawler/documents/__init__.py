"""Files → Articles: saved pages, PDFs, plain text, JSON lines, web archives. The door is `read_file`."""

from crawler.documents.files import read_file

__all__ = ["read_file"]
