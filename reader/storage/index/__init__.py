"""The index: what the briefings say, in a SQLite file that can be deleted at any time."""
