"""The processes that read live no longer than the one that started them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

READS = """
import os, time
from pathlib import Path
from extract.records import Document
from pipelines.model import MANY, engine_for, load_model

def documents():
    for number in range(1000):
        yield Document(id=str(number), text="The rectors met in Oslo on 5 May 2024.")
        if number == 990:  # the workers have long begun
            print(*Path(f"/proc/self/task/{os.getpid()}/children").read_text().split(), flush=True)
            time.sleep(600)

nlp = load_model("blank")
for extraction in engine_for(MANY)(nlp, documents()):
    pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor reads in one process")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    process = subprocess.Popen([sys.executable, "-c", READS], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    workers = process.stdout.readline().split()
    assert workers
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < until, "a worker lives on"
        time.sleep(0.05)  # until the system has ended processes that are not ours to wait for
