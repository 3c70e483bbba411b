"""The tables of the index, and when a file that has them can be used.

Owns the SQL that makes them. The index may be deleted at any time: everything in it comes from the briefings' files
and from the store.
"""

import sys

APPLICATION = 0x42524458
"""What SQLite calls an application id: tells an index from any other SQLite file."""

VERSION = 4
"""Changes with the tables, and with anything that is derived from a text: a file with another one is made anew."""

STAMP_UNIT = 1000

STAMP = VERSION * STAMP_UNIT + sys.version_info.minor
"""Kept as `user_version`: another Python may know other letters."""

NO_DAY = 0
"""The day of a briefing whose date is unknown; others are counted from the first of January of year 1."""

TABLES = """
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE files(
    path BLOB PRIMARY KEY,
    folder BLOB NOT NULL,
    stamp BLOB NOT NULL,
    number INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_number ON files(number);
CREATE INDEX files_by_folder ON files(folder);

CREATE TABLE folders(path BLOB PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE briefings(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    series TEXT,
    label TEXT,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    date_source TEXT NOT NULL,
    words INTEGER NOT NULL,
    length INTEGER NOT NULL,
    subjects TEXT NOT NULL,
    warnings TEXT NOT NULL,
    failure TEXT,
    sorting TEXT NOT NULL,
    series_sorting TEXT NOT NULL,
    lists TEXT,
    types INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX briefings_by_date ON briefings(last DESC, first DESC, sorting, id);
CREATE INDEX briefings_by_title ON briefings(sorting, last DESC, id);
CREATE INDEX briefings_by_series ON briefings(series_sorting, last DESC, first DESC, sorting, id, series);
CREATE INDEX briefings_failed ON briefings(number) WHERE failure IS NOT NULL;
CREATE INDEX briefings_by_length ON briefings(words DESC, last DESC, sorting, id);

CREATE TABLE texts(
    number INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    series TEXT NOT NULL,
    body TEXT NOT NULL,
    layout TEXT NOT NULL,
    mentions BLOB,
    named BLOB
);
CREATE VIEW spread AS SELECT number, spread(title) AS title, spread(series) AS series, spread(body) AS body FROM texts;
CREATE VIRTUAL TABLE terms USING fts5(
    title, series, body,
    content = 'spread', content_rowid = 'number',
    prefix = '1 2 3', tokenize = 'ascii'
);

INSERT INTO terms(terms, rank) VALUES('hashsize', 33554432);

CREATE TABLE entities(
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    briefings INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, type)
);
CREATE TABLE forms(
    folded TEXT NOT NULL,
    entity INTEGER NOT NULL,
    is_own INTEGER NOT NULL,
    briefings INTEGER NOT NULL,
    PRIMARY KEY (folded, entity, is_own)
) WITHOUT ROWID;
CREATE TABLE named(
    entity INTEGER NOT NULL,
    number INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (entity, number)
) WITHOUT ROWID;
"""

MARKS = """
CREATE TEMP TABLE IF NOT EXISTS marks(
    id TEXT PRIMARY KEY,
    opened INTEGER NOT NULL,
    read INTEGER NOT NULL,
    bookmarks INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    tags INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS tagged(tag TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tag, id)) WITHOUT ROWID;
DELETE FROM marks;
DELETE FROM tagged;
"""
"""What the reader added, as the store has it: in the memory of a connection, so that who asks need not write."""
