#!/bin/sh
# build.sh OUT
cc -O2 -Wall -Wextra -o "$1" "$(dirname "$0")/wsload.c" -lpthread
