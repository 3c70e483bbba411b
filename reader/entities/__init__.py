"""Which named things a briefing mentions, and where.

Knows briefings and packs of names; knows nothing of files other than packs, of the index or of the screen.
"""
