"""The places and the networks of a systemd unit, as far as that goes without systemd: ProtectSystem=strict, ReadWritePaths=,
ReadOnlyPaths=, InaccessiblePaths=, PrivateUsers=, PrivateNetwork=, CapabilityBoundingSet= (none)."""
import ctypes
import os
import re

NEW_MOUNTS, NEW_USERS, NEW_NETWORK = 0x00020000, 0x10000000, 0x40000000
BIND, RECURSIVE, PRIVATE, READ_ONLY = 0x1000, 0x4000, 0x40000, 1
MOUNT_SETATTR, AT_RECURSIVE = 442, 0x8000
FAILED_NAMESPACE = 226  # systemd.exec(5)

libc = ctypes.CDLL(None, use_errno=True)


class Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "users")]


def sure(answer, what):
    if answer != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), what)


def paths(unit, directive, data, run):
    """What a unit's lines name, in the folders of a test; with a minus sign they may be missing."""
    words = " ".join(re.findall(rf"^{directive}=(.*)$", unit, re.M)).split()
    for word in words:
        path = word.lstrip("-").replace("/var/lib/rowhouse", data).replace("/run/rowhouse", run)
        if os.path.exists(path):
            yield path
        elif not word.startswith("-"):
            raise SystemExit(FAILED_NAMESPACE)


def is_possible():
    """Some boxes let nobody make namespaces."""
    pid = os.fork()
    if pid == 0:
        os._exit(libc.unshare(NEW_USERS | NEW_MOUNTS) and 1)
    return os.waitpid(pid, 0)[1] == 0


def confine(unit, data, run):
    """Puts this process where the unit would, and takes all its capabilities. Its user is the one outside."""
    lists = {name: list(paths(unit, name, data, run)) for name in ("ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths")}
    users = (os.geteuid(), os.getegid())
    network = NEW_NETWORK if "\nPrivateNetwork=true" in unit else 0
    sure(libc.unshare(NEW_USERS | NEW_MOUNTS | network), "unshare")
    for file, line in (("setgroups", "deny"), ("uid_map", f"{users[0]} {users[0]} 1"), ("gid_map", f"{users[1]} {users[1]} 1")):
        with open(f"/proc/self/{file}", "w") as opened:
            opened.write(line)
    mount(None, "/", None, RECURSIVE | PRIVATE)
    for path in lists["ReadWritePaths"] + lists["ReadOnlyPaths"]:
        mount(path, path, None, BIND | RECURSIVE)
    set_read_only("/", True)
    for path in lists["ReadWritePaths"]:
        set_read_only(path, False)
    for path in lists["ReadOnlyPaths"]:
        set_read_only(path, True)
    for path in lists["InaccessiblePaths"]:
        mount("tmpfs", path, "tmpfs", READ_ONLY, "mode=000")
    for capability in range(64):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP: whatever is executed next has none


def mount(source, target, kind, flags, options=None):
    words = [word and word.encode() for word in (source, target, kind)]
    sure(libc.mount(*words, ctypes.c_ulong(flags), options and options.encode()), target)


def set_read_only(path, wanted):
    attributes = Attributes(set=READ_ONLY * wanted, clear=READ_ONLY * (not wanted))
    sure(libc.syscall(
        MOUNT_SETATTR, -100, path.encode(), AT_RECURSIVE, ctypes.byref(attributes), ctypes.sizeof(attributes)), path)
