"""The magic bytes by which files that are not text are known. Knows nothing else."""

_HEAD = 4096

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"%PDF-1.", "PDF document"),
    (b"%PDF-2.", "PDF document"),
    (b"\x7fELF", "ELF program"),
    (b"\x1f\x8b\x08", "gzip archive"),
    (b"BZh91AY&SY", "bzip2 archive"),
    (b"\xfd7zXZ\0", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"\xca\xfe\xba\xbe", "compiled program"),
    (b"\xcf\xfa\xed\xfe", "compiled program"),
    (b"\0asm", "compiled program"),
    (b"OggS\0", "Ogg audio"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"wOFF", "web font"),
    (b"wOF2", "web font"),
)
# These begin with plain letters: only a NUL soon after tells them from a text.
_LETTERED: tuple[tuple[bytes, str], ...] = (
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"ID3", "MP3 audio"),
    (b"MZ", "Windows program"),
    (b"fLaC", "FLAC audio"),
)
_ARCHIVED: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/epub+zip", "EPUB book"),
    (b"word/", "Word document"),
    (b"ppt/", "PowerPoint document"),
    (b"xl/", "Excel document"),
    (b"application/vnd.oasis.opendocument", "OpenDocument file"),
)
_TAR_MARK_AT = 257


def recognise_binary(data: bytes) -> str | None:
    """What kind of non-text file begins so ("PNG image"), or None."""
    for magic, kind in _SIGNATURES:
        if data.startswith(magic):
            return kind
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for magic, kind in _ARCHIVED if magic in head), "ZIP archive")
    if b"\0" not in head:
        return None
    for magic, kind in _LETTERED:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "MP4 media"
    if head[_TAR_MARK_AT : _TAR_MARK_AT + 5] == b"ustar":
        return "tar archive"
    return None
