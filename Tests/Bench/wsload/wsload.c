/* wsload: WebSocket fan-out load generator (raw sockets, epoll, threads). Loopback use.
 * cc -O2 -Wall -o wsload wsload.c -lpthread
 *
 *  -u URL     subscribe URL ws://host:port/path (%i = connection number)
 *  -n N       subscribers (1000)          -T N  receiving threads (1)
 *  -s TEXT    text frame sent after the handshake (repeatable; %i = connection number)
 *  -p URL     publisher: http://... (one POST a message, keep-alive) or ws://... (one frame a message);
 *             absent: no publishing (idle connections only)
 *  -P N       publishers sharing the rate (1)
 *  -q TEXT    text frame a ws publisher sends after its handshake (repeatable)
 *  -m TEXT    message template: %t = send time (ns), %n = sequence, %f = filler up to -b bytes.
 *             It must contain @T%t@ (receivers find the time by that). Default {"t":"@T%t@","n":%n,"x":"%f"}
 *  -b BYTES   size of the message (150)   -r RATE  messages/s in all (10)   -d SEC (10, at most 60)
 *  -H HEADER  further handshake/POST header (repeatable)      -C N  handshakes in flight (64)
 *  -k PIDS    comma-separated server pids: RSS/PSS before and after, CPU in the run
 *  -w SEC     settle time after connecting (1)
 *  -c FILE   one Cookie header's value a line; connection i sends line i, over and over
 *  -A         each line's connections come from an address of their own, 127.8.0.1 and so on
 *  -o HOST    Host/Origin override (default host:port of the URL)
 * Prints one JSON line. Frames without @T..@ are counted as "other". Pings are answered. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
typedef struct { char host[128], path[512]; int port, ws; } url_t;
typedef struct { int fd, st, id; char *b; size_t n, cap; } conn;   /* st 0 closed 1 connecting 2 handshake 3 open */
#define HB 4096
typedef struct { int ep, first, count; uint64_t h[HB], delivered, bytes, other, maxus; int closed; uint64_t per_min; } thr;
static url_t su, pu; static int N = 1000, T = 1, P = 1, dur = 10, inflight = 64, settle = 1, havep; static double rate = 10; static size_t msz = 150;
static const char *subs[16], *pubs[16], *hdrs[16], *tmpl = "{\"t\":\"@T%t@\",\"n\":%n,\"x\":\"%f\"}", *ohost; static int ns, np, nh;
static conn *C; static thr *TH; static atomic_int opened, failed, stop_, go_; static atomic_ullong published, pubfail, publagmax, winstart, winend;
static int pids[512], npid;
static uint64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
static void die(const char *s) { fprintf(stderr, "wsload: %s\n", s); exit(1); }
static void parse(const char *s, url_t *u) {
  const char *p = strstr(s, "://"); if (!p) die("bad URL"); u->ws = !strncmp(s, "ws", 2); p += 3;
  const char *c = strpbrk(p, ":/"); size_t l = c ? (size_t)(c - p) : strlen(p); if (l > 127) die("host"); memcpy(u->host, p, l); u->host[l] = 0; u->port = 80;
  if (c && *c == ':') { u->port = atoi(c + 1); c = strchr(c, '/'); }
  snprintf(u->path, sizeof u->path, "%s", c && *c == '/' ? c : "/"); }
static char cookies[1024][256]; static int ncookies;
static void readcookies(const char *name) {
  FILE *f = fopen(name, "r"); if (!f) die("cookies");
  while (ncookies < 1024 && fgets(cookies[ncookies], 256, f)) { cookies[ncookies][strcspn(cookies[ncookies], "\n")] = 0; ncookies++; }
  fclose(f); }
static void expand(char *o, size_t cap, const char *t, int i) { size_t n = 0; for (; *t && n + 16 < cap; t++) if (t[0] == '%' && t[1] == 'i') { n += sprintf(o + n, "%d", i); t++; } else o[n++] = *t; o[n] = 0; }
static size_t frame(char *o, int op, const char *p, size_t l) {
  size_t n = 0; o[n++] = 0x80 | op; if (l < 126) o[n++] = 0x80 | l; else if (l < 65536) { o[n++] = 0x80 | 126; o[n++] = l >> 8; o[n++] = l; } else die("message too long");
  uint32_t m = rand(); memcpy(o + n, &m, 4); char *k = o + n; n += 4; for (size_t i = 0; i < l; i++) o[n + i] = p[i] ^ k[i & 3]; return n + l; }
