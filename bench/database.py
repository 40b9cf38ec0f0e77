"""A PostgreSQL server of a benchmark's own, on loopback and a free port, as durable as it comes."""

import glob
import os
import pathlib
import shutil
import subprocess

from servers import free_port


class Postgres:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory) / "postgres"
        self.port = free_port()
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        # PostgreSQL does not run as root.
        self.account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        self.directory.mkdir()
        if self.account:
            shutil.chown(self.directory, "postgres", "postgres")
            pathlib.Path(directory).chmod(0o755)
        self._run("initdb", "-U", "actorkv", "-A", "trust", "-E", "UTF8")
        self._run("pg_ctl", "-w", "-l", str(self.directory / "log"), "-o", f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''", "start")

    def connection(self):
        return f"Host=127.0.0.1;Port={self.port};Username=actorkv;Database=postgres"

    def cpu_seconds(self):
        """Of the server and all its processes that live."""
        tick = os.sysconf("SC_CLK_TCK")
        first = int((self.directory / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True).stdout.split()
        total = 0
        for process in [first, *children]:
            try:
                fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            except FileNotFoundError:
                continue
            total += int(fields[11]) + int(fields[12])
        return total / tick

    def stop(self):
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def _run(self, program, *arguments):
        subprocess.run([*self.account, f"{self.programs}/{program}", "-D", str(self.directory), *arguments],
                       check=True, stdout=subprocess.DEVNULL, cwd="/")
