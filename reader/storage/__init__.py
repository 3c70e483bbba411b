"""Where the reader's own words are kept. Knows the domain and files; knows nothing of libraries or of the screen."""
