"""`uniaccord newsource URL`: a source file drafted from the site, five articles tried, one saved as a test."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Draft a source file from a news page, a front page or an article of a site, and try it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--id", metavar="CC_SHORT", help="the id of the source (default: country and host)")
        parser.add_argument("--name", metavar="NAME", help="the organisation's name (default: as the pages say)")
        parser.add_argument("--country", metavar="CC", help="its country, ISO 3166-1; int for international bodies")
        parser.add_argument("--out", metavar="FOLDER", type=Path, help="where the file goes (default: with the others)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.newsource.draft import WishError, Wishes, check_wishes
        from pipelines.drafting import Drafted, draft, tell, write

        assert self.settings is not None
        if len(args) != 1:
            raise WrongUse("give one address: a list of news, a front page or an article")
        url = args[0] if "://" in args[0] else f"https://{args[0]}"
        wishes = Wishes(opts.id, opts.name, opts.country)
        folder = Path(opts.out or self.settings["SOURCES_DIR"]).absolute()
        try:
            check_wishes(wishes)
        except WishError as error:
            raise WrongUse(str(error)) from None
        if not folder.is_dir():
            raise WrongUse(f"{folder}: there is no such folder")
        if opts.id and (folder / f"{opts.id}.toml").exists():
            raise WrongUse(f"{folder / opts.id}.toml: there is such a source already; give another --id")
        say(f"looking at {url}: up to a minute or two, one page after another")
        outcome = draft(self.settings, url, wishes, datetime.now(UTC).date())
        if not isinstance(outcome, Drafted):
            say(f"uniaccord: {outcome}")
            self.exitcode = 1
            return
        for line in tell(outcome):
            print(line)
        if outcome.is_useless:
            say(
                "uniaccord: not one of the articles could be read, so nothing was written; give the list of news itself"
            )
            self.exitcode = 1
            return
        for line in write(outcome, folder):
            print(line)
        self.exitcode = 0 if outcome.is_good else 1
