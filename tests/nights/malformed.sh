#!/bin/sh
# A short form of make malformed: a few files with each kind of defect.
FILES=60 exec sh tests/malformed/run.sh
