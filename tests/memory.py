"""Where tests write: in memory, where there is enough of it. To make and drop a database takes a fifth of the time there.

Who sets TMPDIR decides for himself. What a run leaves behind (the folders of failed tests) is removed by the next one.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # Linux alone has it
ROOM = 3 * 1024**3  # bytes; a run of two processes was seen to need less than a third of it
NAME = "foerderkette-tests-"


def write_there(memory: Path = MEMORY, room: int = ROOM) -> None:
    """Have this process and those that it starts make their temporary folders in memory."""
    if "TMPDIR" in os.environ or not _fits(memory, room):
        return
    for left in memory.glob(f"{NAME}*"):
        if not _lives(left.name.removeprefix(NAME)):
            shutil.rmtree(left, ignore_errors=True)
    place = memory / f"{NAME}{os.getpid()}"
    place.mkdir(exist_ok=True)
    place.chmod(0o755)  # PostgreSQL, which refuses root, passes through as another user
    os.environ["TMPDIR"] = tempfile.tempdir = str(place)


def _fits(memory: Path, room: int) -> bool:
    """Programs are unpacked and run there, too, which containers forbid."""
    if not os.access(memory, os.W_OK | os.X_OK):
        return False
    facts = os.statvfs(memory)
    return not facts.f_flag & os.ST_NOEXEC and facts.f_bavail * facts.f_frsize >= room and _available() >= room


def _available() -> int:
    lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)


def _lives(process: str) -> bool:
    return Path("/proc", process).exists()
