"""Web → Article. Knows Scrapy, knows no database and no language model."""
