// Commands from the bytes of a request to the bytes of a reply. Keys have 16 bytes and values 32, as in the tables of docs/performance.md.
//
// GET and a SET that finds room for its value must allocate nothing; a new key allocates the one array that holds key and value. (It is
// deleted again, so that every SET makes a new key and the table does not grow.)

using BenchmarkDotNet.Attributes;

namespace ActorKv.Benchmarks;

public class CommandBenchmarks
{
    private readonly byte[] _get = Wire.Of("GET", "key:000000000001"), _miss = Wire.Of("GET", "key:no-such-key!");
    private readonly byte[] _set = Wire.Of("SET", "key:000000000001", new string('v', 32)), _incr = Wire.Of("INCR", "counter");
    private readonly byte[] _push = Wire.Of("LPUSH", "list", new string('v', 32)), _pop = Wire.Of("RPOP", "list");
    private readonly byte[] _new = Wire.Of("SET", "key:000000000002", new string('v', 32)), _del = Wire.Of("DEL", "key:000000000002");
    private readonly byte[] _getDel = Wire.Of("GETDEL", "key:000000000002");
    private BenchStore _store = null!;

    [GlobalSetup]
    public void Open()
    {
        _store = new BenchStore();
        _store.Receive(_set);
        for (int i = 0; i < 100; i++) _store.Receive(_push);
    }

    [GlobalCleanup]
    public void Close() => _store.Dispose();

    [Benchmark]
    public void GET() => _store.Receive(_get);

    [Benchmark(Description = "GET of a missing key")]
    public void GetMissing() => _store.Receive(_miss);

    [Benchmark(Description = "SET over a value")]
    public void SetOver() => _store.Receive(_set);

    [Benchmark(Description = "SET of a new key, then GETDEL")]
    public void SetNew()
    {
        _store.Receive(_new);
        _store.Receive(_getDel);
    }

    [Benchmark(Description = "SET of a new key, then DEL")]
    public void SetDel()
    {
        _store.Receive(_new);
        _store.Receive(_del);
    }

    [Benchmark]
    public void INCR() => _store.Receive(_incr);

    [Benchmark(Description = "LPUSH, then RPOP")]
    public void PushPop()
    {
        _store.Receive(_push);
        _store.Receive(_pop);
    }
}
