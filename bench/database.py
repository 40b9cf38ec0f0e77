"""A PostgreSQL server of a benchmark's own."""

import glob
import os
import pathlib
import shutil
import subprocess
import sys

from servers import TICK, free_port


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
