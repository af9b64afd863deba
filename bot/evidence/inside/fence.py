"""A fence of the kernel's (seccomp) around the process: no other program, no further process, no network.

RLIMIT_NPROC alone would not do: it counts threads too, and the HEIC decoder starts one. Nor does it stop a program
from replacing this one, or a library from calling out. Numbers: the kernel's `syscall_64.tbl` and
`asm-generic/unistd.h`; the filter is explained in the kernel's `userspace-api/seccomp_filter`.
"""

import ctypes
import errno
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SET_NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
LOAD, EQUALS, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
CLONE_THREAD: Final = 0x00010000
CLONE3: Final = 435
OTHER_CALLS: Final = 0x40000000
"""From here on x86-64 has the same calls once more, under other numbers."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One kind of processor.

    Attributes:
        code: What the kernel calls it.
        clone: Number of the call that makes threads, and processes too.
        refused: Calls that start programs or processes, open sockets, or reach into other processes.
    """

    code: int
    clone: int
    refused: tuple[int, ...]


MACHINES = {
    # fork, vfork, execve, execveat, socket, ptrace, process_vm_readv, process_vm_writev, io_uring_setup
    "x86_64": Machine(0xC000003E, 56, (57, 58, 59, 322, 41, 101, 310, 311, 425)),
    "aarch64": Machine(0xC00000B7, 220, (221, 281, 198, 117, 270, 271, 425)),
}


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def fence() -> bool:
    """Raise the fence, for good; False where this system has none."""
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        return False
    steps = list(_steps(machine))
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    control = ctypes.CDLL(None, use_errno=True).prctl
    raised: bool = (
        control(SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and control(SET_SECCOMP, FILTER, ctypes.byref(program)) == 0
    )
    return raised


def _steps(machine: Machine) -> Iterator[_Step]:
    """The filter: a jump skips one step, so each rule is a question and the answer that a 'no' jumps over."""
    refuse = _Step(RETURN, 0, 0, REFUSE | errno.EPERM)
    yield _Step(LOAD, 0, 0, ARCHITECTURE)
    yield from (_Step(EQUALS, 1, 0, machine.code), refuse)
    yield _Step(LOAD, 0, 0, NUMBER)
    yield from (_Step(AT_LEAST, 0, 1, OTHER_CALLS), refuse)
    for number in machine.refused:
        yield from (_Step(EQUALS, 0, 1, number), refuse)
    # The newer way to make a thread hides its wishes behind a pointer; told that there is none, libraries take `clone`.
    yield from (_Step(EQUALS, 0, 1, CLONE3), _Step(RETURN, 0, 0, REFUSE | errno.ENOSYS))
    yield _Step(EQUALS, 1, 0, machine.clone)
    yield _Step(RETURN, 0, 0, ALLOW)
    yield _Step(LOAD, 0, 0, FIRST_ARGUMENT)
    yield from (_Step(HAS_BITS, 1, 0, CLONE_THREAD), refuse)
    yield _Step(RETURN, 0, 0, ALLOW)