static int shake(char *o, size_t cap, url_t *u, int id) {
  char path[600]; expand(path, sizeof path, u->path, id); char hp[160]; snprintf(hp, 160, "%s:%d", u->host, u->port);
  int n = snprintf(o, cap, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: http://%s\r\n", path, ohost ? ohost : hp, ohost ? ohost : hp);
  for (int i = 0; i < nh; i++) { char h[1024]; expand(h, sizeof h, hdrs[i], id); n += snprintf(o + n, cap - n, "%s\r\n", h); }
  if (ncookies) n += snprintf(o + n, cap - n, "Cookie: %s\r\n", cookies[id % ncookies]);
  return n + snprintf(o + n, cap - n, "\r\n"); }
static int apart;
static int tcp(url_t *u, int nb, int id) {
  int f = socket(AF_INET, SOCK_STREAM | (nb ? SOCK_NONBLOCK : 0), 0), one = 1; struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(u->port)};
  if (f < 0 || inet_pton(AF_INET, strcmp(u->host, "localhost") ? u->host : "127.0.0.1", &a.sin_addr) != 1) die("socket/host (use an IPv4 address)");
  setsockopt(f, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (apart) { struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f080001 + id % (ncookies ? ncookies : 250))}; if (bind(f, (void *)&from, sizeof from)) die("-A needs addresses of the loopback network"); }
  if (connect(f, (void *)&a, sizeof a) && errno != EINPROGRESS) { close(f); return -1; } return f; }
static void mark(thr *t, const char *p, size_t l) {
  const char *e = p + l, *q = memmem(p, l, "@T", 2); if (!q) { t->other++; return; }
  uint64_t v = 0; for (q += 2; q < e && *q >= '0' && *q <= '9'; q++) v = v * 10 + (*q - '0');
  if (q >= e || *q != '@') { t->other++; return; }
  uint64_t us = (now() - v) / 1000; if (us > t->maxus) t->maxus = us; /* buckets: 1/32 of a power of two */
  int b; if (us < 64) b = us; else { int s = 63 - __builtin_clzll(us) - 5; b = 64 + (s - 1) * 32 + ((us >> s) - 32); } if (b >= HB) b = HB - 1;
  t->h[b]++; t->delivered++; }
static uint64_t bval(int b) { if (b < 64) return b; int s = (b - 64) / 32 + 1; return ((uint64_t)((b - 64) % 32 + 32)) << s; }
static void drop(conn *c, thr *t) { if (c->st == 3) t->closed++; else atomic_fetch_add(&failed, 1); close(c->fd); c->st = 0; free(c->b); c->b = 0; c->n = c->cap = 0; }
static size_t eat(conn *c, thr *t, char *p, size_t l) { /* -> bytes consumed, (size_t)-1 closed */
  size_t o = 0;
  if (c->st == 2) { char *e = memmem(p, l, "\r\n\r\n", 4); if (!e) return 0;
    if (l < 12 || memcmp(p + 9, "101", 3)) { static atomic_int once; if (!atomic_exchange(&once, 1)) fprintf(stderr, "handshake refused: %.*s\n", (int)(l > 200 ? 200 : l), p); return -1; }
    o = e + 4 - p; c->st = 3; atomic_fetch_add(&opened, 1);
    for (int i = 0; i < ns; i++) { char m[8192], f[8300]; expand(m, sizeof m, subs[i], c->id); size_t n = frame(f, 1, m, strlen(m)); if (write(c->fd, f, n) != (ssize_t)n) return -1; } }
  while (l - o >= 2) { unsigned char *q = (unsigned char *)p + o; size_t n = q[1] & 127, h = 2;
    if (n == 126) { if (l - o < 4) break; n = q[2] << 8 | q[3]; h = 4; } else if (n == 127) { if (l - o < 10) break; n = 0; for (int i = 2; i < 10; i++) n = n << 8 | q[i]; h = 10; }
    if (q[1] & 128) return -1;
    if (l - o < h + n) break;
    int op = q[0] & 15; t->bytes += h + n;
    if (op == 8) return -1; else if (op == 9) { char f[256]; size_t k = frame(f, 10, (char *)q + h, n > 125 ? 125 : n); if (write(c->fd, f, k) < 0) return -1; }
    else if (op != 10) mark(t, (char *)q + h, n);
    o += h + n; }
  return o; }
