#!/bin/sh
# The deliver that hands batches over once more, killed like any other.
AGAIN=yes
export AGAIN
exec sh tests/cli/handover_killed.sh
