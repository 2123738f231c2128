"""`uniaccord publish [FILE]`: the working copy, or a backup, takes the place of the database, also while that is served."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from db import backups, store, working
from pipelines.verb import Verb, WrongUse, add_corrections, say, writes


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [FILE]"

    def short_desc(self) -> str:
        return "Put the working copy, or a backup, in the place of the database, also while it is served"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_corrections(parser)
        parser.add_argument("--force", action="store_true", help="even if it holds less than the database")
        parser.add_argument("--discard", action="store_true", help="delete the working copy instead")

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        copy = working.path_of(self.database)
        if len(args) > 1:
            raise WrongUse("give one file, or none for the working copy")
        if args and copy.exists():
            raise WrongUse(f"there is a working copy, {copy}; publish or --discard it first")
        if not args and not copy.exists():
            raise WrongUse(f"there is no working copy of {self.database}; give a backup to put in its place")
        if opts.discard:
            working.discard(self.database)
            say(f"deleted {copy}")
        elif args:
            self._restore(Path(args[0]), force=opts.force)
        else:
            self._publish(opts)

    def _publish(self, opts: argparse.Namespace) -> None:
        from pipelines import publishing
        from pipelines.corrections import corrections_for
        from pipelines.link import link_all, tell

        corrections = corrections_for(self.database, opts.corrections)
        db = store.open_db(self.database)
        for line in tell(link_all(db, corrections)):
            say(line)
        store.finish(db)
        self.exitcode = publishing.publish_backlog(db, self.database, force=opts.force)

    def _restore(self, file: Path, *, force: bool) -> None:
        if not file.is_file():
            raise WrongUse(f"{file}: there is no such file")
        store.is_current(file)
        if not backups.is_whole(file):
            raise store.StoreError(f"{file}: is not what its checksum says; take another backup")
        objections = working.objections(self.database, file)
        if objections and not force:
            raise store.StoreError(f"{file}: {'; '.join(objections)}; --force puts it in place all the same")
        if self.database.exists():
            say(f"what was there before is {backups.before(self.database, 'publish', now=datetime.now(UTC))}")
        working.publish(self.database, file)
        store.open_db(self.database).close()
        say(f"{self.database} holds what {file} holds")
