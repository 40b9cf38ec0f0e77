// HTTP sessions of an Express application, kept by connect-redis.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import { closing, port, run } from './feature.mjs';

/** An application that counts the visits of each session; returns what sends requests to it with the cookies of one browser. */
async function site() {
  const client = closing(await createClient({ socket: { host: '127.0.0.1', port } }).connect(), (open) => open.close());
  const store = new RedisStore({ client, prefix: 'sess:', ttl: 600 });
  const app = express();
  app.use(session({ store, secret: 'not a secret', resave: false, saveUninitialized: false }));
  app.get('/visit', (request, response) => {
    request.session.visits = (request.session.visits ?? 0) + 1;
    response.json(request.session.visits);
  });
  app.get('/look', (request, response) => { response.json(request.session.visits ?? 0); });
  app.get('/leave', (request, response, next) => {
    request.session.destroy((error) => (error ? next(error) : response.json('bye')));
  });
  const server = closing(app.listen(0, '127.0.0.1'), (open) => new Promise((resolve) => { open.close(resolve); open.closeAllConnections(); }));
  await once(server, 'listening');
  function browser() {
    let cookie = '';
    return async (path) => {
      const response = await fetch(`http://127.0.0.1:${server.address().port}/${path}`, { headers: { cookie } });
      assert.equal(response.status, 200, await response.clone().text());
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return response.json();
    };
  }
  return { client, store, browser };
}

async function visits_are_counted_by_session() {
  const { client, browser } = await site();
  const [ann, bob] = [browser(), browser()];
  for (const visits of [1, 2, 3]) assert.equal(await ann('visit'), visits);
  assert.equal(await bob('visit'), 1);
  assert.equal(await browser()('look'), 0);
  const keys = await client.keys('sess:*');
  assert.equal(keys.length, 2);
  assert.ok(await client.ttl(keys[0]) > 590);
}

async function a_visit_prolongs_a_session_and_leaving_ends_it() {
  const { client, browser } = await site();
  const ann = browser();
  await ann('visit');
  const [key] = await client.keys('sess:*');
  await client.expire(key, 5);
  assert.equal(await ann('look'), 1);
  assert.ok(await client.ttl(key) > 590);
  await ann('leave');
  assert.equal(await client.exists(key), 0);
  assert.equal(await ann('visit'), 1);
}

async function the_store_lists_and_clears_sessions() {
  const { client, store, browser } = await site();
  for (let i = 0; i < 3; i++) await browser()('visit');
  await client.set('other', 'key');
  assert.equal(await store.length(), 3);
  assert.equal((await store.all()).length, 3);
  await store.clear();
  assert.deepEqual(await client.keys('*'), ['other']);
}

await run({ visits_are_counted_by_session, a_visit_prolongs_a_session_and_leaving_ends_it, the_store_lists_and_clears_sessions });
