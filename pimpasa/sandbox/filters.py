"""Which questions to the kernel a confined process may still ask, as a program for it (seccomp(2), classic BPF).

The inside of a run of ours is told what it may: what is not listed is refused, also what kernels learn to do later.
Somebody else's program, which has yet to start, is told what it may not; files are Landlock's there.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# From linux/seccomp.h and linux/audit.h; offsets in struct seccomp_data, on a machine that puts the low half first.
ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
REFUSE = 0x00050000
_NUMBER = 0
_MACHINE = 4
_LOAD = 0x20
_RETURN = 0x06
_EQUAL = 0x15
_AT_LEAST = 0x35
_HAS_BITS = 0x45
_CLONE_THREAD = 0x00010000  # linux/sched.h


def _low(argument: int) -> int:
    return 16 + 8 * argument


def _high(argument: int) -> int:
    return _low(argument) + 4


@dataclass(frozen=True)
class Machine:
    """How a kind of processor numbers what the kernel is asked."""

    audit: int
    column: int
    newest: int = 462  # mseal, Linux 6.10; what came later a program from before it does without


MACHINES = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}

# x86_64, aarch64 (asm/unistd_64.h, asm-generic/unistd.h); None where a machine has another way only.
_MAY: dict[str, tuple[int | None, int]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "close": (3, 57), "lseek": (8, 62),
    "fstat": (5, 80), "poll": (7, 73), "brk": (12, 214), "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216),
    "mprotect": (10, 226), "madvise": (28, 233), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "sigaltstack": (131, 132), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "getpid": (39, 172), "gettid": (186, 178), "futex": (202, 98),
    "set_tid_address": (218, 96), "set_robust_list": (273, 99), "rseq": (334, 293), "membarrier": (324, 283),
    "getcwd": (79, 17), "getrandom": (318, 278), "getrusage": (98, 165), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_KILL = (62, 129)
_TGKILL = (234, 131)
_PRLIMIT = (302, 261)
# What a program that is not ours has no use for, or against which Landlock does nothing.
_MAY_NOT: dict[str, tuple[int | None, int]] = {
    "socket": (41, 198), "connect": (42, 203), "socketpair": (53, 199), "bind": (49, 200), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "process_madvise": (440, 440), "kcmp": (312, 272),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
    "fork": (57, 220), "vfork": (58, 220), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "setpgid": (109, 154), "setrlimit": (160, 164),
    "chmod": (90, 53), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, 54),
    "fchown": (93, 55), "lchown": (94, 54), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "utime": (132, 88), "utimes": (235, 88), "futimesat": (261, 88), "utimensat": (280, 88),
    "unlink": (87, 35), "unlinkat": (263, 35), "rename": (82, 38), "renameat": (264, 38), "renameat2": (316, 276),
    "link": (86, 37), "linkat": (265, 37), "symlink": (88, 36), "symlinkat": (266, 36), "mkdir": (83, 34),
    "mkdirat": (258, 34), "rmdir": (84, 35), "mknod": (133, 33), "mknodat": (259, 33), "creat": (85, 45),
    "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47), "mount": (165, 40), "umount2": (166, 39),
    "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430), "mount_setattr": (442, 442),
    "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "memfd_create": (319, 279), "memfd_secret": (447, 447), "ioctl": (16, 29),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104), "reboot": (169, 142),
}  # fmt: skip


def ours(machine: Machine, process: int) -> bytes:
    """For a process of ours with this number: what is listed, a thread of its own, a signal to itself; nothing else."""
    allowed = _numbers(machine, _MAY.values())
    return _program(
        machine, [*_answers(allowed, ALLOW), *_guarded(machine, process), _step(_RETURN, _refusal(errno.EPERM))]
    )


def somebody_else_s(machine: Machine, process: int) -> bytes:
    """For a process that becomes another program and keeps its number: it starts none beside, and changes no file."""
    refused = _numbers(machine, _MAY_NOT.values()) - {_CLONE[machine.column]}
    too_new = [_step(_AT_LEAST, machine.newest + 1, no=1), _step(_RETURN, _refusal(errno.ENOSYS))]
    steps = [*too_new, *_answers(refused, _refusal(errno.EPERM)), *_guarded(machine, process), _step(_RETURN, ALLOW)]
    return _program(machine, steps)


def _numbers(machine: Machine, pairs: Iterable[tuple[int | None, int]]) -> set[int]:
    return {number for pair in pairs if (number := pair[machine.column]) is not None}


def _guarded(machine: Machine, process: int) -> list[bytes]:
    """What depends on what is asked for: a thread and no process, a signal to oneself, a look at one's own limits."""
    itself = (_low(0), _EQUAL, process)
    return [
        # Its flags lie in memory, where nobody can look; libraries then do with the older question.
        *_answers({_CLONE3[machine.column]}, _refusal(errno.ENOSYS)),
        *_allowed_where(_CLONE[machine.column], [(_low(0), _HAS_BITS, _CLONE_THREAD)]),
        *_allowed_where(_KILL[machine.column], [itself]),
        *_allowed_where(_TGKILL[machine.column], [itself]),
        *_allowed_where(_PRLIMIT[machine.column], [(_low(0), _EQUAL, 0), (_low(2), _EQUAL, 0), (_high(2), _EQUAL, 0)]),
    ]


def _program(machine: Machine, steps: Sequence[bytes]) -> bytes:
    head = [_step(_LOAD, _MACHINE), _step(_EQUAL, machine.audit, yes=1), _step(_RETURN, KILL_PROCESS)]
    return b"".join([*head, _step(_LOAD, _NUMBER), *steps])


def _answers(numbers: Iterable[int], answer: int) -> list[bytes]:
    return [step for number in sorted(numbers) for step in (_step(_EQUAL, number, no=1), _step(_RETURN, answer))]


def _allowed_where(number: int, tests: Sequence[tuple[int, int, int]]) -> list[bytes]:
    """Allowed where all hold, refused otherwise; what has another number goes on behind it."""
    length = 2 * len(tests) + 2
    steps = [_step(_EQUAL, number, no=length)]
    for place, (offset, test, value) in enumerate(tests):
        steps += [_step(_LOAD, offset), _step(test, value, no=length - 2 * place - 3)]
    return [*steps, _step(_RETURN, ALLOW), _step(_RETURN, _refusal(errno.EPERM))]


def _refusal(number: int) -> int:
    return REFUSE | number


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction: struct sock_filter of linux/filter.h."""
    return struct.pack("=HBBI", code, yes, no, value)
