"""What visitors of the database see: a short file a page, each asks the database and fills in a template."""
