// What users of node-redis (the npm package `redis`) do.

import assert from 'node:assert/strict';
import { BasicClientSideCache, createClient, createClientPool, defineScript, RESP_TYPES, WatchError } from 'redis';
import { closing, eventually, gathering, port, run } from './feature.mjs';

const socket = { host: '127.0.0.1', port };

async function connect(options = {}) {
  const client = createClient({ socket, ...options });
  client.on('error', (error) => { console.error('client error:', error); });
  return closing(await client.connect(), (open) => open.close());
}

async function data_types() {
  const r = await connect();
  assert.equal(await r.set('name', 'ActorKv', { expiration: { type: 'EX', value: 100 } }), 'OK');
  assert.equal(await r.get('name'), 'ActorKv');
  assert.equal(await r.set('name', 'other', { condition: 'NX' }), null);
  assert.ok(await r.ttl('name') > 90);
  assert.equal(await r.hSet('user', { name: 'Ada', age: 36 }), 2);
  assert.deepEqual({ ...await r.hGetAll('user') }, { name: 'Ada', age: '36' });
  assert.equal(await r.hIncrBy('user', 'age', 1), 37);
  assert.equal(await r.rPush('list', ['a', 'b', 'c']), 3);
  assert.deepEqual(await r.lRange('list', 0, -1), ['a', 'b', 'c']);
  assert.equal(await r.sAdd('set', ['x', 'y', 'x']), 2);
  assert.deepEqual(new Set(await r.sMembers('set')), new Set(['x', 'y']));
  await r.zAdd('board', [{ value: 'ann', score: 1.5 }, { value: 'bob', score: 3 }]);
  assert.deepEqual(await r.zRangeWithScores('board', 0, -1, { REV: true }), [{ value: 'bob', score: 3 }, { value: 'ann', score: 1.5 }]);
  assert.equal(await r.zScore('board', 'ann'), 1.5);
  assert.equal(await r.geoAdd('cities', [{ longitude: 13.36, latitude: 38.11, member: 'Palermo' }, { longitude: 15.08, latitude: 37.5, member: 'Catania' }]), 2);
  assert.ok(Math.abs(await r.geoDist('cities', 'Palermo', 'Catania', 'km') - 166) < 2);
  assert.equal(await r.pfAdd('seen', ['a', 'b']), 1);
  assert.equal(await r.pfCount('seen'), 2);
  await assert.rejects(r.incr('list'), /WRONGTYPE/);
  const bytes = Buffer.from([0, 255, 13, 10]);
  await r.set('bytes', bytes);
  assert.deepEqual(await r.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get('bytes'), bytes);
}

async function multi() {
  const r = await connect();
  assert.deepEqual(await r.multi().set('a', '1').incr('a').get('a').exec(), ['OK', 2, '2']);
  const replies = await r.multi().set('a', 'x').incr('a').set('{a}b', '1').exec().catch((error) => error.replies);
  assert.match(String(replies[1]), /not an integer/);
  await assert.rejects(r.multi().set('c', '1').addCommand(['NOSUCHCOMMAND']).exec());
  assert.equal(await r.get('c'), null);
  assert.equal(await r.get('{a}b'), '1');
}

