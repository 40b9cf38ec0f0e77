// Locks as the npm package redlock takes them.

import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import Redlock from 'redlock';
import { closing, port, run } from './feature.mjs';

const client = () => closing(new Redis({ port }), (open) => open.quit());
const locks = (options) => new Redlock([client()], { retryCount: 0, ...options });

async function a_lock_is_held_by_one() {
  const [first, second] = [locks(), locks()];
  const held = await first.lock('locks:account', 60_000);
  await assert.rejects(second.lock('locks:account', 1000), { name: 'LockError' });
  await held.unlock();
  const next = await second.lock('locks:account', 60_000);
  await assert.rejects(held.unlock(), { name: 'LockError' });
  await next.unlock();
}

async function a_lock_over_many_resources_is_all_or_nothing() {
  const [first, second] = [locks(), locks()];
  const one = await first.lock('{locks}:b', 60_000);
  await assert.rejects(second.lock(['{locks}:a', '{locks}:b', '{locks}:c'], 1000), { name: 'LockError' });
  const free = await first.lock(['{locks}:a', '{locks}:c'], 60_000);
  await one.unlock();
  await free.unlock();
  await (await second.lock(['{locks}:a', '{locks}:b', '{locks}:c'], 1000)).unlock();
}

async function a_lock_is_extended_and_runs_out() {
  const [first, waiting] = [locks(), locks({ retryCount: -1, retryDelay: 10, retryJitter: 0 })];
  const held = await first.lock('locks:short', 10_000);
  const remaining = client();
  assert.ok(await remaining.pttl('locks:short') <= 10_000);
  const extended = await held.extend(60_000);
  assert.ok(await remaining.pttl('locks:short') > 10_000);
  await extended.extend(100);
  const next = await waiting.lock('locks:short', 10_000);
  await next.unlock();
}

async function a_critical_section_is_entered_one_by_one() {
  const counter = client();
  let inside = 0;
  async function work() {
    const redlock = locks({ retryCount: -1, retryDelay: 5, retryJitter: 5 });
    for (let i = 0; i < 5; i++) {
      const held = await redlock.lock('locks:section', 60_000);
      assert.equal(++inside, 1);
      await counter.set('n', Number(await counter.get('n')) + 1);
      inside--;
      await held.unlock();
    }
  }
  await Promise.all([work(), work(), work(), work()]);
  assert.equal(await counter.get('n'), '20');
}

await run({
  a_lock_is_held_by_one, a_lock_over_many_resources_is_all_or_nothing, a_lock_is_extended_and_runs_out,
  a_critical_section_is_entered_one_by_one,
});
