"""Shows the traces of `extract.explain` to people: in a terminal, as a page."""
