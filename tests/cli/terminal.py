"""Runs a program at a terminal of its own, whose keys come from standard input."""

import os
import pty
import sys
import termios
import time

terminal = None


def read_screen(descriptor):
    global terminal
    terminal = descriptor
    return os.read(descriptor, 1024)


def read_keys(descriptor):
    keys = os.read(descriptor, 1024)
    # A question is shown just before the program takes the keys one by one. A Ctrl+D that is pressed in
    # between has ended a line by then, and is none any more.
    while keys == b"\x04" and termios.tcgetattr(terminal)[3] & termios.ICANON:
        time.sleep(0.001)
    return keys


ended = pty.spawn(sys.argv[1:], read_screen, read_keys)
sys.exit(os.waitstatus_to_exitcode(ended) % 256)
