namespace ActorKv.Engine.Recovery;

/// <summary>How far recovery has come; read by INFO while it runs.</summary>
internal sealed class RecoveryProgress
{
    private long _keys;
    private long _effects;

    /// <summary>Unix milliseconds.</summary>
    public long StartedAt { get; set; }

    /// <summary>Keys loaded from a save.</summary>
    public long Keys => Volatile.Read(ref _keys);

    /// <summary>Effects replayed from the journal.</summary>
    public long Effects => Volatile.Read(ref _effects);

    /// <summary>Bytes of save and journal that there are to read, about.</summary>
    public long TotalBytes { get; set; }

    public long LoadedBytes { get; set; }

    public TimeSpan Duration { get; set; }

    public void AddKeys(long count) => Interlocked.Add(ref _keys, count);

    public void AddEffects(long count) => Interlocked.Add(ref _effects, count);
}
