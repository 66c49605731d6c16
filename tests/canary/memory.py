#!/usr/bin/env python3
"""Run a command until it would be gone, and write all of its memory that can be read.

usage: memory.py STOP_SO OUT COMMAND...     as root: the program forbids everybody else to look

Its children (a server) run on.  The status is the command's.  Core files are off in it: said in OUT.limits.
"""
import os
import re
import signal
import sys


def regions(pid):
    for line in open(f'/proc/{pid}/maps'):
        begin, end, mode = re.match(r'([0-9a-f]+)-([0-9a-f]+) (\S+)', line).groups()
        if mode[0] == 'r' and '[vvar' not in line and '[vsyscall' not in line:
            yield int(begin, 16), int(end, 16)


def copy_memory(pid, path):
    with open(f'/proc/{pid}/mem', 'rb', buffering=0) as memory, open(path, 'wb') as out:
        for begin, end in regions(pid):
            memory.seek(begin)
            while begin < end:
                try:
                    piece = memory.read(min(end - begin, 1 << 20))
                except OSError:     # what even its owner cannot read
                    break
                if not piece:
                    break
                out.write(piece)
                begin += len(piece)


def main():
    stop, out, *command = sys.argv[1:]
    pid = os.fork()
    if pid == 0:
        os.environ.update(LD_PRELOAD=stop, STOP_AT_EXIT='1')
        os.execvp(command[0], command)
    _, status = os.waitpid(pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        sys.exit('the command did not stop')
    copy_memory(pid, out)
    with open(out + '.limits', 'w') as limits:
        limits.write(open(f'/proc/{pid}/limits').read())
    os.kill(pid, signal.SIGCONT)
    _, status = os.waitpid(pid, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == '__main__':
    main()
