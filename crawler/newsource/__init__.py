"""A source file drafted from the site itself: what it offers, which addresses are articles, whether they can be read."""
