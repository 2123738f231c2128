"""A page as it is written: its tree, what it says of itself, its title, day and text.

page (bytes → tree) → structured (JSON-LD, meta) · titles · published (dates, datelines) · body or generic (blocks) → trim
(the site around it) → text (repair of characters). head and wrapped are for texts without markup; pdf for PDF.
phrases, elements and metadata (TOML) hold the words and names of them all.
"""
