// What users of ioredis do.

import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { closing, eventually, gathering, port, run } from './feature.mjs';

function connect(options = {}) {
  return closing(new Redis({ port, ...options }), (client) => client.quit());
}

// ioredis asks a new connection for INFO, and writes a SUBSCRIBE that comes before it is ready at once: then RESP2 refuses the INFO.
async function listening() {
  const client = connect({ lazyConnect: true });
  await client.connect();
  return client;
}

async function pipelines() {
  const r = connect();
  const pipeline = r.pipeline();
  for (let i = 0; i < 1000; i++) pipeline.set(`p:${i}`, i).get(`p:${i}`);
  const replies = await pipeline.lpush('p:0', 'wrong type').exec();
  assert.equal(replies.length, 2001);
  for (let i = 0; i < 1000; i++) assert.deepEqual(replies.slice(2 * i, 2 * i + 2), [[null, 'OK'], [null, String(i)]]);
  assert.match(replies[2000][0].message, /^WRONGTYPE/);
}

async function auto_pipelining() {
  const r = connect({ enableAutoPipelining: true });
  await r.set('warm', 'up');
  await Promise.all(Array.from({ length: 500 }, (_, i) => r.incrby('sum', i)));
  assert.equal(await r.get('sum'), String(499 * 500 / 2));
}

async function transactions() {
  const r = connect();
  assert.deepEqual(await r.multi().set('a', 1).incr('a').hset('{a}h', 'f', 'v').exec(), [[null, 'OK'], [null, 2], [null, 1]]);
  const replies = await r.multi().lpush('a', 'x').get('a').exec();
  assert.match(replies[0][0].message, /^WRONGTYPE/);
  assert.deepEqual(replies[1], [null, '2']);
  await assert.rejects(r.multi().set('a').get('a').exec(), /EXECABORT/);
  await r.multi({ pipeline: false });
  assert.equal(await r.set('b', 1), 'QUEUED');
  assert.deepEqual(await r.exec(), [[null, 'OK']]);
  await r.multi({ pipeline: false });
  await r.set('b', 2);
  assert.equal(await r.discard(), 'OK');
  assert.equal(await r.get('b'), '1');
}

async function optimistic_locking() {
  const clients = Array.from({ length: 6 }, () => connect());
  await Promise.all(clients.map(async (r) => {
    for (let done = 0; done < 10;) {
      await r.watch('counter');
      const value = Number(await r.get('counter'));
      if (await r.multi().set('counter', value + 1).exec() !== null) done++;
    }
  }));
  assert.equal(await clients[0].get('counter'), '60');
}

async function custom_commands() {
  const r = connect();
  r.defineCommand('transfer', {
    numberOfKeys: 2,
    lua: `local have = tonumber(redis.call('GET', KEYS[1]) or '0')
          if have < tonumber(ARGV[1]) then return redis.error_reply('POOR only ' .. have) end
          redis.call('DECRBY', KEYS[1], ARGV[1])
          return redis.call('INCRBY', KEYS[2], ARGV[1])`,
  });
  await r.set('from', 10);
  assert.equal(await r.transfer('from', '{from}to', 7), 7);
  await assert.rejects(r.transfer('from', '{from}to', 7), /POOR only 3/);
  assert.deepEqual(await r.mget('from', '{from}to'), ['3', '7']);
  await r.script('FLUSH');
  assert.equal(await r.transfer('from', '{from}to', 1), 8);
  assert.deepEqual(await r.multi().transfer('from', '{from}to', 1).get('from').exec(), [[null, 9], [null, '1']]);
  const many = await r.pipeline().transfer('{from}to', 'from', 2).transfer('{from}to', 'from', 3).exec();
  assert.deepEqual(many, [[null, 3], [null, 6]]);
}

async function pub_sub() {
  const [publisher, subscriber] = [connect(), await listening()];
  const heard = gathering(3);
  subscriber.on('message', (channel, message) => { heard.add([channel, message]); });
  subscriber.on('pmessage', (pattern, channel, message) => { heard.add([pattern, channel, message]); });
  assert.equal(await subscriber.subscribe('news', 'sport'), 2);
  assert.equal(await subscriber.psubscribe('n*'), 3);
  assert.equal(await publisher.publish('news', 'one'), 2);
  assert.equal(await publisher.publish('sport', 'two'), 1);
  assert.deepEqual(await heard, [['news', 'one'], ['n*', 'news', 'one'], ['sport', 'two']]);
  await assert.rejects(subscriber.get('k'), /subscriber mode/);
  assert.deepEqual(await publisher.pubsub('NUMSUB', 'news', 'none'), ['news', 1, 'none', 0]);
  await subscriber.unsubscribe('news', 'sport');
  await subscriber.punsubscribe('n*');
  assert.equal(await subscriber.set('k', 'v'), 'OK');
}

