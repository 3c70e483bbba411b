"""What others publish, as items: feeds, mail and pages, and the files that items become. Knows no library."""
