"""What the process gives up before it sees the first file. What remains is to compute, and to answer."""

import os
import resource
import signal
from pathlib import Path

from bot.evidence.inside.fence import fence
from bot.evidence.limits import ProcessLimits

NOBODY = 65534
STATM = Path("/proc/self/statm")


def confine(limits: ProcessLimits) -> None:
    """For good: less memory, no large files, no dump of memory, no privileges, no processes and no network."""
    if STATM.exists():  # where the system does not tell what is taken, it does not keep to this limit either
        resource.setrlimit(resource.RLIMIT_AS, (_taken() + limits.memory,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written,) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _drop_root()
    if not fence():
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # the next best: no HEIC, whose decoder wants a thread


def grant(limits: ProcessLimits) -> None:
    """Time for one more file: of computing, and by the clock, should nobody be left to wait for it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
    signal.alarm(int(limits.wall) + limits.cpu)


def rest() -> None:
    """Between files no clock runs."""
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY,) * 2)
    signal.alarm(0)


def _taken() -> int:
    return int(STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _drop_root() -> None:
    """A bot in a container is often root; its child need not be. Where the system forbids the change, it stays."""
    if os.geteuid() != 0:
        return
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    except PermissionError:
        return
