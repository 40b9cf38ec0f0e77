#!/usr/bin/env python3
"""From the start of a process to its first answer: executables of actorkv beside redis-server, empty and with a million keys in the log.

    python3 bench/starts.py src/ActorKv.Server/bin/Release/net10.0/actorkv /tmp/single/actorkv

Interleaved rounds, medians. CPU seconds are what the kernel accounts to the process up to that answer; they hardly feel what else the machine does.
"""

import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from servers import Server

KEYS, ROUNDS = 1_000_000, 5


def fill(server, keys):
    server.start()
    load = subprocess.Popen(["redis-cli", "-p", str(server.port), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    for start in range(0, keys, 1000):
        load.stdin.write(b"".join(b"*3\r\n$3\r\nSET\r\n$16\r\nkey:%012d\r\n$32\r\n%032d\r\n" % (i, i) for i in range(start, start + 1000)))
    load.stdin.close()
    load.wait()
    server.stop()


def measure(server):
    seconds = server.start()
    figures = seconds, server.cpu_seconds(), server.resident_bytes() / 2**20
    server.stop()
    return figures


def main():
    commands = {path: [path] for path in sys.argv[1:]} | {"redis-server": ["redis-server"]}
    with tempfile.TemporaryDirectory() as root:
        for keys in (0, KEYS):
            servers = []
            for number, (name, command) in enumerate(commands.items()):
                directory = pathlib.Path(root, f"{keys}-{number}")
                if number > 0 and name != "redis-server":
                    shutil.copytree(servers[0].directory, directory)
                else:
                    directory.mkdir()
                servers.append(Server(name, command, directory, "everysec"))
                if number == 0 or name == "redis-server":
                    fill(servers[-1], keys)
            results = {server.name: [] for server in servers}
            for _ in range(ROUNDS):
                for server in servers:
                    results[server.name].append(measure(server))
            for name, figures in results.items():
                ready, cpu, resident = (statistics.median(column) for column in zip(*figures))
                print(f"{keys:8} keys  {ready:6.2f} s to ready  {cpu:5.2f} s CPU  {resident:4.0f} MiB  {name}", flush=True)


if __name__ == "__main__":
    main()
