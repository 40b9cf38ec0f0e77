// What users of ioredis' Cluster and of node-redis' createCluster do.

import assert from 'node:assert/strict';
import process from 'node:process';
import { Cluster } from 'ioredis';
import { createCluster } from 'redis';
import { closing, gathering, port, run } from './feature.mjs';

const host = '127.0.0.1';
const SETS = 30;

async function ioredis() {
  const cluster = closing(new Cluster([{ host, port }]), (client) => client.quit());
  await new Promise((resolve, reject) => { cluster.once('ready', resolve).once('error', reject); });
  return cluster;
}

async function connectNodeRedis() {
  const cluster = createCluster({ rootNodes: [{ url: `redis://${host}:${port}` }] });
  cluster.on('error', () => {});
  await cluster.connect();
  return cluster;
}

async function nodeRedis() {
  return closing(await connectNodeRedis(), (client) => client.close());
}

async function ioredis_works_on_all_nodes() {
  const r = await ioredis();
  assert.equal(r.nodes('master').length, 3);
  await Promise.all(Array.from({ length: 1000 }, (_, i) => r.set(`k:${i}`, i)));
  assert.deepEqual(await Promise.all(Array.from({ length: 1000 }, (_, i) => r.get(`k:${i}`))), Array.from({ length: 1000 }, (_, i) => String(i)));
  assert.deepEqual(await r.multi().set('{t}a', 1).incr('{t}a').exec(), [[null, 'OK'], [null, 2]]);
  assert.deepEqual(await r.pipeline().set('{t}b', 1).get('{t}b').exec(), [[null, 'OK'], [null, '1']]);
  assert.equal(await r.eval("return redis.call('GET', KEYS[1])", 1, '{t}b'), '1');
  assert.match(String(await r.mset('x', 1, 'y', 2).catch((error) => error.message)), /OK|CROSSSLOT|same slot/);
  const sizes = await Promise.all(r.nodes('master').map((node) => node.dbsize()));
  assert.ok(sizes.every((size) => size >= 1000), `${sizes}`);
}

async function ioredis_messages_reach_all_nodes() {
  const subscriber = await ioredis();
  const publisher = await ioredis();
  const heard = gathering(30);
  subscriber.on('message', (_, message) => heard.add(message));
  await subscriber.subscribe('news');
  const nodes = publisher.nodes('master');
  for (let i = 0; i < 30; i++) await nodes[i % nodes.length].publish('news', String(i));
  assert.deepEqual((await heard).map(Number).sort((a, b) => a - b), Array.from({ length: 30 }, (_, i) => i));
}

async function node_redis_works_on_all_nodes() {
  const r = await nodeRedis();
  assert.equal(r.masters.length, 3);
  await Promise.all(Array.from({ length: 1000 }, (_, i) => r.set(`k:${i}`, String(i))));
  assert.deepEqual(await Promise.all(Array.from({ length: 1000 }, (_, i) => r.get(`k:${i}`))), Array.from({ length: 1000 }, (_, i) => String(i)));
  assert.deepEqual(await r.multi().set('{t}a', '1').incr('{t}a').exec(), ['OK', 2]);
  assert.deepEqual(await r.mGet(['{t}a', '{t}c']), ['2', null]);
  assert.equal(await r.sendCommand('{t}a', true, ['GET', '{t}a']), '2');
}

class Late extends Error {}

// node-redis never settles what it had queued for a node that is gone from the map: as its users do, this waits for so long and no longer.
function inTime(reply) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Late('no reply in time')), 5_000); });
  return Promise.race([reply, late]).finally(() => clearTimeout(timer));
}

// Adds members to sets until its input ends; says Ready when a node may be killed. The clients send again what they got no reply to, so what is added must
// not mind being added twice. After a round without a reply in time it goes on with what `renew` gives.
async function addWhileNodesDie(r, renew = () => r) {
  let over = false;
  process.stdin.on('end', () => { over = true; }).resume();
  const sure = Array.from({ length: SETS }, () => new Set());
  let round = 0;
  for (; !over || round < 60; round++) {
    let isLate = false;
    await Promise.all(sure.map(async (members, i) => {
      try {
        await inTime((r.sadd ?? r.sAdd).call(r, `set:${i}`, String(round)));
        members.add(String(round));
      } catch (error) {
        isLate ||= error instanceof Late || error instanceof TypeError;
        await new Promise((resolve) => { setTimeout(resolve, 10); });
      }
    }));
    if (isLate) r = await renew();
    if (round === 20) console.log('Ready');
  }
  // While a client looks for its nodes anew it may refuse what it is asked.
  async function membersOf(i) {
    for (;;) {
      try {
        return await inTime((r.smembers ?? r.sMembers).call(r, `set:${i}`));
      } catch (error) {
        console.log(`set:${i} is asked for again: ${error.message}`);
        await new Promise((resolve) => { setTimeout(resolve, 10); });
        r = await renew();
      }
    }
  }
  for (let i = 0; i < SETS; i++) {
    const found = new Set(await membersOf(i));
    assert.deepEqual([...sure[i]].filter((member) => !found.has(member)), [], `set:${i} has lost what was acknowledged`);
    assert.ok([...found].every((member) => Number(member) < round), `set:${i} has what nobody added`);
  }
}

async function ioredis_goes_on_when_a_node_is_killed() {
  await addWhileNodesDie(await ioredis());
}

// Now and then node-redis keeps a client for ready whose connection the node that came back does not know, and waits for its replies without end; and slots
// that had no node when it looked have none for it ever after (a TypeError of its own). A new cluster client then goes on.
async function node_redis_goes_on_when_a_node_is_killed() {
  let latest = await connectNodeRedis();
  closing(null, () => latest.close());
  await addWhileNodesDie(latest, async () => {
    latest.destroy();
    latest = await connectNodeRedis();
    return latest;
  });
}

await run({
  ioredis_works_on_all_nodes,
  ioredis_messages_reach_all_nodes,
  ioredis_goes_on_when_a_node_is_killed,
  node_redis_works_on_all_nodes,
  node_redis_goes_on_when_a_node_is_killed,
}, 180_000);
