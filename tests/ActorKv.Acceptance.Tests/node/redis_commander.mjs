// redis-commander, the web interface, as a browser uses it: its HTTP calls, which it answers from the server.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { Redis } from 'ioredis';
import { closing, port, run } from './feature.mjs';

const program = createRequire(import.meta.url).resolve('redis-commander/bin/redis-commander.js');
// A node of a cluster makes it connect anew, to the cluster.
const isCluster = process.env.KVTEST_INSTEAD === 'Cluster';
const connection = `${isCluster ? 'C' : 'R'}:127.0.0.1:${port}:0`;

async function free_port() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  return free;
}

/** Starts redis-commander; returns what calls it, and what it knows nothing of: a client of the server. */
async function commander() {
  const own = await free_port();
  const options = ['--redis-host', '127.0.0.1', '--redis-port', port, '--address', '127.0.0.1', '--port', own, '--noload', '--nosave'];
  const child = spawn(process.execPath, [program, ...options.map(String)], { env: { ...process.env, HOME: tmpdir() }, cwd: tmpdir() });
  closing(child, (open) => new Promise((resolve) => { open.on('exit', resolve); open.kill(); }));
  let said = '';
  await new Promise((resolve, reject) => {
    const hear = (bytes) => {
      said += bytes;
      if (said.includes('access with browser') && said.includes(`Redis Connection ${isCluster ? 'cluster ' : ''}127.0.0.1:${port}`)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => { reject(new Error(said)); });
  });
  async function call(path, form) {
    const options = form && { method: 'POST', body: new URLSearchParams(form) };
    const response = await fetch(`http://127.0.0.1:${own}/apiv2/${path}`, options);
    const text = await response.text();
    assert.equal(response.status, 200, `${path}: ${text}\n${said}`);
    try { return JSON.parse(text); } catch { return text; }
  }
  return { call, r: closing(new Redis({ port }), (open) => open.quit()) };
}

async function keys_are_shown_by_type() {
  const { call, r } = await commander();
  await r.set('app:name', 'ActorKv', 'EX', 1000);
  await r.hset('app:user', { name: 'Ada', age: 36 });
  await r.rpush('app:list', 'a', 'b');
  await r.sadd('app:set', 'x');
  await r.zadd('app:board', 2, 'bob');
  await r.xadd('app:log', '1-1', 'event', 'start');
  const tree = (await call(`keystree/${connection}/app:`)).data;
  assert.deepEqual(
    tree.map((node) => `${node.keyName} ${node.rel}`).sort(),
    ['board zset', 'list list', 'log stream', 'name string', 'set set', 'user hash']);
  const name = await call(`key/${connection}/app:name`);
  assert.equal(name.value, 'ActorKv');
  assert.ok(Number(name.ttl) > 900);
  assert.deepEqual((await call(`key/${connection}/app:user`)).data, { name: 'Ada', age: '36' });
  assert.deepEqual((await call(`key/${connection}/app:list`)).items.map((item) => item.value), ['a', 'b']);
  assert.deepEqual((await call(`key/${connection}/app:set`)).members, ['x']);
  assert.equal((await call(`key/${connection}/app:board`)).items[0].value, 'bob');
  assert.equal((await call(`key/${connection}/app:log`)).items.length, 1);
}

async function keys_are_edited() {
  const { call, r } = await commander();
  await call(`key/${connection}/greeting`, { stringValue: 'hello' });
  assert.equal(await r.get('greeting'), 'hello');
  await call('hash/field', { connectionId: connection, key: 'user', field: 'name', value: 'Ada' });
  assert.equal(await r.hget('user', 'name'), 'Ada');
  await call('list/value', { connectionId: connection, key: 'list', value: 'first', type: 'rpush' });
  assert.deepEqual(await r.lrange('list', 0, -1), ['first']);
  await call('set/member', { connectionId: connection, key: 'set', value: 'x' });
  assert.deepEqual(await r.smembers('set'), ['x']);
  await call('zset/member', { connectionId: connection, key: 'board', score: '1.5', value: 'ann' });
  assert.equal(await r.zscore('board', 'ann'), '1.5');
  await call(`key/${connection}/greeting?action=delete`, {});
  assert.equal(await r.exists('greeting'), 0);
}

async function its_console_runs_commands_and_its_info_page_shows_the_server() {
  const { call } = await commander();
  assert.equal((await call(`exec/${connection}`, { cmd: 'SET k "a b"' })).data, 'OK');
  assert.equal((await call(`exec/${connection}`, { cmd: 'GET k' })).data, 'a b');
  assert.match(JSON.stringify(await call(`exec/${connection}`, { cmd: 'LPUSH k v' })), /WRONGTYPE/);
  const [server] = (await call('server/info')).data;
  assert.ok(server.info.some((line) => line.key === 'Redis version'), JSON.stringify(server).slice(0, 400));
}

await run({ keys_are_shown_by_type, keys_are_edited, its_console_runs_commands_and_its_info_page_shows_the_server });