async function watch() {
  const pool = createClientPool({ socket }, { minimum: 8, maximum: 8 });
  closing(await pool.connect(), (open) => open.close());
  await pool.set('counter', 0);
  async function increment() {
    for (;;) {
      try {
        await pool.execute(async (r) => {
          await r.watch('counter');
          const value = Number(await r.get('counter'));
          await r.multi().set('counter', value + 1).exec();
        });
        return;
      } catch (error) {
        if (!(error instanceof WatchError)) throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, async () => { for (let i = 0; i < 10; i++) await increment(); }));
  assert.equal(await pool.get('counter'), '80');
}

async function scripts() {
  const r = await connect({
    scripts: {
      addUpTo: defineScript({
        SCRIPT: 'local n = redis.call("INCRBY", KEYS[1], ARGV[1]) if n > tonumber(ARGV[2]) then return redis.call("INCRBY", KEYS[1], -ARGV[1]) end return n',
        NUMBER_OF_KEYS: 1,
        parseCommand(parser, key, amount, limit) {
          parser.pushKey(key);
          parser.push(String(amount), String(limit));
        },
        transformReply: (reply) => reply,
      }),
    },
  });
  assert.equal(await r.addUpTo('n', 3, 5), 3);
  assert.equal(await r.addUpTo('n', 3, 5), 3);
  assert.deepEqual(await r.multi().addUpTo('n', 1, 5).addUpTo('n', 1, 5).exec(), [4, 5]);
  assert.deepEqual(await r.eval('return {KEYS[1], ARGV[1], 7, {1, 2}}', { keys: ['k'], arguments: ['v'] }), ['k', 'v', 7, [1, 2]]);
  await assert.rejects(r.evalSha('0'.repeat(40), { keys: [] }), /NOSCRIPT/);
}

async function functions() {
  const r = await connect();
  await r.functionLoad('#!lua name=library\nredis.register_function("double", function(keys, args) return redis.call("GET", keys[1]) * 2 end)', { REPLACE: true });
  await r.set('n', '21');
  assert.equal(await r.fCall('double', { keys: ['n'], arguments: [] }), 42);
  assert.deepEqual((await r.functionList()).map((library) => library.library_name), ['library']);
  await r.functionDelete('library');
  await assert.rejects(r.fCall('double', { keys: ['n'], arguments: [] }), /Function not found/);
}

async function pub_sub() {
  const publisher = await connect();
  const subscriber = await connect();
  const heard = gathering(4);
  const listen = (message, channel) => { heard.add([channel, message]); };
  await subscriber.subscribe(['news', 'sport'], listen);
  await subscriber.pSubscribe('new?', listen);
  assert.equal(await publisher.publish('news', 'one'), 2);
  assert.equal(await publisher.publish('sport', 'two'), 1);
  assert.equal(await publisher.publish('nobody', 'three'), 0);
  await subscriber.unsubscribe('news');
  assert.equal(await publisher.publish('news', 'four'), 1);
  assert.deepEqual(await heard, [['news', 'one'], ['news', 'one'], ['sport', 'two'], ['news', 'four']]);
  assert.deepEqual(await publisher.pubSubChannels(), ['sport']);
  assert.equal(await publisher.pubSubNumPat(), 1);
  await subscriber.unsubscribe('sport');
  await subscriber.pUnsubscribe('new?');
  assert.equal(String(await subscriber.set('k', 'v')), 'OK');
  const sharded = gathering(1);
  await subscriber.sSubscribe('shard', (message) => { sharded.add(message); });
  await publisher.sPublish('shard', 'hello');
  assert.deepEqual(await sharded, ['hello']);
  await subscriber.sUnsubscribe('shard');
}

async function streams() {
  const r = await connect();
  await r.xGroupCreate('orders', 'shop', '$', { MKSTREAM: true });
  const ids = [];
  for (let i = 0; i < 20; i++) ids.push(await r.xAdd('orders', '*', { number: String(i) }));
  const taken = [];
  async function work(consumer) {
    const mine = await connect();
    for (;;) {
      const read = await mine.xReadGroup('shop', consumer, { key: 'orders', id: '>' }, { COUNT: 3, BLOCK: 50 });
      if (read === null) return;
      for (const { id, message } of read[0].messages) {
        taken.push(Number(message.number));
        assert.equal(await mine.xAck('orders', 'shop', id), 1);
      }
    }
  }
  await Promise.all([work('a'), work('b')]);
  assert.deepEqual(taken.sort((a, b) => a - b), Array.from({ length: 20 }, (_, i) => i));
  assert.equal((await r.xPending('orders', 'shop')).pending, 0);
  assert.deepEqual((await r.xRange('orders', ids[18], '+')).map((entry) => entry.message.number), ['18', '19']);
  assert.equal(await r.xTrim('orders', 'MAXLEN', 5), 15);
}

async function scan_iterators() {
  const r = await connect();
  const keys = Array.from({ length: 300 }, (_, i) => `key:${i}`);
  await r.mSet(keys.map((key) => [key, 'v']));
  const found = new Set();
  for await (const batch of r.scanIterator({ MATCH: 'key:*', COUNT: 50 })) for (const key of batch) found.add(key);
  assert.equal(found.size, 300);
  await r.hSet('hash', Object.fromEntries(keys.map((key) => [key, 'v'])));
  let fields = 0;
  for await (const batch of r.hScanIterator('hash')) fields += batch.length;
  assert.equal(fields, 300);
}

async function blocking() {
  const [r, waiter] = [await connect(), await connect()];
  const popped = waiter.blPop(['{jobs}empty', 'jobs'], 30);
  await eventually(async () => /blocked_clients:1\r/.test(await r.info('clients')));
  await r.rPush('jobs', 'work');
  assert.deepEqual({ ...await popped }, { key: 'jobs', element: 'work' });
  assert.equal(await waiter.blPop('empty', 0.01), null);
}

async function client_side_cache() {
  const cache = new BasicClientSideCache({ ttl: 0, maxEntries: 0 });
  const [reader, writer] = [await connect({ RESP: 3, clientSideCache: cache }), await connect({ RESP: 3 })];
  await writer.set('k', 'one');
  assert.equal(await reader.get('k'), 'one');
  assert.equal(await reader.get('k'), 'one');
  assert.equal(cache.stats().hitCount, 1);
  await writer.set('k', 'two');
  await eventually(async () => await reader.get('k') === 'two');
  await writer.expireAt('k', 1);
  await eventually(async () => await reader.get('k') === null);
}

await run({ data_types, multi, watch, scripts, functions, pub_sub, streams, scan_iterators, blocking, client_side_cache });
