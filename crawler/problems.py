"""What can go wrong with a request, in one line for a person."""

from __future__ import annotations

from http import HTTPStatus

from OpenSSL import SSL
from scrapy import exceptions as failures
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.web.client import ResponseFailed

ADVICE = {
    401: "it wants a password",
    403: "it is closed to us; if it opens in a browser, write to the publisher",
    404: "the page is gone or the address is wrong",
    410: "the page was taken down for good",
    429: "we asked too often; raise DOWNLOAD_DELAY",
}
"""What a status means for whoever keeps the source."""


class Refusal(IgnoreRequest):
    """A request that our own manners forbid, for the reason that becomes a Problem's code and detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class NotArchived(Exception):
    """An answer that could not be written to the archive, for the reason that becomes a Problem's detail."""


class EndlessHead(Exception):
    """The headers of an answer that did not come to an end."""


def explain(error: BaseException | None) -> tuple[str, str]:
    """Code and detail of a Problem for what Scrapy gives an errback."""
    match error:
        case Refusal():
            return error.code, error.detail
        case NotArchived():
            return "not-archived", str(error)
        case HttpError():
            return _status(error.response.status)
        case failures.CannotResolveHostError():
            return "dns", "there is no host of this name, or no network; check the address and the connection"
        case failures.DownloadConnectionRefusedError():
            return "unreachable", "the host refuses connections; try again later"
        case failures.DownloadTimeoutError():
            return "timeout", "the host did not answer in time; try again later or raise DOWNLOAD_TIMEOUT"
        case failures.DownloadCancelledError():
            return "too-large", "the answer is larger than DOWNLOAD_MAXSIZE allows"
        case failures.ResponseDataLossError():
            return "cut-off", "the connection broke before the whole page had come"
        case failures.DownloadFailedError() if _is_due_to(error, EndlessHead):
            return "too-large", "the headers of the answer have no end"
        case failures.DownloadFailedError() if _is_due_to(error, SSL.Error):
            return "tls", f"no safe connection, the certificate or the encryption is at fault: {error}"
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return "too-large", "the answer is larger, when unpacked, than DOWNLOAD_MAXSIZE allows"
        case IgnoreRequest() if "redirections" in str(error):
            return "redirects", "the address is passed on again and again"
    return "unreachable", f"the request failed: {type(error).__name__}: {error}".rstrip(": ")


def _status(status: int) -> tuple[str, str]:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "unknown status"
    advice = ADVICE.get(status, "the server is in trouble; try again later" if status >= 500 else "")
    return f"http-{status}", f"the server answers {status} {phrase}" + (f": {advice}" if advice else "")


def _is_due_to(error: BaseException, kind: type[Exception]) -> bool:
    cause = error.__cause__
    return isinstance(cause, ResponseFailed) and any(isinstance(reason.value, kind) for reason in cause.reasons)
