/* Preloaded into a program that saves: writes down, in order, everything that it asks the disk to do below one folder, and
   each acknowledgement that it prints. The replayer (replay.rs) cuts the power at any point of that list. Tests only.

   STET_RECORD_DIR  the folder     STET_RECORD_LOG  where the list goes
   STET_FAULT_AT    which call that changes a file there fails (1 is the first), STET_FAULT_ERRNO how, STET_FAULT_EVER: all after it, too
   A line of the list: kind (1 byte), length of the name (4), name, offset (8), length of the data (8), data; little endian.
   kinds: C created, W written, T truncated, F synced (name "." is the folder), R renamed (data: new name), U unlinked, A acknowledged */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FDS 4096
static char *names[FDS];
static const char *dir;
static size_t dir_len;
static int list = -1;
static long fault_at, calls;
static int fault_errno, fault_ever;
static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
  dir = getenv("STET_RECORD_DIR");
  const char *to = getenv("STET_RECORD_LOG");
  if (getenv("STET_FAULT_AT") && getenv("STET_FAULT_ERRNO")) {
    fault_at = atol(getenv("STET_FAULT_AT"));
    fault_errno = atoi(getenv("STET_FAULT_ERRNO"));
    fault_ever = getenv("STET_FAULT_EVER") != NULL;
  }
  if (dir && to) {
    dir_len = strlen(dir);
    list = REAL(open)(to, O_CREAT | O_WRONLY | O_APPEND, 0600);
  }
}

static const char *below(const char *path) {
  if (list < 0 || !path || strncmp(path, dir, dir_len) != 0) return NULL;
  if (path[dir_len] == 0) return ".";
  return path[dir_len] == '/' ? path + dir_len + 1 : NULL;
}

static void put(const void *bytes, size_t n) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = REAL(write);
  const char *at = bytes;
  while (n > 0) {
    ssize_t done = real(list, at, n);
    if (done <= 0) abort();
    at += done;
    n -= (size_t)done;
  }
}

static void note(char kind, const char *name, uint64_t offset, const void *data, uint64_t len) {
  uint32_t name_len = (uint32_t)strlen(name);
  put(&kind, 1);
  put(&name_len, 4);
  put(name, name_len);
  put(&offset, 8);
  put(&len, 8);
  put(data, (size_t)len);
}

static int opened(const char *path, int flags, int fd, int was_there) {
  const char *name = below(path);
  if (fd >= 0 && fd < FDS && name) {
    free(names[fd]);
    names[fd] = strdup(name);
    if ((flags & O_CREAT) && !was_there) note('C', name, 0, "", 0);
    else if (flags & O_TRUNC) note('T', name, 0, "", 0);
  }
  return fd;
}

#define OPEN(call)                                                                  \
  int call(const char *path, int flags, ...) {                                      \
    va_list rest;                                                                   \
    va_start(rest, flags);                                                          \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;       \
    va_end(rest);                                                                   \
    pthread_mutex_lock(&turn);                                                      \
    int was_there = access(path, F_OK) == 0;                                        \
    int fd = opened(path, flags, REAL(call)(path, flags, mode), was_there);         \
    int kept = errno;                                                               \
    pthread_mutex_unlock(&turn);                                                    \
    errno = kept;                                                                   \
    return fd;                                                                      \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  pthread_mutex_lock(&turn);
  if (fd >= 0 && fd < FDS && fd != list) {
    free(names[fd]);
    names[fd] = NULL;
  }
  int done = fd == list ? 0 : REAL(close)(fd);
  pthread_mutex_unlock(&turn);
  return done;
}

static const char *of(int fd) { return fd >= 0 && fd < FDS ? names[fd] : NULL; }

/* Does this call fail? Held by `turn`. */
static int fails(int fd) {
  if (!fault_at || !of(fd)) return 0;
  calls += 1;
  return calls == fault_at || (fault_ever && calls > fault_at);
}

#define PWRITE(call, off)                                                           \
  ssize_t call(int fd, const void *bytes, size_t n, off at) {                       \
    pthread_mutex_lock(&turn);                                                      \
    int fault = fails(fd);                                                          \
    ssize_t done = fault ? -1 : REAL(call)(fd, bytes, n, at);                       \
    int kept = fault ? fault_errno : errno;                                         \
    if (done > 0 && of(fd)) note('W', of(fd), (uint64_t)at, bytes, (uint64_t)done); \
    pthread_mutex_unlock(&turn);                                                    \
    errno = kept;                                                                   \
    return done;                                                                    \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t n) {
  pthread_mutex_lock(&turn);
  off_t at = of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = REAL(write)(fd, bytes, n);
  int kept = errno;
  if (done > 0 && of(fd)) note('W', of(fd), (uint64_t)at, bytes, (uint64_t)done);
  if (done > 0 && fd == 1 && list >= 0) note('A', "", 0, bytes, (uint64_t)done);
  pthread_mutex_unlock(&turn);
  errno = kept;
  return done;
}

#define TRUNCATE(call, off)                                     \
  int call(int fd, off length) {                                \
    pthread_mutex_lock(&turn);                                  \
    int fault = fails(fd);                                      \
    int done = fault ? -1 : REAL(call)(fd, length);             \
    int kept = fault ? fault_errno : errno;                     \
    if (done == 0 && of(fd)) note('T', of(fd), (uint64_t)length, "", 0); \
    pthread_mutex_unlock(&turn);                                \
    errno = kept;                                               \
    return done;                                                \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

/* Nothing is really synced: the list says what would have been. */
#define SYNC(call)                                              \
  int call(int fd) {                                            \
    pthread_mutex_lock(&turn);                                  \
    int ours = of(fd) != NULL;                                  \
    int fault = fails(fd);                                      \
    if (ours && !fault) note('F', of(fd), 0, "", 0);            \
    pthread_mutex_unlock(&turn);                                \
    if (fault) errno = fault_errno;                             \
    return fault ? -1 : ours ? 0 : REAL(call)(fd);              \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  pthread_mutex_lock(&turn);
  int done = REAL(unlink)(path);
  int kept = errno;
  if (done == 0 && below(path)) note('U', below(path), 0, "", 0);
  pthread_mutex_unlock(&turn);
  errno = kept;
  return done;
}

int rename(const char *from, const char *to) {
  pthread_mutex_lock(&turn);
  int done = REAL(rename)(from, to);
  int kept = errno;
  if (done == 0 && below(from) && below(to)) note('R', below(from), 0, below(to), strlen(below(to)));
  pthread_mutex_unlock(&turn);
  errno = kept;
  return done;
}
