"""Memory that is not used goes back to the system."""

import subprocess
import sys

import pytest

MEASURE = """
import threading
from reader.services.thrift import LARGE, Thrift, _find_trim
if _find_trim() is None:
    print("none")
    raise SystemExit

def resident():
    rows = open("/proc/self/status").read().split("\\n")
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS")) // 1024

def work():
    kept = []
    for number in range(200_000):
        kept.append(bytearray(600))
        kept.append(bytearray(600))
    del kept[::2]
    last = bytearray(600)
    kept.clear()
    return last

rests = [work()]
thread = threading.Thread(target=lambda: rests.append(work()))
thread.start()
thread.join()
thrift = Thrift()
thrift.note(LARGE - 1)
before = resident()
thrift.note(LARGE)
print(before, resident())
"""


def test_what_is_free_is_given_back_after_a_large_text() -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True, timeout=60)
    if done.stdout.strip() == "none":
        pytest.skip("this system gives back by itself")
    before, after = map(int, done.stdout.split())
    assert after < before / 2
