"""Rows → SQLite, and the folder that Datasette serves. Knows no web and no language model."""
