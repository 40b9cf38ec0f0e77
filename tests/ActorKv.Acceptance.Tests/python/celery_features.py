"""What users of Celery do, with Redis as broker and as result backend.

    celery_features.py PORT FEATURE

Each feature is a function here; it raises AssertionError when the server does not do its part. A worker with four threads works in this
process meanwhile.
"""

import datetime
import logging
import os
import sys

import celery
from celery.contrib.testing.worker import start_worker

PATIENCE = 30

app = celery.Celery("shop", broker=f"redis://127.0.0.1:{sys.argv[1]}/0", backend=f"redis://127.0.0.1:{sys.argv[1]}/1")
app.conf.update(
    result_expires=3600, result_extended=True, task_track_started=True, worker_hijack_root_logger=False,
    broker_transport_options={"visibility_timeout": 600, "polling_interval": 0.05})
if os.environ.get("KVTEST_INSTEAD") == "Cluster":
    app.conf.broker_transport_options["global_keyprefix"] = "{shop}"


@app.task
def add(a, b):
    return a + b


@app.task
def total(numbers):
    return sum(numbers)


@app.task
def fail(reason):
    raise ValueError(reason)


@app.task(bind=True, max_retries=3)
def flaky(self, failures):
    if self.request.retries < failures:
        raise self.retry(exc=RuntimeError(f"try {self.request.retries}"), countdown=0)
    return self.request.retries


@app.task(bind=True)
def at_work(self):
    self.update_state(state="PROGRESS", meta={"done": 50})
    return self.AsyncResult(self.request.id).state


def results():
    sums = [add.delay(number, number) for number in range(20)]
    assert [result.get(timeout=PATIENCE) for result in sums] == [2 * number for number in range(20)]
    assert sums[0].successful() and sums[0].name == add.name
    failed = fail.delay("on purpose")
    try:
        failed.get(timeout=PATIENCE)
        raise AssertionError("no error arrived")
    except ValueError as error:
        assert str(error) == "on purpose" and failed.state == "FAILURE"
    assert at_work.delay().get(timeout=PATIENCE) == "PROGRESS"
    sums[0].forget()
    assert add.AsyncResult(sums[0].id).state == "PENDING"


def chains_groups_and_chords():
    assert (add.s(1, 2) | add.s(10) | add.s(100)).apply_async().get(timeout=PATIENCE) == 113
    group = celery.group(add.s(number, 1) for number in range(10)).apply_async()
    assert group.get(timeout=PATIENCE) == list(range(1, 11)) and group.successful()
    assert celery.chord([add.s(number, number) for number in range(10)], total.s()).apply_async().get(timeout=PATIENCE) == 90
    nested = celery.chord([add.s(1, 1), celery.chord([add.s(2, 2), add.s(3, 3)], total.s())], total.s())
    assert nested.apply_async().get(timeout=PATIENCE) == 12
    try:
        celery.chord([add.s(1, 1), fail.s("a part failed")], total.s()).apply_async().get(timeout=PATIENCE)
        raise AssertionError("no error arrived")
    except (celery.exceptions.ChordError, ValueError) as error:
        assert "a part failed" in str(error), error


def retries():
    assert flaky.delay(2).get(timeout=PATIENCE) == 2
    try:
        flaky.delay(9).get(timeout=PATIENCE)
        raise AssertionError("it was tried for ever")
    except RuntimeError as error:
        assert str(error) == "try 3", error


def tasks_for_later():
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(milliseconds=300)
    assert add.apply_async((1, 2), eta=soon).get(timeout=PATIENCE) == 3
    assert datetime.datetime.now(datetime.timezone.utc) >= soon, "the task ran too early"
    expired = add.apply_async((1, 2), expires=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc))
    try:
        expired.get(timeout=PATIENCE)
        raise AssertionError("it ran")
    except celery.exceptions.TaskRevokedError:
        assert expired.state == "REVOKED"


def priorities_and_remote_control():
    assert add.apply_async((1, 2), priority=9).get(timeout=PATIENCE) == 3
    replies = app.control.ping(timeout=1, limit=1)
    assert [list(reply.values()) for reply in replies] == [[{"ok": "pong"}]], replies
    names = app.control.inspect(timeout=1, limit=1).registered()
    assert any("celery_features.add" in name or add.name in name for name in list(names.values())[0]), names


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    with start_worker(app, concurrency=4, pool="threads", perform_ping_check=False, shutdown_timeout=PATIENCE):
        globals()[sys.argv[2]]()
