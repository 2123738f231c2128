"""Where we connect: to public addresses only, whatever name, redirect or answer of a name server leads elsewhere.

The address that is checked is the one that Twisted connects to, so that a name can't be public for the check and
private a moment later. A name that a proxy resolves is the proxy's business; its own address may be private.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv6Address, ip_address
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.addresses import DEFAULT_PORTS
from crawler.problems import Refusal


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where IPv6 holds an IPv4 address (mapped, 6to4 …)."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if not all(is_public(str(each)) for each in inner if each):
            return False
        if ip.ipv4_mapped:
            return True
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@implementer(IHostnameResolver)
class PublicOnly:
    """Keeps the private ones from the addresses that another resolver finds."""

    def __init__(self, resolver: Any, proxies: Iterable[tuple[str, int]] = ()) -> None:
        self.resolver = resolver
        self.proxies = frozenset(proxies)
        self.refused: dict[str, str] = {}
        """Address by host."""

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Any]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        # The tunnel through a proxy asks for the address of the proxy's host without naming its port.
        is_proxy = any(hostName == host and portNumber in (port, 0) for host, port in self.proxies)
        receiver = resolutionReceiver if is_proxy else _Sieve(resolutionReceiver, hostName, self.refused)
        return self.resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    def __init__(self, receiver: Any, host: str, refused: dict[str, str]) -> None:
        self.receiver = receiver
        self.host = host
        self.refused = refused

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        self.receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host):
            self.refused.pop(self.host, None)
            self.receiver.addressResolved(address)
        else:
            self.refused[self.host] = address.host

    def resolutionComplete(self) -> None:
        self.receiver.resolutionComplete()


class PublicResolver(CachingThreadedResolver):
    """Scrapy's TWISTED_DNS_RESOLVER, behind `PublicOnly` unless ALLOW_PRIVATE_ADDRESSES is set."""

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        return resolver

    def install_on_reactor(self) -> None:
        super().install_on_reactor()
        if not self.allow_private:
            guard: Any = PublicOnly(self.reactor.nameResolver, _proxies())
            self.reactor.installNameResolver(guard)


def _proxies() -> Iterable[tuple[str, int]]:
    """Hosts and ports of the proxies of the environment."""
    for address in getproxies().values():
        parts = urlsplit(address if "://" in address else f"http://{address}")
        if parts.hostname:
            yield parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme, 80)


class OnlyPublic:
    """Tells the errback that a host was refused, where Twisted knows only that there is no address for it.

    A proxy's own address may be private, so nobody but the proxy middleware may lead there.
    """

    def process_request(self, request: Request) -> None:
        """Raises Refusal."""
        parts = urlparse_cached(request)
        place = parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        resolver = _resolver()
        if resolver and "proxy" not in request.meta and place in resolver.proxies:
            raise Refusal("private-address", f"{parts.netloc} is our proxy's address, not a site's")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises Refusal."""
        host = urlparse_cached(request).hostname or ""
        resolver = _resolver()
        if isinstance(exception, CannotResolveHostError) and resolver and host in resolver.refused:
            address = resolver.refused[host]
            where = host if host == address else f"{host} ({address})"
            advice = "set ALLOW_PRIVATE_ADDRESSES if it is meant to be read"
            raise Refusal("private-address", f"{where} is not on the public internet; {advice}")


def _resolver() -> PublicOnly | None:
    from twisted.internet import reactor  # to import it any earlier would choose it

    resolver = getattr(reactor, "nameResolver", None)
    return resolver if isinstance(resolver, PublicOnly) else None
