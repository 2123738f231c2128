"""Text → Extraction. Knows spaCy, knows no web and no database."""
