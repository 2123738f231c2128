"""Dates: a closed grammar finds them, the context decides what they mean.

component → grammar (what looks like a date) → tense (past or to come), context (what is none, open, about)
→ told, sections (what the text before it tells) → values, named, nearby, numeric (what it means)
"""
