"""One address for one page: what listings, redirects and readers write in many ways, written in one.

Left alone on purpose, because it may be another page: `index.html` (only the server knows which file a
folder's address stands for), a slash at the end, `www.`, the case of the path, unknown parameters.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from crawler.source import Source

TRACKING = Path(__file__).parent / "tracking.toml"
LONGEST = 2_000
"""Characters of an address that is asked for. Longer ones are made by loops of redirects and endless calendars."""
DEFAULT_PORTS = {"http": 80, "https": 443}
REDUCED_HOSTS = ("m", "mobile", "amp")
"""First labels of hosts that serve a reduced version of the site named by the rest."""

# Pasted into addresses by editors: zero-width space, direction marks, word joiner, byte order mark, soft
# hyphen. The zero-width joiners stay: they are spelling in Persian and Indic addresses.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]|%E2%80%8[BEF]|%E2%81%A0|%EF%BB%BF|%C2%AD", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
AMP = re.compile(r"(?<=[^/])(?:/amp)+(?=/?$)|(?<=[^/])\.amp(?=(?:\.html?)?$)", re.IGNORECASE)


def canonical(url: str, source: Source | None = None) -> str:
    """The canonical form of an absolute http(s) address; any other address comes back unchanged.

    Host in lower case and ASCII without a final dot, default port or user name; percent-encoding as in
    RFC 3986 6.2.2; no fragment, dot segments, doubled slashes, invisible characters, session ids, `/amp`;
    parameters sorted, those of `tracking.toml` removed. With a source also: a mobile host becomes the
    plain one if that is a host of the source, and http and https count as one (see `_scheme`).
    Idempotent. Raises ValueError for an address that can't be taken apart, such as `http://[x`.
    """
    url = INVISIBLE.sub("", url).strip().replace("&amp;", "&")  # escaped once too often, mostly in feeds
    if urlsplit(url).scheme.lower() not in DEFAULT_PORTS:
        return url
    before_query, mark, query = url.partition("#")[0].partition("?")
    parts = urlsplit(canonicalize_url(before_query))
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host  # IPv6
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    scheme = parts.scheme
    if source is not None:
        host = _plain_host(host, port, source)
        scheme = scheme if port else _scheme(host, scheme, source)
    path = re.sub("(?<!:)/{2,}", "/", SESSION.sub("", parts.path))
    path = AMP.sub("", path)
    query = "&".join(sorted(_parameters(query, source))) if mark else ""
    return urlunsplit((scheme, f"{host}{port}", path, query, ""))


def allowed(url: str, source: Source) -> bool:
    """Whether an http(s) address lies on one of the source's hosts."""
    try:
        return url.startswith(("http://", "https://")) and _host(canonical(url, source)) in source.hosts
    except ValueError:
        return False


def absolute(href: str, base: str) -> str | None:
    """The http(s) address that a link on page `base` leads to, without its fragment; null for other links."""
    try:
        url = urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def article_address(href: str, base: str, source: Source) -> str | None:
    """The canonical address that a link on page `base` leads to, if it is an article of the source."""
    if len(href) > 4 * LONGEST:  # what is taken out of addresses is less
        return None
    try:
        url = canonical(urljoin(base, href.strip()), source)
    except ValueError:
        return None
    is_sound = url.startswith(("http://", "https://")) and len(url) <= LONGEST
    return url if is_sound and _host(url) in source.hosts and source.is_article(url) else None


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _plain_host(host: str, port: str, source: Source) -> str:
    label, _, rest = host.partition(".")
    if label in REDUCED_HOSTS and host + port not in source.hosts:
        for plain in (rest, f"www.{rest}"):
            if plain + port in source.hosts:
                return plain
    return host


def _scheme(host: str, scheme: str, source: Source) -> str:
    """For hosts of the source the scheme with which its file names the host, or else that of its homepage."""
    if host not in source.hosts:
        return scheme
    declared = [source.homepage, *(url for listing in source.listing for url in listing.urls)]
    named = [urlsplit(url).scheme for url in declared if urlsplit(url).hostname == host]
    return named[0] if named else urlsplit(source.homepage).scheme


@lru_cache(maxsize=1)
def _tracking() -> tuple[tuple[str, ...], frozenset[str]]:
    data = tomllib.loads(TRACKING.read_text(encoding="utf-8"))
    return tuple(data["prefixes"]), frozenset(name for names in data["names"].values() for name in names)


def _parameters(query: str, source: Source | None) -> list[str]:
    prefixes, names = _tracking()
    kept = []
    for parameter in query.split("&"):
        name = unquote(parameter.partition("=")[0]).lower()
        needed = source is not None and f"{name}=" in source.article.url
        if name and (needed or not (name in names or name.startswith(prefixes))):
            normal = canonicalize_url(f"http://_/?{parameter}").partition("?")[2]
            # `?item.12` is not `?item.12=` to the servers that use such addresses.
            kept.append(normal if "=" in parameter else normal.removesuffix("="))
    return kept
