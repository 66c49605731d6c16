"""Runs a program, and writes to a descriptor its seconds on the wall, those of
the processor, its peak in KiB and its exit status.

A process of its own, because the kernel counts what a parent had at the start
as the program's own; this one is smaller than anything that is measured.  It
imports nothing but what Python has loaded anyway (python3 -I -S).

usage: peak.py DESCRIPTOR PROGRAM ARGUMENT...
"""
import os
import sys
import time

said, argv = int(sys.argv[1]), sys.argv[2:]
begun = time.perf_counter()
pid = os.posix_spawnp(argv[0], argv, os.environ,
                      file_actions=[(os.POSIX_SPAWN_CLOSE, said)])
_, status, usage = os.wait4(pid, 0)
os.write(said, (f'{time.perf_counter() - begun} '
                f'{usage.ru_utime + usage.ru_stime} {usage.ru_maxrss} '
                f'{os.waitstatus_to_exitcode(status)}').encode())
