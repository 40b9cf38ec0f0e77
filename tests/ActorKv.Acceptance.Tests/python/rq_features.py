"""What users of RQ do: jobs in queues, taken by workers.

    rq_features.py PORT FEATURE

Each feature is a function here; it raises AssertionError when the server does not do its part. The worker's loop is RQ's own; its jobs run in
the worker's process (SimpleWorker), or in a fork of it as they do by default.
"""

import datetime
import sys

import redis
import rq
from rq.registry import FailedJobRegistry, FinishedJobRegistry, ScheduledJobRegistry, StartedJobRegistry
from rq.scheduler import RQScheduler

import rq_jobs

r = redis.Redis(host="127.0.0.1", port=int(sys.argv[1]))


def burst(*queues, worker=rq.SimpleWorker, **options):
    assert worker(queues, connection=r).work(burst=True, logging_level="ERROR", **options), "the worker did nothing"


def results():
    queue = rq.Queue("default", connection=r)
    jobs = [queue.enqueue(rq_jobs.add, number, number) for number in range(20)]
    assert queue.count == 20 and jobs[0].get_status() == "queued"
    burst(queue)
    assert [job.return_value() for job in jobs] == [2 * number for number in range(20)]
    assert jobs[3].get_status(refresh=True) == "finished" and queue.is_empty()
    assert sorted(FinishedJobRegistry(queue=queue).get_job_ids()) == sorted(job.id for job in jobs)
    assert len(StartedJobRegistry(queue=queue)) == 0
    assert rq.job.Job.fetch(jobs[0].id, connection=r).latest_result().return_value == 0


def a_worker_that_forks():
    queue = rq.Queue("forked", connection=r)
    job = queue.enqueue(rq_jobs.add, 20, 22, meta={"asked by": "ann"})
    burst(queue, worker=rq.Worker)
    job.refresh()
    assert job.return_value() == 42 and job.meta == {"asked by": "ann"}


def queues_in_order_of_importance():
    low, high = rq.Queue("low", connection=r), rq.Queue("high", connection=r)
    low.enqueue(rq_jobs.note, "low")
    high.enqueue(rq_jobs.note, "second")
    high.enqueue(rq_jobs.note, "first", at_front=True)
    rq_jobs.NOTES.clear()
    burst(high, low)
    assert rq_jobs.NOTES == ["first", "second", "low"], rq_jobs.NOTES


def failures_and_retries():
    queue = rq.Queue("flaky", connection=r)
    hopeless = queue.enqueue(rq_jobs.fail, "on purpose", on_failure=rq_jobs.hear_of_failure)
    patient = queue.enqueue(rq_jobs.fail_at_first, 2, retry=rq.Retry(max=3))
    burst(queue)
    failed = FailedJobRegistry(queue=queue)
    assert failed.get_job_ids() == [hopeless.id] and hopeless.get_status() == "failed"
    hopeless.refresh()
    assert "RuntimeError: on purpose" in hopeless.exc_info and rq_jobs.HEARD == [hopeless.id]
    assert patient.get_status() == "finished" and patient.return_value() == "at last"
    failed.requeue(hopeless.id)
    assert queue.job_ids == [hopeless.id] and hopeless.get_status() == "queued"
    queue.delete(delete_jobs=True)
    assert not r.exists(hopeless.key)


def dependencies():
    queue = rq.Queue("steps", connection=r)
    first = queue.enqueue(rq_jobs.add, 1, 2)
    second = queue.enqueue(rq_jobs.add, 3, 4)
    last = queue.enqueue(rq_jobs.add_results_of_dependencies, depends_on=[first, second])
    assert last.get_status() == "deferred" and queue.count == 2
    burst(queue)
    assert last.return_value() == 10


def scheduled_jobs():
    queue = rq.Queue("later", connection=r)
    past = queue.enqueue_at(datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc), rq_jobs.add, 1, 1)
    future = queue.enqueue_in(datetime.timedelta(hours=1), rq_jobs.add, 2, 2)
    scheduled = ScheduledJobRegistry(queue=queue)
    assert len(scheduled) == 2 and past.get_status() == "scheduled"
    scheduler = RQScheduler([queue], connection=r)
    assert scheduler.acquire_locks() == {"later"}
    assert RQScheduler([queue], connection=r).acquire_locks() == set(), "two schedulers hold one lock"
    scheduler.enqueue_scheduled_jobs()
    scheduler.release_locks()
    assert queue.job_ids == [past.id] and scheduled.get_job_ids() == [future.id]
    burst(queue)
    assert past.return_value() == 2


def a_worker_is_known_while_it_works():
    queue = rq.Queue("watched", connection=r)
    queue.enqueue(rq_jobs.name_of_the_only_worker, r.connection_pool.connection_kwargs["port"])
    worker = rq.SimpleWorker([queue], connection=r, name="the worker")
    assert worker.work(burst=True, logging_level="ERROR")
    assert queue.finished_job_registry.count == 1
    job = queue.fetch_job(queue.finished_job_registry.get_job_ids()[0])
    assert job.return_value() == ["the worker"] and rq.Worker.count(connection=r) == 0


if __name__ == "__main__":
    globals()[sys.argv[2]]()
