"""Briefing Reader: a terminal reader for intelligence briefings."""

__version__ = "0.1.0"
