"""Where each code point of a briefing stands on a page of a given width. Without Textual."""
