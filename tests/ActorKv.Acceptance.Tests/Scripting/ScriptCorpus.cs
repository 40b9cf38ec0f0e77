// The corpus: locks, limiters, queues, JSON, MessagePack, errors, functions; and what frameworks do around them.

namespace ActorKv.Acceptance.Tests.Scripting;

internal static class ScriptCorpus
{
    private const string Acquire = "if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end return 0";

    private const string Release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    private const string FixedWindow = """
        local count = redis.call('incr', KEYS[1])
        if tonumber(count) == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
        if count > tonumber(ARGV[2]) then return {0, redis.call('pttl', KEYS[1]) > 0} end
        return {1, ARGV[2] - count}
        """;

    private const string TokenBucket = """
        local rate, capacity, now, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local state = redis.call('hmget', KEYS[1], 'tokens', 'time')
        local tokens, time = tonumber(state[1]), tonumber(state[2])
        if tokens == nil then tokens, time = capacity, now end
        tokens = math.min(capacity, tokens + math.max(0, now - time) * rate)
        local allowed = tokens >= wanted
        if allowed then tokens = tokens - wanted end
        redis.call('hset', KEYS[1], 'tokens', tokens, 'time', now)
        return {allowed and 1 or 0, tostring(tokens), 'left:' .. tokens}
        """;

    private const string SlidingWindow = """
        redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[1] - ARGV[2])
        local n = redis.call('zcard', KEYS[1])
        if n < tonumber(ARGV[3]) then redis.call('zadd', KEYS[1], ARGV[1], ARGV[1]) return n + 1 end
        return redis.error_reply('LIMITED too many: ' .. n)
        """;

    private const string MoveJobs = """
        local moved = {}
        for i = 1, ARGV[1] do
          local job = redis.call('rpop', KEYS[1])
          if not job then break end
          redis.call('lpush', KEYS[2], job)
          moved[#moved + 1] = job
        end
        return moved
        """;

    private const string DueJobs = """
        local due = redis.call('zrangebyscore', KEYS[1], 0, ARGV[1], 'WITHSCORES', 'LIMIT', 0, 100)
        for i = 1, #due, 2 do redis.call('zrem', KEYS[1], due[i]) redis.call('rpush', KEYS[2], due[i] .. ':' .. due[i + 1]) end
        return #due / 2
        """;

    private const string Json = """
        local job = cjson.decode(ARGV[1])
        job.attempts = (job.attempts or 0) + 1
        job.tags[#job.tags + 1] = 'seen'
        redis.call('set', KEYS[1], cjson.encode(job.tags))
        return {job.id, tostring(job.ratio), job.attempts, job.none == cjson.null, cjson.encode({1.5, 'a/b', {}})}
        """;

    private const string Packed = """
        local options = cmsgpack.unpack(cmsgpack.pack({id = 7, list = {1, 2, 3}, name = 'x', big = 2^40, part = 0.5}))
        redis.call('hset', KEYS[1], 'id', options.id, 'n', #options.list, 'name', options.name, 'big', options.big, 'part', options.part)
        return redis.call('hget', KEYS[1], 'big')
        """;

    private const string Library = """
        #!lua name=counters
        local function bump(keys, args) return redis.call('incrby', keys[1], args[1] or 1) end
        redis.register_function('bump', bump)
        redis.register_function{function_name = 'peek', callback = function(keys) return redis.call('get', keys[1]) end, flags = {'no-writes'}, description = 'reads'}
        redis.register_function('fail', function() return redis.call('nope') end)
        """;

