// What users of BullMQ do: queues, workers, delays, priorities, flows, schedulers, limits.

import assert from 'node:assert/strict';
import { DelayedError, FlowProducer, Queue, QueueEvents, UnrecoverableError, Worker } from 'bullmq';
import { closing, eventually, gathering, port, run } from './feature.mjs';

// With a hash tag, as BullMQ wants it for clusters.
const server = { prefix: '{bull}', connection: { host: '127.0.0.1', port, maxRetriesPerRequest: null } };
const close = (thing) => thing.close();

const queue = (name, options = {}) => closing(new Queue(name, { ...server, ...options }), close);

/** A worker at work on a queue. Its errors that no job is told of end the program. */
function worker(name, process, options = {}) {
  const created = closing(new Worker(name, process, { ...server, ...options }), close);
  created.on('error', (error) => { throw error; });
  return created;
}

/** The events of a queue from its beginning: whatever comes between this and the first reading of them is heard too. */
async function events(name) {
  const created = closing(new QueueEvents(name, { ...server, lastEventId: '0' }), close);
  await created.waitUntilReady();
  return created;
}

async function jobs_and_results() {
  const q = queue('mail');
  const heard = await events('mail');
  worker('mail', async (job) => {
    await job.updateProgress(50);
    await job.log(`to ${job.data.to}`);
    return { sent: job.data.to };
  }, { concurrency: 4 });
  const job = await q.add('send', { to: 'ann' });
  assert.deepEqual(await job.waitUntilFinished(heard), { sent: 'ann' });
  const jobs = await q.addBulk(Array.from({ length: 50 }, (_, i) => ({ name: 'send', data: { to: i } })));
  const results = await Promise.all(jobs.map((one) => one.waitUntilFinished(heard)));
  assert.deepEqual(results, Array.from({ length: 50 }, (_, i) => ({ sent: i })));
  const stored = await q.getJob(job.id);
  assert.deepEqual([stored.progress, stored.returnvalue, await stored.getState()], [50, { sent: 'ann' }, 'completed']);
  assert.deepEqual((await q.getJobLogs(job.id)).logs, ['to ann']);
  assert.deepEqual(await q.getJobCounts('completed', 'waiting', 'active', 'failed'), { completed: 51, waiting: 0, active: 0, failed: 0 });
}

async function many_workers_take_each_job_once() {
  const total = 200;
  const q = queue('shared');
  const done = gathering(total);
  for (let i = 0; i < 4; i++) worker('shared', async (job) => { done.add(job.data); }, { concurrency: 5 });
  await q.addBulk(Array.from({ length: total }, (_, i) => ({ name: 'job', data: i })));
  assert.deepEqual((await done).sort((a, b) => a - b), Array.from({ length: total }, (_, i) => i));
  await eventually(async () => await q.getCompletedCount() === total);
}

async function delayed_jobs() {
  const q = queue('later');
  const done = gathering(3);
  const started = Date.now();
  await q.add('second', null, { delay: 300 });
  await q.add('third', null, { delay: 600 });
  await q.add('first', null, { delay: 50 });
  const promoted = await q.add('far away', null, { delay: 3_600_000 });
  assert.equal(await promoted.getState(), 'delayed');
  assert.equal(await q.getDelayedCount(), 4);
  worker('later', async (job) => { done.add([job.name, Date.now() - started]); });
  const order = await done;
  assert.deepEqual(order.map(([name]) => name), ['first', 'second', 'third']);
  assert.ok(order[1][1] >= 300 && order[2][1] >= 600, `too early: ${order}`);
  await promoted.promote();
  await eventually(async () => await promoted.getState() === 'completed');
}

async function priorities() {
  const q = queue('urgent');
  for (const priority of [5, 1, 3, 2, 4]) await q.add(`priority ${priority}`, null, { priority });
  await q.add('without', null);
  await q.add('last in, first out', null, { lifo: true });
  const done = gathering(7);
  worker('urgent', async (job) => { done.add(job.name); });
  assert.deepEqual(await done, ['last in, first out', 'without', 'priority 1', 'priority 2', 'priority 3', 'priority 4', 'priority 5']);
}

async function retries_and_backoff() {
  const q = queue('flaky');
  const heard = await events('flaky');
  const attempts = [];
  const own = worker('flaky', async (job) => {
    attempts.push([job.name, job.attemptsMade]);
    if (job.name === 'hopeless') throw new UnrecoverableError('never');
    if (job.attemptsMade < 2) throw new Error(`attempt ${job.attemptsMade}`);
    return 'at last';
  });
  const job = await q.add('flaky', null, { attempts: 3, backoff: { type: 'exponential', delay: 20 } });
  assert.equal(await job.waitUntilFinished(heard), 'at last');
  assert.deepEqual(attempts.map(([, made]) => made), [0, 1, 2]);
  const hopeless = await q.add('hopeless', null, { attempts: 5 });
  await assert.rejects(hopeless.waitUntilFinished(heard), /never/);
  const [failed] = await q.getFailed();
  assert.deepEqual([failed.name, failed.failedReason, failed.attemptsMade], ['hopeless', 'never', 1]);
  await own.pause();
  await failed.retry();
  assert.equal(await failed.getState(), 'waiting');
}

