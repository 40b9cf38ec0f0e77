<?php
// What users of phpredis do.
//
//     php phpredis_features.php PORT FEATURE
//
// Each feature is a function here; it throws when the server does not do its part.

declare(strict_types=1);

const PATIENCE = 30;

$port = (int) $argv[1];

function connect(): Redis
{
    global $port;
    $redis = new Redis();
    $redis->connect('127.0.0.1', $port, PATIENCE);
    return $redis;
}

function check(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) throw new Exception(sprintf("expected %s, not %s", var_export($expected, true), var_export($actual, true)));
}

function data_types(): void
{
    $r = connect();
    check(true, $r->set('name', 'ActorKv', ['nx', 'ex' => 100]));
    check(false, $r->set('name', 'other', ['nx']));
    check('ActorKv', $r->get('name'));
    check(true, $r->ttl('name') > 90);
    check(false, $r->get('none'));
    check(5, $r->incrBy('n', 5));
    check(true, $r->mSet(['a' => '1', 'b' => '2']));
    check(['1', '2', false], $r->mGet(['a', 'b', 'c']));
    check(1, $r->hSet('user', 'name', 'Ada'));
    check(true, $r->hMSet('user', ['age' => '36', 'city' => 'London']));
    check(['name' => 'Ada', 'age' => '36', 'city' => 'London'], $r->hGetAll('user'));
    check(3, $r->rPush('list', 'a', 'b', 'c'));
    check(['a', 'b'], $r->lRange('list', 0, 1));
    check(['list', 'a'], $r->blPop(['{list}none', 'list'], PATIENCE));
    check(2, $r->sAdd('set', 'x', 'y'));
    check(true, $r->sIsMember('set', 'x'));
    check(2, $r->zAdd('board', 1.5, 'ann', 3, 'bob'));
    check(['bob' => 3.0, 'ann' => 1.5], $r->zRevRange('board', 0, -1, true));
    check(1, $r->geoAdd('cities', 13.36, 38.11, 'Palermo'));
    check(1, $r->pfAdd('seen', ['a', 'b']));
    check(2, $r->pfCount('seen'));
    check(Redis::REDIS_HASH, $r->type('user'));
    check(false, $r->lPush('name', 'x'));
    check(true, str_starts_with($r->getLastError(), 'WRONGTYPE'));
}

function serialized_values(): void
{
    $r = connect();
    $r->setOption(Redis::OPT_SERIALIZER, Redis::SERIALIZER_PHP);
    $r->setOption(Redis::OPT_PREFIX, 'app:');
    $order = ['number' => 7, 'items' => ['tea', 'milk'], 'bytes' => "\0\xff\r\n"];
    check(true, $r->set('{o}order', $order));
    check($order, $r->get('{o}order'));
    check(true, $r->rename('{o}order', '{o}paid'));
    check(['app:{o}paid'], $r->keys('*'));
    check($order, $r->get('{o}paid'));
}

function transactions(): void
{
    $r = connect();
    check([true, 2, '2', 1], $r->multi()->set('a', '1')->incr('a')->get('a')->sAdd('{a}s', 'x')->exec());
    check([true, false, true], $r->multi()->set('a', 'x')->incr('a')->set('{a}b', '1')->exec());
    check('1', $r->get('{a}b'));
    $r->multi()->set('a', 'never')->discard();
    check('x', $r->get('a'));
    $r->watch('a');
    connect()->set('a', 'changed');
    check(false, $r->multi()->set('a', 'mine')->exec());
    check('changed', $r->get('a'));
    $replies = $r->pipeline();
    for ($i = 0; $i < 500; $i++) $replies->incr('hits');
    check(range(1, 500), $replies->exec());
}

