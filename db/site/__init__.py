"""What visitors see: the pages that Datasette serves besides its own, one short file a page."""
