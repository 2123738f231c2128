"""Agreement events from the mentions of a text.

component: reading (the text with its names, sides) → clauses → arrangements (act × thing or document) → parties,
several, status, dates, signatories → merging (one event for each arrangement). rules reads the lexicons.
"""
