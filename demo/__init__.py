"""The embedded web: a few small university news sites, written for this project and served on loopback."""

from pathlib import Path

HERE = Path(__file__).parent
SITES = HERE / "sites"
"""One folder a site: `site.toml` and `articles/*.md`."""
SOURCES = HERE / "sources"
"""The crawler's source files for these sites."""
TEMPLATES = HERE / "templates"
"""One folder for each make of site, and `common`."""
CORRECTIONS = HERE / "corrections.toml"
"""What a reader of these sites would correct."""
