"""What the RQ jobs of rq_features.py do."""

import redis
import rq

NOTES = []
HEARD = []


def add(a, b):
    return a + b


def note(text):
    NOTES.append(text)


def fail(reason):
    raise RuntimeError(reason)


def fail_at_first(times):
    job = rq.get_current_job()
    job.meta["runs"] = job.meta.get("runs", 0) + 1
    job.save_meta()
    if job.meta["runs"] <= times:
        raise RuntimeError(f"run {job.meta['runs']}")
    return "at last"


def hear_of_failure(job, connection, kind, value, trace):
    HEARD.append(job.id)


def add_results_of_dependencies():
    return sum(job.return_value() for job in rq.get_current_job().fetch_dependencies())


def name_of_the_only_worker(port):
    return [worker.name for worker in rq.Worker.all(connection=redis.Redis(host="127.0.0.1", port=port))]
