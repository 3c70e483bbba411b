"""Many objects that stay, made without the garbage collector looking through them again and again.

Owns that switch of the interpreter. Knows nothing of what the objects are.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 5_000
"""Documents from which on it is worth it."""


@contextmanager
def making_many(count: int) -> Iterator[None]:
    """While so many documents are read: what is made has no cycles and stays.

    With 100,000 annotations a look through all objects stops every thread for 0.1 to 0.4 s, and there are six while
    they are read, and one whenever there are a quarter more. Afterwards what there is by then is not looked at again.

    Args:
        count: about how many; few change nothing.
    """
    if count < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
