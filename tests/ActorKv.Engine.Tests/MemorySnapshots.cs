// A snapshot store in memory, whose chunks tests can damage.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Engine.Tests;

internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly List<(SnapshotSave Save, List<SnapshotChunk> Chunks)> _saves = [];

    public IReadOnlyList<SnapshotSave> Saves => [.. _saves.Select(save => save.Save)];

    /// <summary>Makes the next save that is completed fail.</summary>
    public string? Fault { get; set; }

    public ISnapshotSaveWriter BeginSave() => new Writer(this);

    /// <summary>Every chunk comes in the same array, overwritten by the next one: nobody may count on more than the contract says.</summary>
    public IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard)
    {
        byte[] buffer = [];
        foreach (SnapshotChunk chunk in _saves.Single(other => other.Save.Id == save.Id).Chunks.Where(chunk => chunk.Shard == shard).ToList())
        {
            if (buffer.Length < chunk.Payload.Length) buffer = new byte[chunk.Payload.Length];
            buffer.AsSpan().Clear();
            chunk.Payload.CopyTo(buffer);
            yield return chunk with { Payload = buffer.AsMemory(0, chunk.Payload.Length) };
        }
    }

    public void DeleteOld(int keep)
    {
        if (_saves.Count > keep) _saves.RemoveRange(keep, _saves.Count - keep);
    }

    /// <summary>Flips a byte in every chunk of the newest save.</summary>
    public void DamageNewest()
    {
        foreach (SnapshotChunk chunk in _saves[0].Chunks)
            if (chunk.Payload.Length > 0) System.Runtime.InteropServices.MemoryMarshal.AsMemory(chunk.Payload).Span[0] ^= 0xff;
    }

    public void Dispose()
    {
    }

    private sealed class Writer(MemorySnapshots store) : ISnapshotSaveWriter
    {
        private readonly List<SnapshotChunk> _chunks = [];

        public void Add(in SnapshotChunk chunk) => _chunks.Add(chunk with { Payload = chunk.Payload.ToArray() });

        public SnapshotSave Complete(long time, long lsn)
        {
            if (store.Fault is { } fault) throw new JournalException(fault);
            SnapshotSave save = new(store._saves.Count == 0 ? 1 : store._saves[0].Save.Id + 1, time, lsn, _chunks.Min(chunk => chunk.ShardLsn));
            store._saves.Insert(0, (save, _chunks));
            return save;
        }

        public void Dispose()
        {
        }
    }
}
