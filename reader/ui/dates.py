"""How the screen writes days. Like a locale, it is the same for the whole program: `use_date_format` sets it.

Owns the three ways that there are. Knows no settings file and no briefing.
"""

from datetime import date

DAY_MONTH, MONTH_DAY, ISO = "day-month", "month-day", "iso"

_format = DAY_MONTH


def use_date_format(name: str) -> None:
    """Write days in another way from now on: "day-month", "month-day" or "iso"; others are the first."""
    global _format
    _format = name


def print_day(day: date) -> str:
    """A day in few cells: "9 May 2026", "May 9, 2026", "2026-05-09"."""
    if _format == ISO:
        return day.isoformat()
    return f"{day:%b} {day.day}, {day.year}" if _format == MONTH_DAY else f"{day.day} {day:%b} {day.year}"


def print_day_of_year(day: date) -> str:
    """A day without its year: "9 May", "May 9", "05-09"."""
    if _format == ISO:
        return f"{day:%m-%d}"
    return f"{day:%b} {day.day}" if _format == MONTH_DAY else f"{day.day} {day:%b}"


def print_days(start: date, end: date) -> str:
    """From a day to another: "3–9 May 2026", "28 Apr – 4 May 2026", "May 3–9, 2026", "2026-05-03 – 2026-05-09"."""
    if _format == ISO:
        return start.isoformat() if start == end else f"{start.isoformat()} – {end.isoformat()}"
    if start == end:
        return f"{end:%B} {end.day}, {end.year}" if _format == MONTH_DAY else f"{end.day} {end:%B %Y}"
    if start.year != end.year:
        return f"{print_day(start)} – {print_day(end)}"
    if start.month != end.month:
        return f"{print_day_of_year(start)} – {print_day(end)}"
    return (
        f"{end:%B} {start.day}–{end.day}, {end.year}" if _format == MONTH_DAY else f"{start.day}–{end.day} {end:%B %Y}"
    )
