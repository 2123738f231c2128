"""Scrapy's settings: how uniaccord behaves towards the sites that it reads, and what belongs together.

From the environment: UNIACCORD_CONTACT, UNIACCORD_DB, UNIACCORD_MODEL, UNIACCORD_NOTIFY, UNIACCORD_NOTIFY_ALWAYS,
UNIACCORD_SOURCES. All settings can be given on the command line: `-s NAME=VALUE`.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent

try:
    VERSION = version("uniaccord")
except PackageNotFoundError:  # `scrapy` in a checkout that was never installed
    VERSION = "checkout"

BOT_NAME = "uniaccord"

# Who we are: the project, and if it is set the person who runs this copy of it (an address to write to).
CONTACT = os.environ.get("UNIACCORD_CONTACT", "")
USER_AGENT = f"uniaccord/{VERSION} (+https://github.com/uniaccord/uniaccord{'; ' if CONTACT else ''}{CONTACT})"

# What we may read. The token by which robots.txt can name us has neither version nor address.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "uniaccord"
CRAWL_DELAY_MAX = 120  # seconds; a site that wants more between two requests does not want a crawler

# How fast. News sections of universities are small servers, and a night is long: one request at a time to
# a host, at least a second between two, more as the server slows down. A delay of 0 would undo the limit per
# domain as well: Scrapy 2.19 starts all that is queued for a host before it counts what has been started.
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2
AUTOTHROTTLE_MAX_DELAY = 60
AUTOTHROTTLE_TARGET_CONCURRENCY = 1

# What time it is.
CLOCK = "crawler.clock.now"

# How patient. Scrapy repeats failed requests; `crawler.manners.pace` makes it wait for busy hosts in between.
RETRY_TIMES = 2
RETRY_PAUSE = 5  # seconds; the first wait for a host that is busy and does not say for how long
RETRY_AFTER_MAX = 120  # seconds; a host that asks for more is left alone for the run
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider reports what failed
REDIRECT_MAX_TIMES = 5

# How long and how much. No source may hold up the night; the next crawl goes on where a limit ended this one.
SOURCES_AT_ONCE = 16
CLOSESPIDER_TIMEOUT = 4 * 3600  # seconds
CLOSESPIDER_PAGECOUNT = 20_000  # answers
CLOSESPIDER_ERRORCOUNT = 100  # crashes of our own

# A page gives one item: Scrapy would make a hundred workers for each response.
CONCURRENT_ITEMS = 1
# It would read the source of the spider's callbacks anew for each page, as long as the reading of the page takes.
WARN_ON_GENERATOR_RETURN_VALUE = False

# How much. The largest news pages and bulletins (PDF) stay below this.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 2**20
DOWNLOAD_WARNSIZE = 0

# What is kept: the answers of servers as they came, in WARC files beside the database.
ARCHIVE = True
ARCHIVE_DIR = ""  # a folder of its own; otherwise NAME-archive beside the database NAME.db
ARCHIVE_FILE_SIZE = 2**30  # bytes after which the next file is begun

# How safely. Scrapy checks no certificates unless told to, and opens doors for debugging. Only the web is read, and
# none of it from this machine or the network that it stands in, unless ALLOW_PRIVATE_ADDRESSES says that it may be.
ALLOW_PRIVATE_ADDRESSES = False
TWISTED_DNS_RESOLVER = "crawler.manners.connections.PublicResolver"
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "crawler.manners.headers.ShortHeads"),
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
DOWNLOAD_VERIFY_CERTIFICATES = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Articles in the order of the listing, the newest first as a rule; Scrapy's own order is the reverse.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# What belongs together. `pipelines` is named here and imported nowhere in this room.
DUPEFILTER_CLASS = "crawler.once.OnceEach"
SPIDER_LOADER_CLASS = "crawler.loader.SourceLoader"
COMMANDS_MODULE = "pipelines.commands"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.manners.hosts.OnlyOwnHosts": 50,
    "crawler.manners.pace.WaitWhenBusy": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.manners.robots.KeepRobotsRules": 100,
    "crawler.manners.connections.OnlyPublic": 900,
    # Below all of Scrapy's own: bodies are still compressed, and every redirect passes.
    "pipelines.archive.ArchiveResponses": 950,
    "crawler.manners.whole.RefuseHalves": 960,
}
SPIDER_MIDDLEWARES = {"pipelines.known.SkipKnown": 450}
ITEM_PIPELINES = {"pipelines.check.CheckArticle": 100, "pipelines.store.StoreArticle": 200}
EXTENSIONS = {"pipelines.ledger.Ledger": 10}

SOURCES_DIR = os.environ.get("UNIACCORD_SOURCES", str(HERE / "sources"))
DATABASE = os.environ.get("UNIACCORD_DB", str(HERE.parent / "db" / "uniaccord.db"))
SPACY_MODEL = os.environ.get("UNIACCORD_MODEL", "")

# Whom to tell: a command line that gets the summary of a night in which someone should look, or of every night.
NOTIFY = os.environ.get("UNIACCORD_NOTIFY", "")
NOTIFY_ALWAYS = os.environ.get("UNIACCORD_NOTIFY_ALWAYS", "") == "yes"

# Our verbs tell in lines of their own what came of a run, and the table `issues` keeps it; -L INFO tells more.
LOG_LEVEL = "ERROR"
