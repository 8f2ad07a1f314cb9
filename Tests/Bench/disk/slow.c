// A slow disk for one program (LD_PRELOAD): a sync takes SLOW_BASE µs, and SLOW_PAGE µs for each page that was
// written to the file since the last one.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILES = 1024 };
static long pages[FILES];

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  ssize_t (*original)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  ssize_t written = original(file, bytes, count, place);
  if (written > 0 && file < FILES) __atomic_add_fetch(&pages[file], (written + 4095) / 4096, __ATOMIC_RELAXED);
  return written;
}

static long microseconds(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

int fdatasync(int file) {
  int (*original)(int) = dlsym(RTLD_NEXT, "fdatasync");
  long waiting = file < FILES ? __atomic_exchange_n(&pages[file], 0, __ATOMIC_RELAXED) : 0;
  usleep(microseconds("SLOW_BASE") + waiting * microseconds("SLOW_PAGE"));
  return original(file);
}
