"""A sample of the record is judged by a person, and says how much of the record is right."""
