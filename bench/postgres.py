#!/usr/bin/env python3
"""One ActorKv node on PostgreSQL beside one on SQLite, like for like.

    python3 bench/postgres.py                     always and everysec, SET and GET, pipelines of 1 and 16, 50 clients
    python3 bench/postgres.py --rounds 9 --seconds 3

Builds ActorKv in Release, starts a PostgreSQL of its own on loopback (as user postgres when run as root; fsync on, all else as it comes), and two nodes
under the same fsync policy: one with its journal in files, one in the database, both on the same disk. redis-benchmark runs on them in turns. What counts
is the ratio of medians; the CPU time of PostgreSQL's processes is told beside the node's. Needs redis-benchmark and PostgreSQL. Stops what it started.
"""

import argparse
import glob
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from servers import TICK, Server, ask, benchmark, free_port, ratio

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Postgres:
    """A PostgreSQL server with an empty cluster in a directory."""

    def __init__(self, directory):
        versions = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
        found = shutil.which("initdb")
        if not versions and not found:
            sys.exit("PostgreSQL is missing")
        self.programs = pathlib.Path(versions[-1]) if versions else pathlib.Path(found).parent
        self.directory = directory
        self.data, self.port = f"{directory}/data", free_port()
        if os.geteuid() == 0:
            shutil.chown(directory, "postgres")
        self.run("initdb", "-D", self.data, "--username=actorkv", "--auth=trust", "--encoding=UTF8", "--locale=C")
        self.run("pg_ctl", "-D", self.data, "-l", f"{directory}/log", "-w", "start", "-o",
                 f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories=")
        self.process_id = int(pathlib.Path(self.data, "postmaster.pid").read_text().splitlines()[0])

    def run(self, program, *arguments):
        become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        subprocess.run(become + [str(self.programs / program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=self.directory)

    def connection(self):
        return f"Host=127.0.0.1;Port={self.port};Username=actorkv;Database=postgres"

    def cpu_seconds(self):
        """Of the server and its children, and of those children that have ended."""
        ticks = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(stat.parent.name) == self.process_id:
                ticks += sum(int(field) for field in fields[11:15])
            elif int(fields[1]) == self.process_id:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")


def measure(server, database, test, pipeline, count):
    before = database.cpu_seconds()
    return *benchmark(server, test, pipeline, 50, 32, count), (database.cpu_seconds() - before) / count * 1e6


def compare(servers, database, test, pipeline, args):
    count = max(5000, int(min(benchmark(server, test, pipeline, 50, 32, 5000 * pipeline)[0] for server in servers) * args.seconds))
    runs = {server.name: [] for server in servers}
    for _ in range(args.rounds):
        for server in servers:
            runs[server.name].append(measure(server, database, test, pipeline, count))
    return {name: [statistics.median(values) for values in zip(*results)] for name, results in runs.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="length of one round of one case")
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    binary = str(ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv")
    print("| fsync | pipeline | command | throughput | p99 | CPU per operation | with PostgreSQL's |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as home:
        database = Postgres(home)
        try:
            for policy in ("always", "everysec"):
                data = pathlib.Path(directory) / policy
                data.mkdir()
                on_postgres = [binary, "--journal", "postgres", "--postgres", database.connection(), "--postgres-schema", policy]
                servers = [Server("sqlite", [binary], data, policy), Server("postgres", on_postgres, data, policy)]
                for server in servers:
                    server.start()
                    for test in ("SET", "GET"):
                        benchmark(server, test, 16, 50, 32, 50000)
                for pipeline in (1, 16):
                    for test in ("SET", "GET"):
                        for server in servers:
                            ask(server.port, b"FLUSHALL\r\n")
                        medians = compare(servers, database, test, pipeline, args)
                        sqlite, postgres = medians["sqlite"], medians["postgres"]
                        print(f"| {policy} | {pipeline} | {test} | {ratio(postgres[0], sqlite[0]):.2f} | {ratio(postgres[1], sqlite[1]):.2f} "
                              f"| {ratio(postgres[2], sqlite[2]):.2f} | {ratio(postgres[2] + postgres[3], sqlite[2]):.2f} |", flush=True)
                for server in servers:
                    server.stop()
        finally:
            database.stop()


if __name__ == "__main__":
    main()
