"""People by titles, roles, verbs of saying and the shape of names, and what the text says they are.

component over letters (word classes) → names, titles → linking (one name for each) → roles → affiliations
"""
