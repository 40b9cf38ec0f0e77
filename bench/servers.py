"""The two servers that are compared, and redis-benchmark against one of them."""

import os
import pathlib
import resource
import signal
import socket
import statistics
import subprocess
import sys
import time

TICK = os.sysconf("SC_CLK_TCK")
POLICIES = {
    "none": ["--appendonly", "no"],
    "everysec": ["--appendonly", "yes", "--appendfsync", "everysec"],
    "always": ["--appendonly", "yes", "--appendfsync", "always"],
}


class Server:
    """One server process on a port and a data directory of its own."""

    def __init__(self, name, command, directory, policy):
        self.name, self.command, self.directory, self.policy = name, command, directory, policy
        self.port = free_port()
        self.process = None

    def options(self):
        return ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.directory), "--save", ""] + POLICIES[self.policy]

    def start(self):
        started = time.monotonic()
        self.process = subprocess.Popen(self.command + self.options(), stdout=subprocess.DEVNULL)
        while True:
            if self.process.poll() is not None:
                sys.exit(f"{self.name} ended with {self.process.returncode}")
            try:
                if ask(self.port, b"PING\r\n").startswith(b"+PONG") and not ask(self.port, b"DBSIZE\r\n").startswith(b"-LOADING"):
                    return time.monotonic() - started
            except OSError:
                pass
            time.sleep(0.005)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident_bytes(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("no VmRSS")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(4096)


def benchmark(server, test, pipeline, clients, size, count, keys=100000):
    """Runs redis-benchmark once, with a test of its own by name or a command as a list of words; returns operations per second, p99 in
    milliseconds, the server's CPU microseconds per operation, and redis-benchmark's own. It is one thread: when its microseconds add up to a second in
    a second, it and not the server is what is measured."""
    what = ["-t", test.lower()] if isinstance(test, str) else test
    before, client_before = server.cpu_seconds(), children_seconds()
    output = subprocess.run(
        ["redis-benchmark", "-h", "127.0.0.1", "-p", str(server.port), "-P", str(pipeline), "-c", str(clients),
         "-d", str(size), "-n", str(count), "-r", str(keys), "--csv"] + what, capture_output=True, text=True, check=True).stdout
    used, client_used = server.cpu_seconds() - before, children_seconds() - client_before
    row = [field.strip('"') for field in output.strip().splitlines()[-1].split(",")]
    numbers = row[-7:]
    return float(numbers[0]), float(numbers[5]), used / count * 1e6, client_used / count * 1e6


def compare(servers, test, pipeline, clients, size, rounds, seconds, keys=100000, least=5000, prepare=lambda server, count: None):
    """Interleaved rounds of one case, of at least so many operations, each prepared first; returns medians by server."""
    results = {server.name: [] for server in servers}
    counts = {}
    for server in servers:
        prepare(server, 0)
        probe = benchmark(server, test, pipeline, clients, size, least * (2 if clients > 1 else 1) * pipeline // 5, keys)[0]
        counts[server.name] = max(least, int(probe * seconds))
    count = min(counts.values())
    for _ in range(rounds):
        for server in servers:
            prepare(server, count)
            results[server.name].append(benchmark(server, test, pipeline, clients, size, count, keys))
    return {name: tuple(statistics.median(run[i] for run in runs) for i in range(4)) for name, runs in results.items()}


def start_both(binary, directory, policy):
    servers = []
    for name, command in (("redis", ["redis-server"]), ("actorkv", [str(binary)])):
        data = pathlib.Path(directory) / name
        data.mkdir()
        servers.append(Server(name, command, data, policy))
        servers[-1].start()
    return servers


def children_seconds():
    """CPU seconds of all child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def client_busy(medians):
    """The share of its one thread's time that redis-benchmark was busy."""
    return medians[0] * medians[3] / 1e6


def ratio(a, b):
    return a / b if b else float("nan")
