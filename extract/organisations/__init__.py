"""Organisations by the shape of their names, by acronyms, by the words around them, and who is who in a text.

component → shapes over letters (word classes) · acronyms · bare_acronyms · cues → linking (one name for each) over abridged
"""
