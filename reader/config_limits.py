"""Words and numbers that bound the settings: apart, since a start without a settings file needs nothing else."""

NARROWEST_MEASURE = 30
WIDEST_MEASURE = 140

OWN_THEMES = ("night", "paper")
TOOLKIT_THEMES = (
    "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato",
    "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn",
    "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip
THEMES = (*OWN_THEMES, *TOOLKIT_THEMES)
PACK_FIELDS = ("electronics", "maritime")
DATE_FORMATS = ("day-month", "month-day", "iso")
