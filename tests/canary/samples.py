#!/usr/bin/env python3
"""What anybody may read of processes while yifen runs: arguments, and environments as root reads them.

usage: samples.py OUT STOP        until the file STOP is there; each text once.  Its last line: "N samples".
"""
import glob
import os
import sys
import time

seen = set()
looked = 0
with open(sys.argv[1], 'wb') as out:
    while not os.path.exists(sys.argv[2]):
        for path in glob.glob('/proc/[0-9]*/cmdline') + glob.glob('/proc/[0-9]*/environ'):
            try:
                text = open(path, 'rb').read()
            except OSError:
                continue
            looked += 1
            if text not in seen:
                seen.add(text)
                out.write(text + b'\n')
        time.sleep(0.05)
    out.write(b'%d samples\n' % looked)
