# The seed's road needs no make: ./bootstrap. This is the other road, with the
# host's compilers: the engine for daily work, and the proofs.
.PHONY: all audit ddc depcheck check clean

all: mote

-include engine/Makefile.inc

audit:
	tools/audit

ddc:
	tools/ddc

depcheck:
	tools/depcheck

check:
	./check

clean:
	rm -rf out
