"""Threads of a web process share heaps: memory that one freed is used by the next."""

import re
import subprocess
import sys

from portal.commands.processes import HEAPS

ALLOCATE = """
import ctypes, sys
from threading import Barrier, Thread
from portal.commands.processes import share_heaps

if sys.argv[1] == "shared":
    share_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = Barrier(8)

def take():
    together.wait()
    assert [libc.malloc(ctypes.c_size_t(5000)) for _ in range(200)]

threads = [Thread(target=take) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


def heaps_of_eight_threads(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", ALLOCATE, how], capture_output=True, text=True, check=True
    )
    return len(re.findall("<heap nr=", done.stdout))


def test_threads_share_heaps():
    assert heaps_of_eight_threads("shared") == HEAPS
    assert heaps_of_eight_threads("as usual") > HEAPS
