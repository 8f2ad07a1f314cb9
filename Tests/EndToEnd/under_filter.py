"""Runs a program as its systemd unit would, as far as that goes without systemd: `under_filter.py UNIT PROGRAM...`
(SystemCallFilter=, SystemCallErrorNumber=EPERM, MemoryDenyWriteExecute=, NoNewPrivileges=, and what confinement.py
has). The folders are ROWHOUSE_DATA and ROWHOUSE_RUN."""
import ctypes
import errno
import os
import re
import subprocess
import sys

import confinement

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
MASKED_EQUAL = 7
WRITE, EXECUTE = 2, 4


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int),
                ("mask", ctypes.c_uint64), ("value", ctypes.c_uint64)]


def calls(group):
    """The names in a group of systemd's, and in the groups that it names."""
    listing = subprocess.run(
        ["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True).stdout
    words = {line.strip() for line in listing.splitlines()[1:] if line.strip()[:1] not in ("", "#")}
    groups = {word for word in words if word.startswith("@")}
    return (words - groups).union(*(calls(name) for name in groups))


def allowed(unit):
    """SystemCallFilter= lines: the first gives a list, those that begin with ~ take from it."""
    names = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        words = line.lstrip("~").split()
        groups = set().union(*(calls(word) if word.startswith("@") else {word} for word in words))
        names = names - groups if line.startswith("~") else names | groups
    return names


def load(names):
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_load.argtypes = [ctypes.c_void_p]
    library.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.POINTER(Comparison)]
    rules = library.seccomp_init(ctypes.c_uint32(REFUSE))

    def allow(name, *comparisons):
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            array = (Comparison * len(comparisons))(*comparisons)
            assert library.seccomp_rule_add_array(rules, ALLOW, number, len(comparisons), array) == 0, name

    # Memory is written or run: systemd.exec(5), MemoryDenyWriteExecute=.
    for name in names - {"mmap", "mprotect", "pkey_mprotect"}:
        allow(name)
    allow("mmap", Comparison(2, MASKED_EQUAL, EXECUTE, 0))
    allow("mmap", Comparison(2, MASKED_EQUAL, WRITE | EXECUTE, EXECUTE))
    allow("mprotect", Comparison(2, MASKED_EQUAL, EXECUTE, 0))
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    assert library.seccomp_load(rules) == 0


if __name__ == "__main__":
    unit, program = open(sys.argv[1]).read(), sys.argv[2:]
    names = allowed(unit)
    if confinement.is_possible():
        confinement.confine(unit, os.environ["ROWHOUSE_DATA"], os.environ["ROWHOUSE_RUN"])
    # The execution of the program itself comes before the filter, as with systemd.
    load(names | {"execve"})
    os.execv(program[0], program)
