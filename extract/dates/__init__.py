"""Dates: a closed grammar finds them, the context decides what they mean.

component → grammar (what looks like a date) → context (what is none, tense) → values, named, nearby (what it means)
"""
