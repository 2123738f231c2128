"""The corridor: joins crawler, extract and db. Nothing imports it; Scrapy finds it by name."""
