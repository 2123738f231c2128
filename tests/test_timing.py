"""The benchmarks tell the memory of what they measure."""

import sys

from bench.timing import timed


def test_the_memory_of_a_command_is_its_own_and_not_that_of_who_starts_it() -> None:
    ballast = bytearray(300 * 2**20)
    _, _, small = timed([sys.executable, "-c", "import time; time.sleep(0.1)"])
    _, _, large = timed([sys.executable, "-c", "import time; b = bytearray(100 * 2**20); time.sleep(0.1)"])
    assert len(ballast) == 300 * 2**20
    if sys.platform == "linux":
        assert 5 < small < 100 < large < 200
