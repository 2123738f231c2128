"""Each address once: Scrapy's DUPEFILTER_CLASS."""

from __future__ import annotations

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter


class OnceEach(RFPDupeFilter):
    """Scrapy's own, but for redirects: one that leads back is followed to its limit, and so reported as a loop."""

    def request_seen(self, request: Request) -> bool:
        return not request.meta.get("redirect_urls") and super().request_seen(request)
