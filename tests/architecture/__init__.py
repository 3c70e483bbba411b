"""Checks of how the program is built: pure functions from parsed modules to complaints."""
