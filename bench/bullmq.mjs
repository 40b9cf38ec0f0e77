// Jobs a second that BullMQ puts through the server on the given port: added in bulk, then taken by two workers.
//
//     node bench/bullmq.mjs PORT JOBS
//
// Prints {"added": per second, "processed": per second}. A part of side_by_side.py; its packages are those of the acceptance tests:
// npm ci --prefix tests/ActorKv.Acceptance.Tests/node

import { createRequire } from 'node:module';
import process from 'node:process';

const { Queue, Worker } = createRequire(new URL('../tests/ActorKv.Acceptance.Tests/node/', import.meta.url))('bullmq');

const [port, total] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
const BULK = 100;
const WORKERS = 2;
const CONCURRENCY = 50;

const queue = new Queue('bench', { connection, defaultJobOptions: { removeOnComplete: 1000 } });
await queue.waitUntilReady();

let started = performance.now();
const perSecond = () => Math.round(total / (performance.now() - started) * 1000);
for (let first = 0; first < total; first += BULK) {
  await queue.addBulk(Array.from({ length: Math.min(BULK, total - first) }, (_, i) => ({ name: 'job', data: { number: first + i } })));
}
const added = perSecond();

started = performance.now();
let done = 0;
let workers;
await new Promise((resolve) => {
  workers = Array.from({ length: WORKERS }, () => {
    const worker = new Worker('bench', async (job) => job.data.number, { connection, concurrency: CONCURRENCY });
    worker.on('completed', () => { if (++done === total) resolve(); });
    return worker;
  });
});
console.log(JSON.stringify({ added, processed: perSecond() }));
await Promise.all(workers.map((worker) => worker.close()));
await queue.obliterate({ force: true });
await queue.close();