function scans(): void
{
    $r = connect();
    $filling = $r->pipeline();
    for ($i = 0; $i < 300; $i++) $filling->set("key:$i", 'v')->hSet('hash', "field:$i", 'v')->zAdd('zset', $i, "member:$i");
    $filling->exec();
    $r->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
    $found = [];
    $cursor = null;
    while ($keys = $r->scan($cursor, 'key:*', 50)) foreach ($keys as $key) $found[$key] = true;
    check(300, count($found));
    $found = [];
    $cursor = null;
    while ($fields = $r->hScan('hash', $cursor)) $found += $fields;
    check(300, count($found));
    $found = [];
    $cursor = null;
    while ($members = $r->zScan('zset', $cursor, 'member:1*')) $found += $members;
    check(111, count($found));
}

function scripts(): void
{
    $r = connect();
    check(['k', 'v', 3], $r->eval('return {KEYS[1], ARGV[1], #KEYS + 2}', ['k', 'v'], 1));
    $sha = $r->script('load', "return redis.call('INCRBY', KEYS[1], ARGV[1])");
    check(5, $r->evalSha($sha, ['n', 5], 1));
    check([1], $r->script('exists', $sha));
    check(false, $r->eval("return redis.call('LPUSH', KEYS[1], 'x')", ['n'], 1));
    check(true, str_contains($r->getLastError(), 'WRONGTYPE'));
}

/** psubscribe returns only when its connection breaks: a child listens, and tells what it heard through a list. */
function subscriptions(): void
{
    $child = pcntl_fork();
    if ($child === 0) {
        connect()->psubscribe(['news:*'], function (Redis $r, string $pattern, string $channel, string $message) {
            connect()->rPush('heard', "$pattern $channel $message");
        });
    }
    try {
        $r = connect();
        while ($r->pubsub('numpat') === 0);
        check(0, $r->publish('other', 'nobody hears'));
        foreach (['news:a', 'news:b'] as $channel) {
            check(1, $r->publish($channel, 'hello'));
            check(['heard', "news:* $channel hello"], $r->blPop('heard', PATIENCE));
        }
    } finally {
        posix_kill($child, SIGKILL);
        pcntl_wait($status);
    }
}

function streams(): void
{
    $r = connect();
    check(true, $r->xGroup('CREATE', 'tasks', 'workers', '0', true));
    check('1-1', $r->xAdd('tasks', '1-1', ['n' => '1']));
    check('1-2', $r->xAdd('tasks', '1-2', ['n' => '2']));
    check(['tasks' => ['1-1' => ['n' => '1'], '1-2' => ['n' => '2']]], $r->xReadGroup('workers', 'me', ['tasks' => '>'], 10));
    check(2, $r->xAck('tasks', 'workers', ['1-1', '1-2']));
    check(2, $r->xLen('tasks'));
    check(0, $r->xPending('tasks', 'workers')[0]);
}

function sessions(): void
{
    global $port;
    ini_set('session.save_handler', 'redis');
    ini_set('session.save_path', "tcp://127.0.0.1:$port?prefix=sess:");
    ini_set('session.gc_maxlifetime', '600');
    ini_set('session.use_cookies', '0');
    ini_set('session.cache_limiter', '');
    ini_set('redis.session.locking_enabled', '1');
    ini_set('redis.session.lock_expire', '60');
    session_id('visitor1');
    check(true, session_start());
    check([], $_SESSION);
    $_SESSION['cart'] = ['tea', 'milk'];
    check(1, connect()->exists('sess:visitor1_LOCK'));
    session_write_close();
    check(0, connect()->exists('sess:visitor1_LOCK'));
    check(true, connect()->ttl('sess:visitor1') > 590);
    $_SESSION = [];
    session_start();
    check(['cart' => ['tea', 'milk']], $_SESSION);
    $old = session_id();
    session_regenerate_id(true);
    session_write_close();
    check(0, connect()->exists("sess:$old"));
    check(1, connect()->exists('sess:' . session_id()));
    session_start();
    session_destroy();
    check([], connect()->keys('sess:*'));
}

$argv[2]();
