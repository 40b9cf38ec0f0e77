// Rate limits as rate-limiter-flexible keeps them in Redis, over both clients.

import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { BurstyRateLimiter, RateLimiterQueue, RateLimiterRedis } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import { closing, eventually, port, run } from './feature.mjs';

const ioredis = () => closing(new Redis({ port }), (client) => client.quit());

async function consume_until_the_limit() {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 5, duration: 60, keyPrefix: 'login' });
  for (let left = 4; left >= 0; left--) assert.equal((await limiter.consume('ann')).remainingPoints, left);
  const refused = await limiter.consume('ann').catch((result) => result);
  assert.equal(refused.remainingPoints, 0);
  assert.ok(refused.msBeforeNext > 50_000 && refused.msBeforeNext <= 60_000);
  assert.equal((await limiter.consume('bob', 3)).remainingPoints, 2);
  assert.equal((await limiter.get('ann')).consumedPoints, 6);
  assert.equal(await limiter.delete('ann'), true);
  assert.equal(await limiter.get('ann'), null);
}

async function concurrent_consumers_share_one_limit() {
  const limiters = Array.from({ length: 4 }, () => new RateLimiterRedis({ storeClient: ioredis(), points: 50, duration: 60 }));
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => limiters[i % 4].consume('all')));
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 50);
}

async function penalties_rewards_and_blocks() {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 3, duration: 60, blockDuration: 600 });
  assert.equal((await limiter.penalty('ann', 2)).consumedPoints, 2);
  assert.equal((await limiter.reward('ann', 1)).consumedPoints, 1);
  await limiter.consume('ann', 2);
  const refused = await limiter.consume('ann').catch((result) => result);
  assert.ok(refused.msBeforeNext > 590_000, `blocked for ${refused.msBeforeNext} ms`);
  await limiter.block('bob', 100);
  await assert.rejects(limiter.consume('bob').catch((result) => { throw Object.assign(new Error('refused'), result); }), /refused/);
  await limiter.set('carl', 2, 10);
  assert.equal((await limiter.get('carl')).remainingPoints, 1);
}

async function points_come_back_with_time() {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 1, duration: 1 });
  await limiter.consume('ann');
  await assert.rejects(() => limiter.consume('ann').catch(() => { throw new Error('refused'); }));
  await eventually(() => limiter.consume('ann').then(() => true, () => false));
}

async function bursts_and_queues() {
  const storeClient = ioredis();
  const bursty = new BurstyRateLimiter(
    new RateLimiterRedis({ storeClient, points: 1, duration: 60, keyPrefix: 'steady' }),
    new RateLimiterRedis({ storeClient, points: 2, duration: 60, keyPrefix: 'burst' }));
  for (let i = 0; i < 3; i++) await bursty.consume('ann');
  await assert.rejects(() => bursty.consume('ann').catch(() => { throw new Error('refused'); }));
  const queued = new RateLimiterQueue(new RateLimiterRedis({ storeClient, points: 2, duration: 1, keyPrefix: 'queue' }));
  const started = Date.now();
  await Promise.all([1, 2, 3].map(() => queued.removeTokens(1)));
  assert.ok(Date.now() - started >= 300, 'the third did not wait');
}

async function over_node_redis() {
  const client = closing(await createClient({ socket: { host: '127.0.0.1', port } }).connect(), (open) => open.close());
  const limiter = new RateLimiterRedis({ storeClient: client, useRedisPackage: true, points: 2, duration: 60 });
  await limiter.consume('ann');
  assert.equal((await limiter.consume('ann')).remainingPoints, 0);
  await assert.rejects(() => limiter.consume('ann').catch(() => { throw new Error('refused'); }));
}

await run({
  consume_until_the_limit, concurrent_consumers_share_one_limit, penalties_rewards_and_blocks, points_come_back_with_time,
  bursts_and_queues, over_node_redis,
});
