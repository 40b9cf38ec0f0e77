// GET and SET through IActorKv in the same process, against the limit, a ConcurrentDictionary that copies its values as a store must, and against
// the same store through its TCP port. It is in memory, or over a SQLite journal with everysec; a key has 16 bytes and a value 32.
//
// GET may allocate its result and nothing else; SET over a value nothing.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorKv.Hosting;
using BenchmarkDotNet.Attributes;

namespace ActorKv.Benchmarks;

public class InProcessBenchmarks
{
    private const int Port = 7459;

    private static readonly KvReplyParser<bool> Ok = static (ref KvReplyReader reply) => reply.ReadBoolean();
    private static readonly KvReplyParser<byte[]> Bytes = static (ref KvReplyReader reply) => reply.ReadBytes().ToArray();
    private static readonly KvReplyParser<int> Length = static (ref KvReplyReader reply) => reply.ReadBytes().Length;

    private readonly ConcurrentDictionary<string, byte[]> _dictionary = new(StringComparer.Ordinal);
    private readonly byte[] _value = new byte[32];
    private readonly string _key = "key:000000000001";
    private string _directory = "";
    private ActorKvStore _store = null!;
    private ActorKvConnection _connection = null!;

    [Params(true, false)]
    public bool InMemory { get; set; }

    [GlobalSetup]
    public void Open()
    {
        ActorKvOptions options = new() { InMemory = InMemory, AppendFsync = KvFsync.EverySecond, Port = Port };
        if (!InMemory) options.DataDirectory = _directory = Directory.CreateTempSubdirectory("actorkv-bench-").FullName;
        options.SavePoints.Clear();
        _store = ActorKvStore.OpenAsync(options).GetAwaiter().GetResult();
        _connection = ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions { Port = Port }).GetAwaiter().GetResult();
        SET();
        DictionarySet();
    }

    [GlobalCleanup]
    public void Close()
    {
        _connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (!InMemory) Directory.Delete(_directory, recursive: true);
    }

    [Benchmark]
    public byte[] GET() => Result(_store.SendAsync(new KvCommand("GET", [_key]), Bytes));

    [Benchmark(Description = "GET, its length alone")]
    public int GetLength() => Result(_store.SendAsync(new KvCommand("GET", [_key]), Length));

    [Benchmark(Description = "SET over a value")]
    public bool SET() => Result(_store.SendAsync(new KvCommand("SET", [_key, _value]), Ok));

    [Benchmark(Description = "GET over loopback, awaited one by one")]
    public byte[] LoopbackGet() => Result(_connection.SendAsync(new KvCommand("GET", [_key]), Bytes));

    [Benchmark(Description = "SET over loopback, awaited one by one")]
    public bool LoopbackSet() => Result(_connection.SendAsync(new KvCommand("SET", [_key, _value]), Ok));

    [Benchmark(Description = "ConcurrentDictionary: get, copied")]
    public byte[] DictionaryGet() => _dictionary.TryGetValue(_key, out byte[]? value) ? value.AsSpan().ToArray() : [];

    [Benchmark(Description = "ConcurrentDictionary: set, copied")]
    public void DictionarySet() => _dictionary[_key] = _value.AsSpan().ToArray();

    // A loop of nothing but writes is faster than any disk: when a quarter of a GiB waits for the journal, so must the caller.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Result<T>(ValueTask<T> reply) => reply.IsCompletedSuccessfully ? reply.Result : reply.AsTask().GetAwaiter().GetResult();
}
