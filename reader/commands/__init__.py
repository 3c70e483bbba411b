"""The one table of commands, and what turns key presses into them. Knows nothing of the screen."""
