"""Both programs behind one nginx: the same parameters, the same number of workers, no cache."""
import contextlib, os, pathlib, re, socket, subprocess, time, urllib.request
import community

HERE = pathlib.Path(__file__).resolve().parent

NGINX = """
worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log error; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}/t1; fastcgi_temp_path {folder}/t2; proxy_temp_path {folder}/t3;
  scgi_temp_path {folder}/t4; uwsgi_temp_path {folder}/t5;
  fastcgi_buffers 16 8k; fastcgi_buffer_size 8k; fastcgi_next_upstream off;
  {parameters}
  server {{ listen 127.0.0.1:{ours}; location / {{ fastcgi_pass unix:{folder}/ours.sock; }} }}
  server {{ listen 127.0.0.1:{limit}; location / {{ fastcgi_pass unix:{folder}/limit.sock; }} }}
}}
"""

PARAMETERS = {
    "QUERY_STRING": "$query_string", "REQUEST_METHOD": "$request_method", "CONTENT_TYPE": "$content_type",
    "CONTENT_LENGTH": "$content_length", "DOCUMENT_URI": "$document_uri", "REQUEST_URI": "$request_uri",
    "REMOTE_ADDR": "$remote_addr", "SERVER_NAME": "$server_name", "HTTPS": "$https if_not_empty",
}


class Site:
    def __init__(self, o, folder):
        self.o, self.folder = o, folder
        self.ports = [free_port(), free_port()]
        self.ours, self.limit = (f"http://127.0.0.1:{port}" for port in self.ports)
        self.processes = []
        self.environment = community.environment(folder) | {"ROWHOUSE_BASE_URL": self.ours}
        self.socket = listen(folder / "ours.sock")

    def start(self):
        (self.folder / "run").mkdir(exist_ok=True)
        self.workers = [self.worker() for _ in range(self.o.workers)]
        # It owns the checkpoints; without it the log only grows.
        self.processes.append(subprocess.Popen([f"{self.o.bin}/rowhouse-jobs"], env=self.environment))
        self.nginx()
        wait_for(self.ours + "/robots.txt")
        self.start_limit()

    def worker(self, **more):
        process = subprocess.Popen([f"{self.o.bin}/rowhouse-web"], stdin=self.socket,
                                   env=self.environment | more)
        self.processes.append(process)
        return process

    def start_limit(self):
        program = self.folder / "fcgi_limit"
        subprocess.run(["cc", "-O2", "-o", program, HERE / "limit/fcgi_limit.c", "-lfcgi", "-lsqlite3", "-lpthread"],
                       check=True)
        head, tail = self.shell()
        listener = listen(self.folder / "limit.sock")
        environment = {"DB": str(self.folder / "limit.db"), "THREADS": "1", "HEAD": str(head), "TAIL": str(tail)}
        for _ in range(self.o.workers):
            self.processes.append(subprocess.Popen([program], stdin=listener, env=environment))
        wait_for(self.limit + "/hello")

    def shell(self):
        """Our page's bytes before the first post and after the last, so that pages of equal size are compared."""
        page = urllib.request.urlopen(self.ours + "/forums/thread/77").read()
        first, last = page.index(b"<article"), page.rindex(b"</article>") + len(b"</article>")
        head, tail = self.folder / "head", self.folder / "tail"
        head.write_bytes(page[:first])
        tail.write_bytes(page[last:])
        return head, tail

    def nginx(self):
        parameters = " ".join(f"fastcgi_param {name} {value};" for name, value in PARAMETERS.items())
        text = NGINX.format(folder=self.folder, ours=self.ports[0], limit=self.ports[1], parameters=parameters,
                            user="user root;" if os.geteuid() == 0 else "")
        (self.folder / "nginx.conf").write_text(text)
        self.processes.append(subprocess.Popen(
            ["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf", "-g", "daemon off;"],
            env={"PATH": "/usr/sbin:/usr/bin"}))

    def as_served(self):
        """The same workers behind the site's own nginx; its address."""
        folder, port = self.folder / "served", free_port()
        (self.folder / "run/web.sock").symlink_to(self.folder / "ours.sock")
        environment = self.environment | {"ROWHOUSE_LISTEN": str(port)}
        subprocess.run([f"{self.o.bin}/rowhouse", "nginx", folder, "--flavour", "development"], env=environment, check=True)
        self.processes.append(subprocess.Popen(
            ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", self.folder / "served.log"],
            env={"PATH": "/usr/sbin:/usr/bin"}))
        wait_for(f"http://127.0.0.1:{port}/robots.txt")
        return f"http://127.0.0.1:{port}"

    def start_milliseconds(self):
        """From exec to READY=1, the median of nine."""
        return sorted(self.start_once() for _ in range(9))[4]

    def start_once(self):
        path = self.folder / "notify.sock"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(path))
            begin = time.monotonic()
            process = self.worker(NOTIFY_SOCKET=str(path))
            while notify.recv(100) != b"READY=1":
                pass
            taken = (time.monotonic() - begin) * 1000
        process.terminate()
        process.wait()
        self.processes.remove(process)
        return taken

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


@contextlib.contextmanager
def running(o, folder):
    site = Site(o, folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def listen(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(1024)
    return listener


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url):
    for _ in range(2000):
        try:
            return urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"{url} did not answer")
