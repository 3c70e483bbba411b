"""Letters as they are sent, built by hand, so that nothing about them is tidier than it is in the world."""

HEADERS = {
    "From": "Memory Letter <desk@letters.example>",
    "To": "reader@home.example",
    "Subject": "Memory Weekly 19",
    "Date": "Sat, 09 May 2026 23:30:00 -0500",
    "Message-ID": "<19@letters.example>",
    "List-Id": "Memory Weekly <memory.letters.example>",
    "MIME-Version": "1.0",
}


def letter(body: str | bytes = "HBM supply is tight.\n", encoding: str = "ascii", **headers: str) -> bytes:
    """A letter; headers are named with "_" for "-", and left out where empty."""
    fields = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return head.encode(encoding) + b"\n" + (body.encode() if isinstance(body, str) else body)


def numbered(number: int, body: str = "") -> bytes:
    """One letter of many."""
    return letter(
        body or f"Words of issue {number}.\n", Subject=f"Weekly {number}", Message_ID=f"<{number}@letters.example>"
    )


def multipart(*parts: str, kind: str = "mixed", boundary: str = "b0", close: bool = True) -> bytes:
    """A letter of parts, each with its own headers."""
    body = "".join(f"--{boundary}\n{part}\n" for part in parts) + (f"--{boundary}--\n" if close else "")
    return letter(body, Content_Type=f'multipart/{kind}; boundary="{boundary}"')


def mbox(*letters: bytes) -> bytes:
    """An mbox, with its "From " lines quoted."""
    quoted = (one.replace(b"\nFrom ", b"\n>From ") for one in letters)
    return b"".join(
        b"From desk@letters.example Sat May  9 23:30:00 2026\n" + one.rstrip(b"\n") + b"\n\n" for one in quoted
    )
