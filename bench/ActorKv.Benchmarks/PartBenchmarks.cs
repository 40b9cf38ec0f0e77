// The parts that every command passes, each alone: decoder, reply writer, commit queue.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Protocol;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Benchmarks;

public class PartBenchmarks
{
    private readonly byte[] _set = Wire.Of("SET", "key:000000000001", new string('v', 32)), _value = new byte[32];
    private readonly RequestDecoder _decoder = new(new RespLimits());
    private readonly RespWriter _writer = new();
    private readonly CommitQueue _queue = new(
        new JournalTarget(new NoJournal()), 0, AppendFsync.EverySecond, _ => ValueTask.CompletedTask, TimeProvider.System, NullLogger.Instance);

    [GlobalCleanup]
    public void Close() => _queue.Dispose();

    [Benchmark(Description = "RequestDecoder: SET key value")]
    public int Decode()
    {
        int start = 0, end = _set.Length;
        _decoder.Decode(_set, ref start, ref end);
        return _decoder.Request.Count;
    }

    [Benchmark(Description = "RespWriter: a bulk of 32 bytes")]
    public void Bulk()
    {
        _writer.Bulk(_value);
        _writer.Advance(_writer.Peek().Length);
    }

    [Benchmark(Description = "RespWriter: an integer")]
    public void Integer()
    {
        _writer.Integer(1_234_567);
        _writer.Advance(_writer.Peek().Length);
    }

    [Benchmark(Description = "CommitQueue: append 64 bytes")]
    public long Append()
    {
        long lsn = _queue.Append(shard: null, _set);
        _queue.Kick();
        return lsn;
    }
}