async function subscriptions_survive_a_reconnection() {
  const [publisher, subscriber] = [connect(), await listening()];
  await subscriber.subscribe('news');
  const heard = gathering(1);
  subscriber.on('message', (_, message) => { heard.add(message); });
  assert.equal(await publisher.client('KILL', 'TYPE', 'pubsub'), 1);
  await eventually(async () => await publisher.publish('news', 'again') === 1);
  assert.deepEqual(await heard, ['again']);
}

async function keyspace_notifications() {
  const [r, subscriber] = [connect(), await listening()];
  await r.config('SET', 'notify-keyspace-events', 'KEA');
  const heard = gathering(5);
  subscriber.on('pmessage', (_, channel, event) => { heard.add(`${channel} ${event}`); });
  await subscriber.psubscribe('__key*@0__:*');
  await r.set('k', 'v');
  await r.expire('k', 100);
  await r.del('k');
  assert.deepEqual(await heard, [
    '__keyspace@0__:k set', '__keyevent@0__:set k', '__keyspace@0__:k expire', '__keyevent@0__:expire k', '__keyspace@0__:k del']);
  await r.config('SET', 'notify-keyspace-events', '');
}

async function streams() {
  const r = connect();
  await r.xgroup('CREATE', 'tasks', 'workers', '0', 'MKSTREAM');
  for (let i = 0; i < 10; i++) await r.xadd('tasks', `1-${i + 1}`, 'n', i);
  const [[stream, entries]] = await r.xreadgroup('GROUP', 'workers', 'lazy', 'COUNT', 4, 'STREAMS', 'tasks', '>');
  assert.equal(stream, 'tasks');
  assert.deepEqual(entries.map(([id, fields]) => [id, fields]), Array.from({ length: 4 }, (_, i) => [`1-${i + 1}`, ['n', String(i)]]));
  assert.equal((await r.xpending('tasks', 'workers'))[0], 4);
  const [cursor, claimed] = await r.xautoclaim('tasks', 'workers', 'eager', 0, '0', 'COUNT', 10);
  assert.deepEqual([cursor, claimed.length], ['0-0', 4]);
  assert.equal(await r.xack('tasks', 'workers', ...claimed.map(([id]) => id)), 4);
  assert.equal((await r.xinfo('GROUPS', 'tasks')).length, 1);
}

async function scan_streams() {
  const r = connect({ keyPrefix: 'app:' });
  for (let i = 0; i < 200; i++) await r.set(`k:${i}`, i);
  const found = new Set();
  for await (const keys of r.scanStream({ match: 'app:k:*', count: 30 })) for (const key of keys) found.add(key);
  assert.equal(found.size, 200);
  assert.equal(await r.get('k:7'), '7');
  await r.sadd('set', ...Array.from({ length: 500 }, (_, i) => i));
  let members = 0;
  for await (const part of r.sscanStream('set')) members += part.length;
  assert.equal(members, 500);
}

async function blocking_pops() {
  const [r, first, second] = [connect(), connect(), connect()];
  const waiting = [first.brpop('queue', 30), second.blmove('queue', '{queue}done', 'LEFT', 'RIGHT', 30)];
  await eventually(async () => /blocked_clients:2\r/.test(await r.info('clients')));
  await r.rpush('queue', 'a', 'b');
  const [popped, moved] = await Promise.all(waiting);
  assert.deepEqual([popped[1], moved].sort(), ['a', 'b']);
  assert.equal(await r.llen('{queue}done'), 1);
  assert.equal(await first.bzpopmin('none', 0.01), null);
}

async function monitor() {
  const r = connect();
  await r.ping();
  const watching = closing(await r.monitor(), (open) => open.disconnect());
  const heard = gathering(2);
  watching.on('monitor', (time, args, source, database) => { heard.add([args, database]); });
  await r.set('k', 'with "quotes"');
  await r.get('k');
  assert.deepEqual(await heard, [[['set', 'k', 'with "quotes"'], '0'], [['get', 'k'], '0']]);
}

await run({
  pipelines, auto_pipelining, transactions, optimistic_locking, custom_commands, pub_sub, subscriptions_survive_a_reconnection,
  keyspace_notifications, streams, scan_streams, blocking_pops, monitor,
});