    /// <summary>Commands in their order.</summary>
    public static IReadOnlyList<object[]> Commands { get; } =
    [
        ["EVAL", Acquire, 1, "lock", "me", 30000], ["EVAL", Acquire, 1, "lock", "you", 30000], ["EVAL", Release, 1, "lock", "you"], ["EVAL", Release, 1, "lock", "me"], ["GET", "lock"],
        ["EVAL", FixedWindow, 1, "window", 60000, 2], ["EVAL", FixedWindow, 1, "window", 60000, 2], ["EVAL", FixedWindow, 1, "window", 60000, 2], ["DEL", "window"],
        ["EVAL", TokenBucket, 1, "bucket", "0.5", 10, 100, 3], ["EVAL", TokenBucket, 1, "bucket", "0.5", 10, 101, 3], ["EVAL", TokenBucket, 1, "bucket", "0.25", 10, 103, 9],
        ["HGETALL", "bucket"],
        ["EVAL", SlidingWindow, 1, "slide", 1000, 100, 2], ["EVAL", SlidingWindow, 1, "slide", 1001, 100, 2], ["EVAL", SlidingWindow, 1, "slide", 1002, 100, 2], ["EVAL", SlidingWindow, 1, "slide", 1101, 100, 2],
        ["RPUSH", "queue", "a", "b", "c"], ["EVAL", MoveJobs, 2, "queue", "active", 2], ["EVAL", MoveJobs, 2, "queue", "active", 5], ["LRANGE", "active", 0, -1],
        ["ZADD", "delayed", 5, "j1", 10, "j2", "1.5", "j3"], ["EVAL", DueJobs, 2, "delayed", "wait", 6], ["LRANGE", "wait", 0, -1],
        ["EVAL", Json, 1, "json", """{"id":"x1","ratio":0.5,"tags":["a"],"none":null}"""], ["GET", "json"], ["EVAL", Packed, 1, "packed"], ["HGETALL", "packed"],
        ["EVAL", "return {1, 2.9, 'x', true, false, {ok='fine'}, {err='BAD thing'}, {1, {2}}}", 0],
        ["EVAL", "return redis.pcall('incr', KEYS[1])", 1, "json"], ["EVAL", "return redis.call('incr', KEYS[1])", 1, "json"],
        ["EVAL", "local ok, e = pcall(redis.call, 'incr', KEYS[1]) return {ok, e}", 1, "json"],
        ["EVAL", "redis.call('set', KEYS[1], 'kept') error('after a write')", 1, "kept"], ["GET", "kept"],
        ["EVAL", "redis.call('set', KEYS[1], 1) return redis.call('lpush', KEYS[1], 1)", 1, "kept"], ["GET", "kept"],
        ["EVAL", "for i = 1, 50 do redis.call('set', 'undeclared:' .. i, i) end return redis.call('get', 'undeclared:7')", 0], ["DBSIZE"],
        ["EVAL", "redis.call('set', KEYS[1], 'v') return redis.call('get', 'undeclared:9')", 1, "declared"],
        ["EVAL", "return redis.call('mget', 'undeclared:1', 'undeclared:2', 'nothing')", 0],
        ["HSET", "one", "field", 1], ["EVAL", "redis.setresp(3) return redis.call('hgetall', KEYS[1])", 1, "one"], ["EVAL", "return redis.call('zrange', KEYS[1], 0, -1, 'withscores')", 1, "slide"],
        ["EVAL", "redis.setresp(3) return redis.call('zscore', KEYS[1], '1001')", 1, "slide"], ["EVAL", "redis.setresp(3) return {redis.call('get', 'nothing')}", 0],
        ["EVAL", "redis.call('select', 3) return redis.call('set', 'there', 1)", 0], ["GET", "there"],
        ["EVAL", "return redis.call('blpop', 'nothing', 0)", 0], ["EVAL", "return redis.call('lmove', 'active', 'done', 'left', 'right')", 0],
        ["EVAL", "return redis.call('spop', 'nothing')", 0], ["EVAL_RO", "return redis.call('set', KEYS[1], 1)", 1, "k"], ["EVAL", "#!lua flags=no-writes\nreturn redis.call('del', KEYS[1])", 1, "kept"],
        ["EVAL", "return x", 0], ["EVAL", "x = 1", 0], ["EVAL", "return", 0], ["EVAL", "retrun 1", 0], ["EVAL", "return 1", "x"], ["EVAL", "return 1", 2, "a"], ["EVAL", "return 1", -1],
        ["SCRIPT", "LOAD", "return {KEYS[1], ARGV[1]}"], ["EVALSHA", "9e0dd1e7d0dd4b6a5d0ef0b8b1fa1e2fcf1fc5ab", 0], ["SCRIPT", "EXISTS", "x"],
        ["MULTI"], ["EVAL", "return redis.call('incr', KEYS[1])", 1, "m"], ["INCR", "m"], ["EVAL", "return redis.call('get', 'undeclared:3')", 0], ["EVAL", "return nope", 0], ["EXEC"], ["GET", "m"],
        ["FUNCTION", "LOAD", Library], ["FUNCTION", "LOAD", Library], ["FCALL", "bump", 1, "c"], ["FCALL", "BUMP", 1, "c", 5], ["FCALL_RO", "peek", 1, "c"], ["FCALL_RO", "bump", 1, "c"],
        ["FCALL", "fail", 0], ["FCALL", "missing", 0], ["FUNCTION", "STATS"], ["FUNCTION", "LOAD", "REPLACE", "#!lua name=counters\nredis.register_function('only', function(k, a) return {k, a} end)"],
        ["FUNCTION", "LIST"], ["FCALL", "only", 1, "k", "a", "b"], ["FCALL", "bump", 1, "c"], ["FUNCTION", "DELETE", "counters"], ["FUNCTION", "DELETE", "counters"], ["FUNCTION", "FLUSH"],
        ["SCRIPT", "KILL"], ["FUNCTION", "KILL"], ["SCRIPT", "FLUSH"], ["EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", 0],
    ];
}