async function flows() {
  const flow = closing(new FlowProducer(server), close);
  const heard = await events('build');
  worker('compile', async (job) => job.data * 2);
  worker('build', async (job) => {
    const values = Object.values(await job.getChildrenValues());
    return values.reduce((sum, value) => sum + value, 0);
  });
  const tree = await flow.add({
    name: 'house', queueName: 'build',
    children: [
      { name: 'wall', queueName: 'compile', data: 1 },
      { name: 'roof', queueName: 'compile', data: 2 },
      { name: 'cellar', queueName: 'build', children: [{ name: 'stones', queueName: 'compile', data: 10 }] },
    ],
  });
  assert.equal(await tree.job.waitUntilFinished(heard), 2 + 4 + 20);
  const { processed, unprocessed } = await tree.job.getDependencies();
  assert.deepEqual([Object.keys(processed).length, unprocessed.length], [3, 0]);
}

async function job_schedulers() {
  const q = queue('clock');
  const ticks = gathering(3);
  worker('clock', async (job) => { ticks.add(job.name); });
  await q.upsertJobScheduler('every', { every: 100 }, { name: 'tick', data: {} });
  await q.upsertJobScheduler('nightly', { pattern: '0 3 * * *' }, { name: 'report' });
  assert.deepEqual(await ticks, ['tick', 'tick', 'tick']);
  const schedulers = await q.getJobSchedulers();
  assert.deepEqual(schedulers.map((one) => one.key).sort(), ['every', 'nightly']);
  assert.equal(await q.removeJobScheduler('every'), true);
  assert.equal(await q.getJobSchedulersCount(), 1);
  assert.equal(new Date((await q.getJobScheduler('nightly')).next).getHours(), 3);
}

async function rate_limit() {
  const q = queue('slow');
  const done = gathering(6);
  await q.addBulk(Array.from({ length: 6 }, () => ({ name: 'call', data: null })));
  const started = Date.now();
  worker('slow', async () => { done.add(Date.now() - started); }, { limiter: { max: 2, duration: 200 }, concurrency: 6 });
  const times = await done;
  assert.ok(times[2] >= 200 && times[4] >= 400, `faster than the limit: ${times}`);
}

async function deduplication() {
  const q = queue('once');
  const first = await q.add('job', 1, { deduplication: { id: 'same' } });
  const second = await q.add('job', 2, { deduplication: { id: 'same' } });
  assert.equal(second.id, first.id);
  const [own, again] = [await q.add('job', 3, { jobId: 'mine' }), await q.add('job', 4, { jobId: 'mine' })];
  assert.equal(own.id, again.id);
  assert.equal(await q.getWaitingCount(), 2);
  assert.equal(await q.getDeduplicationJobId('same'), first.id);
}

async function events_are_heard_in_order() {
  const q = queue('story');
  const heard = await events('story');
  const story = gathering(5);
  for (const name of ['added', 'waiting', 'active', 'progress', 'completed']) heard.on(name, () => { story.add(name); });
  worker('story', async (job) => { await job.updateProgress(100); });
  await q.add('job', null);
  assert.deepEqual(await story, ['added', 'waiting', 'active', 'progress', 'completed']);
}

async function pause_drain_clean_and_obliterate() {
  const q = queue('kept', { defaultJobOptions: { removeOnComplete: 3 } });
  const heard = await events('kept');
  await q.pause();
  const jobs = await q.addBulk(Array.from({ length: 10 }, (_, i) => ({ name: 'job', data: i })));
  worker('kept', async (job) => job.data);
  assert.equal(await q.isPaused(), true);
  await q.resume();
  await Promise.all(jobs.map((job) => job.waitUntilFinished(heard)));
  assert.equal(await q.getCompletedCount(), 3);
  assert.equal((await q.clean(0, 10, 'completed')).length, 3);
  await q.pause();
  await q.add('never', null, { delay: 100_000 });
  await q.add('never', null);
  await q.drain(true);
  assert.equal(await q.count(), 0);
  await q.obliterate({ force: true });
}

async function a_job_whose_worker_died_is_taken_again() {
  const q = queue('stalled');
  const token = 'dead worker';
  const dead = closing(new Worker('stalled', null, { ...server, lockDuration: 100 }), close);
  await q.add('job', null);
  assert.equal((await dead.getNextJob(token)).attemptsMade, 0);
  const done = gathering(1);
  const own = worker('stalled', async (job) => { done.add([job.name, job.stalledCounter]); }, { stalledInterval: 150, maxStalledCount: 1 });
  const stalled = gathering(1);
  own.on('stalled', (id) => { stalled.add(id); });
  assert.deepEqual(await done, [['job', 1]]);
  await stalled;
}

async function a_job_puts_itself_off() {
  const q = queue('patient');
  const heard = await events('patient');
  worker('patient', async (job, token) => {
    if (job.data.step) return 'done';
    await job.updateData({ step: 1 });
    await job.moveToDelayed(Date.now() + 50, token);
    throw new DelayedError();
  });
  const job = await q.add('job', {});
  assert.equal(await job.waitUntilFinished(heard), 'done');
}

await run({
  jobs_and_results, many_workers_take_each_job_once, delayed_jobs, priorities, retries_and_backoff, flows, job_schedulers, rate_limit,
  deduplication, events_are_heard_in_order, pause_drain_clean_and_obliterate, a_job_whose_worker_died_is_taken_again, a_job_puts_itself_off,
});
