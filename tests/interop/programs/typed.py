"""Runs a program at a terminal of its own and types a password wherever it asks for one.

typed.py PASSWORD-FILE PROGRAM [ARGUMENT ...]
"""

import os
import pty
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        password = file.read().rstrip("\n").encode() + b"\n"
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[2], sys.argv[2:])
    said = b""
    while True:
        try:
            heard = os.read(terminal, 4096)
        except OSError:  # Linux: the other end is closed.
            break
        if not heard:
            break
        said += heard
        if said.rstrip(b" ").lower().endswith((b"password:", b"password")):
            os.write(terminal, password)
            said = b""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.write(said.decode(errors="replace"))
    sys.exit(status != 0)


main()
