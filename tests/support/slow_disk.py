"""A file system over a folder (FUSE, fusepy) that stops answering while a file says so.

    slow_disk.py FOLDER MOUNT ORDERS

ORDERS holds the operations that do not answer, one word each; "all" is all of them. It has no files
without a name (O_TMPFILE).
"""

import os
import sys
import time

try:
    from fuse import FUSE, FuseOSError, Operations
except ImportError:
    from fusepy import FUSE, FuseOSError, Operations

FOLDER, MOUNT, ORDERS = sys.argv[1:4]


def orders():
    try:
        with open(ORDERS) as file:
            return file.read().split()
    except FileNotFoundError:
        return []


class SlowDisk(Operations):
    def __call__(self, operation, path, *arguments):
        while operation in (words := orders()) or "all" in words:
            time.sleep(0.02)
        try:
            return getattr(self, operation)(FOLDER + path, *arguments)
        except OSError as error:
            raise FuseOSError(error.errno)

    def init(self, path):
        return None

    def destroy(self, path):
        return None

    def getattr(self, path, handle=None):
        facts = os.lstat(path)
        names = ("mode", "size", "uid", "gid", "nlink", "ino", "atime", "mtime", "ctime")
        return {f"st_{name}": getattr(facts, f"st_{name}") for name in names}

    def readdir(self, path, handle):
        return [".", "..", *os.listdir(path)]

    def open(self, path, flags):
        return os.open(path, flags)

    def create(self, path, mode, info=None):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)

    def read(self, path, size, offset, handle):
        return os.pread(handle, size, offset)

    def write(self, path, data, offset, handle):
        return os.pwrite(handle, data, offset)

    def truncate(self, path, length, handle=None):
        os.truncate(path, length)

    def fsync(self, path, datasync, handle):
        os.fsync(handle)

    def fsyncdir(self, path, datasync, handle):
        return 0

    def release(self, path, handle):
        os.close(handle)

    def rename(self, old, new):
        os.rename(old, FOLDER + new)

    # FUSE hands over the new name first.
    def link(self, new, old):
        os.link(FOLDER + old, new)

    def unlink(self, path):
        os.unlink(path)

    def mkdir(self, path, mode):
        os.mkdir(path, mode)

    def rmdir(self, path):
        os.rmdir(path)

    def chmod(self, path, mode):
        os.chmod(path, mode)

    def chown(self, path, user, group):
        os.chown(path, user, group)

    def utimens(self, path, times=None):
        os.utime(path, times)

    def statfs(self, path):
        facts = os.statvfs(path)
        names = ("bsize", "frsize", "blocks", "bfree", "bavail", "files", "ffree", "namemax")
        return {f"f_{name}": getattr(facts, f"f_{name}") for name in names}


FUSE(SlowDisk(), MOUNT, foreground=True)
