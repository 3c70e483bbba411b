"""How many words a text has. Knows nothing of its structure."""

from reader.importers.rare import rare_characters

_LETTER, _JOINER, _GAP, _IDEOGRAPH = "w", "'", " ", "\0"
_JOINERS = "’'.,-"
"""They hold a word together ("don't", "3.14", "e-mail"), and are none by themselves."""
_FEW = 32
"""Characters up to which replacing each in turn is faster than looking up every one of the text."""


def count_words(text: str) -> int:
    """Words as a reader counts them; each ideograph and each kana is one."""
    ideographs = 0
    if not text.isascii():
        text = _replace_rare(text)
        ideographs = text.count(_IDEOGRAPH)
    # Without what joins them, letters that were one word stand together, and every word begins after a gap.
    kinds = text.encode("utf-8", errors="replace").translate(_KINDS, _JOINERS_DROPPED)
    return ideographs + kinds.count(b" w") + kinds.startswith(b"w")


def _replace_rare(text: str) -> str:
    """The text with a stand-in for every rare character that is not just a gap between words."""
    rare = {char: _kind(char) for char in set(rare_characters(text))}
    if len(rare) > _FEW:
        return text.translate(_ASCII | str.maketrans(rare))
    for char, kind in rare.items():
        if kind is not _GAP:
            text = text.replace(char, kind)
    return text


def _kind(char: str) -> str:
    if char >= "\u3005" and _is_ideograph(char):
        return _IDEOGRAPH
    if char.isalnum() or char == "_":
        return _LETTER
    return _JOINER if char in _JOINERS else _GAP


def _is_ideograph(char: str) -> bool:
    """Whether a character is Chinese or Japanese, which have no spaces between words; Korean has."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3005" <= char <= "\u3007"
        or "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


_ASCII = {code: chr(code) for code in range(128)}
_KINDS = "".join(map(_kind, _ASCII.values())).encode("ascii").ljust(256)
"""For each byte of UTF-8; those above ASCII are gaps, since letters have been replaced."""
_JOINERS_DROPPED = "".join(char for char in _JOINERS if char.isascii()).encode("ascii")
