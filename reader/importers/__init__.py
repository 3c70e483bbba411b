"""Bytes in, briefings out: every format a briefing comes in, and nothing about where it is kept or shown."""
