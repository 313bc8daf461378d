#!/bin/sh
# run.sh CC [SEED...]: arguments and results between gcc's code and cc's.
cc=$1
[ -n "$cc" ] || { echo "usage: run.sh CC [SEED...]" >&2; exit 2; }
case $cc in
*/*) cc=$(cd "$(dirname "$cc")" && pwd)/$(basename "$cc") ;;
esac
shift
[ $# -gt 0 ] || set -- $(seq 1 25)
exec python3 "$(dirname "$0")/abi.py" "$cc" "$@"
