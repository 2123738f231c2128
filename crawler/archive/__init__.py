"""The answers of servers in WARC files, written and read by warcio: `writing` when they come, `reading` whenever since.

Records are known here by the place where they lie; which page lies where is for others to remember.
"""