static void readable(conn *c, thr *t) {
  static __thread char buf[262144];
  size_t have = c->n; if (have) { memcpy(buf, c->b, have); }
  ssize_t r = recv(c->fd, buf + have, sizeof buf - have, 0);
  if (r <= 0) { if (r < 0 && (errno == EAGAIN || errno == EINTR)) return; drop(c, t); return; }
  size_t l = have + r, o = eat(c, t, buf, l); if (o == (size_t)-1) { drop(c, t); return; }
  c->n = l - o; if (c->n) { if (c->n > c->cap) { c->cap = c->n + 256; c->b = realloc(c->b, c->cap); } memcpy(c->b, buf + o, c->n); } else if (c->b) { free(c->b); c->b = 0; c->cap = 0; } }
static void *recvr(void *x) {
  thr *t = x; t->ep = epoll_create1(0); struct epoll_event ev[256]; int next = t->first, end = t->first + t->count, lim = inflight / T ? inflight / T : 1;
  uint64_t last = now();
  while (!stop_) {
    int fl = 0; if (next < end) { for (int i = t->first; i < next; i++) fl += C[i].st == 1 || C[i].st == 2; }
    while (next < end && fl < lim) { conn *c = &C[next]; c->id = next++; c->fd = tcp(&su, 1, c->id); if (c->fd < 0) { failed++; continue; } c->st = 1; fl++;
      struct epoll_event e = {.events = EPOLLOUT | EPOLLIN, .data.ptr = c}; epoll_ctl(t->ep, EPOLL_CTL_ADD, c->fd, &e); }
    int k = epoll_wait(t->ep, ev, 256, 50);
    for (int i = 0; i < k; i++) { conn *c = ev[i].data.ptr; if (!c->st) continue;
      if (c->st == 1 && (ev[i].events & (EPOLLOUT | EPOLLERR | EPOLLHUP))) { int er = 0; socklen_t sl = sizeof er; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &er, &sl); char m[4096]; int n = er ? 0 : shake(m, sizeof m, &su, c->id);
        if (er || write(c->fd, m, n) != n) { drop(c, t); continue; } c->st = 2; struct epoll_event e = {.events = EPOLLIN, .data.ptr = c}; epoll_ctl(t->ep, EPOLL_CTL_MOD, c->fd, &e); }
      else if (c->st && (ev[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) readable(c, t); }
    (void)last; }
  return 0; }
static size_t build(char *o, size_t cap, unsigned long long seq) {
  size_t base = 0; for (int pass = 0; pass < 2; pass++) { size_t n = 0; for (const char *t = tmpl; *t && n + 64 < cap; t++) {
      if (t[0] == '%' && t[1] == 't') { n += sprintf(o + n, "%llu", (unsigned long long)now()); t++; }
      else if (t[0] == '%' && t[1] == 'n') { n += sprintf(o + n, "%llu", seq); t++; }
      else if (t[0] == '%' && t[1] == 'f') { if (pass) for (size_t i = base; i < msz && n + 64 < cap; i++) o[n++] = 'x'; t++; }
      else o[n++] = *t; } o[n] = 0; if (!pass) base = n; else return n; } return 0; }
static int rdresp(int f, char *b, size_t cap) { size_t n = 0; for (;;) { ssize_t r = recv(f, b + n, cap - 1 - n, 0); if (r <= 0) return -1; n += r; b[n] = 0; char *e = strstr(b, "\r\n\r\n"); if (!e) continue; e += 4;
    char *cl = strcasestr(b, "\r\ncontent-length:"); int code = atoi(b + 9);
    if (cl && cl < e) { size_t want = atol(cl + 17); while ((size_t)(b + n - e) < want) { r = recv(f, b + n, cap - 1 - n, 0); if (r <= 0) return -1; n += r; } return code; }
    if (strcasestr(b, "chunked")) { while (!memmem(e, b + n - e, "0\r\n\r\n", 5)) { r = recv(f, b + n, cap - 1 - n, 0); if (r <= 0) return -1; n += r; } } return code; } }
static void *pub(void *x) {
  long id = (long)x; char b[70000], m[66000], f[66100]; int fd = tcp(&pu, 0, N + id); if (fd < 0) die("publisher connect");
  if (pu.ws) { int n = shake(b, sizeof b, &pu, N + id); if (write(fd, b, n) != n) die("publisher write"); size_t g = 0; while (!(g && memmem(b, g, "\r\n\r\n", 4))) { ssize_t r = recv(fd, b + g, sizeof b - g, 0); if (r <= 0) die("publisher handshake"); g += r; }
    if (memcmp(b + 9, "101", 3)) die("publisher handshake refused");
    for (int i = 0; i < np; i++) { expand(m, sizeof m, pubs[i], N + id); size_t k = frame(f, 1, m, strlen(m)); if (write(fd, f, k) < 0) die("publisher write"); } }
  while (!go_) usleep(1000);
  double r = rate / P; uint64_t t0 = winstart + (uint64_t)(1e9 / rate * id), end = winstart + dur * 1000000000ull;
  for (unsigned long long k = 0;; k++) { uint64_t due = t0 + (uint64_t)(k * 1e9 / r); if (due >= end) break; uint64_t n0 = now();
    if (n0 < due) { struct timespec ts = {(due - n0) / 1000000000ull, (due - n0) % 1000000000ull}; nanosleep(&ts, 0); } n0 = now(); if (n0 >= end + 2000000000ull) break; if (n0 > due && n0 - due > publagmax) publagmax = n0 - due;
    size_t l = build(m, sizeof m, k * P + id);
    if (pu.ws) { while (recv(fd, b, sizeof b, MSG_DONTWAIT) > 0) ; size_t n = frame(f, 1, m, l); if (write(fd, f, n) != (ssize_t)n) { pubfail++; break; } published++; }
    else { int n = snprintf(b, sizeof b, "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n", pu.path, pu.host, pu.port, l); for (int i = 0; i < nh; i++) n += snprintf(b + n, sizeof b - n, "%s\r\n", hdrs[i]);
      n += snprintf(b + n, sizeof b - n, "\r\n%s", m); if (write(fd, b, n) != n) { pubfail++; break; } int c = rdresp(fd, f, sizeof f); if (c < 200 || c > 299) pubfail++; else published++; if (c < 0) { close(fd); fd = tcp(&pu, 0, N + id); if (fd < 0) break; } } }
  close(fd); return 0; }
static void memsum(long *rss, long *pss, double *cpu) { *rss = *pss = 0; *cpu = 0; for (int i = 0; i < npid; i++) { char p[64], l[1024]; snprintf(p, 64, "/proc/%d/smaps_rollup", pids[i]); FILE *f = fopen(p, "r"); long v; if (f) { while (fgets(l, sizeof l, f)) { if (sscanf(l, "Rss: %ld", &v) == 1) *rss += v; if (sscanf(l, "Pss: %ld", &v) == 1) *pss += v; } fclose(f); }
    snprintf(p, 64, "/proc/%d/stat", pids[i]); f = fopen(p, "r"); if (f) { if (fgets(l, sizeof l, f)) { char *e = strrchr(l, ')'); unsigned long u, s; if (e && sscanf(e + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &s) == 2) *cpu += (double)(u + s) / sysconf(_SC_CLK_TCK); } fclose(f); } } }
int main(int ac, char **av) {
  int o; int haveu = 0; while ((o = getopt(ac, av, "u:n:T:s:p:P:q:m:b:r:d:H:C:k:w:o:c:A")) != -1) switch (o) {
    case 'u': parse(optarg, &su); haveu = 1; break; case 'n': N = atoi(optarg); break; case 'A': apart = 1; break; case 'T': T = atoi(optarg); break; case 's': if (ns < 16) subs[ns++] = optarg; break;
    case 'p': parse(optarg, &pu); havep = 1; break; case 'P': P = atoi(optarg); break; case 'q': if (np < 16) pubs[np++] = optarg; break; case 'm': tmpl = optarg; break; case 'b': msz = atol(optarg); break;
    case 'r': rate = atof(optarg); break; case 'd': dur = atoi(optarg); break; case 'H': if (nh < 16) hdrs[nh++] = optarg; break; case 'C': inflight = atoi(optarg); break; case 'w': settle = atoi(optarg); break; case 'o': ohost = optarg; break; case 'c': readcookies(optarg); break;
    case 'k': for (char *p = strtok(optarg, ", "); p && npid < 512; p = strtok(0, ", ")) pids[npid++] = atoi(p); break; default: die("see the head of wsload.c"); }
  if (!haveu || dur > 60 || N < 1 || T < 1 || P < 1) die("-u URL needed; -d <= 60; see the head of wsload.c");
  struct rlimit rl; getrlimit(RLIMIT_NOFILE, &rl); rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl); if (rl.rlim_cur < (rlim_t)N + 64) die("too few file descriptors (ulimit -n)");
  C = calloc(N, sizeof *C); TH = calloc(T, sizeof *TH); long r0, p0, r1, p1, r2, p2; double c0, c1, c2, cx; memsum(&r0, &p0, &cx); pthread_t tid[64], pt[64]; uint64_t tc = now();
  for (int i = 0; i < T && i < 64; i++) { TH[i].first = (long)N * i / T; TH[i].count = (long)N * (i + 1) / T - TH[i].first; pthread_create(&tid[i], 0, recvr, &TH[i]); }
  while (opened + failed < N && now() - tc < 30000000000ull) usleep(2000);
  double cs = (now() - tc) / 1e9; sleep(settle); memsum(&r1, &p1, &c1); struct rusage u1, u2; getrusage(RUSAGE_SELF, &u1);
  for (long i = 0; havep && i < P && i < 64; i++) pthread_create(&pt[i], 0, pub, (void *)i);
  usleep(300000); uint64_t pre = 0, d1 = 0; for (int i = 0; i < T; i++) pre += TH[i].other; winstart = now(); go_ = 1;
  if (havep) for (int i = 0; i < P; i++) pthread_join(pt[i], 0); else sleep(dur);
  uint64_t te = now(); memsum(&r2, &p2, &c2); getrusage(RUSAGE_SELF, &u2);
  double el = (te - winstart) / 1e9; for (int i = 0; i < T; i++) d1 += TH[i].delivered; usleep(1000000); stop_ = 1; for (int i = 0; i < T; i++) pthread_join(tid[i], 0);
  uint64_t H[HB] = {0}, tot = 0, other = 0, mx = 0, by = 0; int cl = 0; for (int i = 0; i < T; i++) { for (int j = 0; j < HB; j++) H[j] += TH[i].h[j]; tot += TH[i].delivered; other += TH[i].other; cl += TH[i].closed; by += TH[i].bytes; if (TH[i].maxus > mx) mx = TH[i].maxus; }
  double qs[4] = {.5, .9, .99, .999}; uint64_t q[4] = {0}; for (int k = 0; k < 4; k++) { uint64_t a = 0, want = (uint64_t)(qs[k] * tot); for (int j = 0; j < HB; j++) { a += H[j]; if (a > want) { q[k] = bval(j); break; } } }
#define TV(x) ((x).tv_sec + (x).tv_usec / 1e6)
  double cc = TV(u2.ru_utime) + TV(u2.ru_stime) - TV(u1.ru_utime) - TV(u1.ru_stime);
  printf("{\"subscribers\":%d,\"failed\":%d,\"closed\":%d,\"connect_s\":%.2f,\"rate\":%g,\"bytes\":%zu,\"seconds\":%.2f,\"published\":%llu,\"pub_failed\":%llu,\"pub_lag_max_ms\":%.1f,\"expected\":%llu,\"delivered\":%llu,\"delivered_in_time\":%llu,\"delivered_per_s\":%.0f,\"p50_us\":%llu,\"p90_us\":%llu,\"p99_us\":%llu,\"p999_us\":%llu,\"max_us\":%llu,\"other\":%llu,\"client_cpu\":%.2f,\"server_cpu\":%.2f,\"rss_kb\":[%ld,%ld,%ld],\"pss_kb\":[%ld,%ld,%ld],\"rss_per_conn_kb\":%.2f,\"pss_per_conn_kb\":%.2f}\n",
    (int)opened, (int)failed, cl, cs, rate, msz, el, (unsigned long long)published, (unsigned long long)pubfail, publagmax / 1e6, (unsigned long long)published * opened, (unsigned long long)tot, (unsigned long long)d1, d1 / el, (unsigned long long)q[0], (unsigned long long)q[1], (unsigned long long)q[2], (unsigned long long)q[3], (unsigned long long)mx, (unsigned long long)(other - pre), cc / el, npid ? (c2 - c1) / el : 0.0, r0, r1, r2, p0, p1, p2, opened ? (r1 - r0) / (double)opened : 0, opened ? (p1 - p0) / (double)opened : 0);
  (void)c0; (void)winend; return 0; }
