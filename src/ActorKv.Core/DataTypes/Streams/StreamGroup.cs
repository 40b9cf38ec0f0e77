// A consumer group: where it stands in the stream, who its consumers are, and which entries they have been given and not acknowledged.
//
//   Pending     1-0   1-4   2-0   3-0      by id: the whole group's
//   consumers   a: 1-0, 3-0    b: 1-4, 2-0          the same objects, by consumer
//
// Invariant: an entry is in the group's list exactly when it is in the list of one of its consumers, the one it names.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal sealed class StreamGroup : INamed
{
    /// <summary>What <see cref="EntriesRead"/> is when nobody knows.</summary>
    public const long Unknown = -1;

    private readonly StreamMemory _memory;

    public StreamGroup(byte[] name, StreamMemory memory)
    {
        _memory = memory;
        Name = name;
        Pending = new PendingList(memory);
        Consumers = new NameTable<StreamConsumer>(memory);
        memory.Bytes += MemoryUsage;
    }

    public byte[] Name { get; }

    /// <summary>The last entry that was given out as new.</summary>
    public StreamId LastId { get; set; }

    /// <summary>How many of all entries ever added were given out up to <see cref="LastId"/>, or <see cref="Unknown"/>.</summary>
    public long EntriesRead { get; set; }

    public PendingList Pending { get; }

    public NameTable<StreamConsumer> Consumers { get; }

    // Without consumers and what is pending.
    private long MemoryUsage => ObjectSize.Of(64) + 2 * ObjectSize.Of(40) + ObjectSize.Array(Name.Length);

    /// <summary>Makes a consumer of a name that there is none of.</summary>
    public StreamConsumer AddConsumer(ReadOnlySpan<byte> name, long seenTime)
    {
        StreamConsumer consumer = new(name.ToArray(), _memory) { SeenTime = seenTime };
        Consumers.Add(consumer);
        _memory.Bytes += consumer.MemoryUsage;
        return consumer;
    }

    /// <summary>Removes a consumer and all that it has pending.</summary>
    public void RemoveConsumer(StreamConsumer consumer)
    {
        for (PendingCursor at = consumer.Pending.From(StreamId.Zero); at.MoveNext();) Pending.Remove(at.Current.Id);
        _memory.Bytes -= consumer.Pending.Count * PendingEntry.Size;
        consumer.Pending.Release();
        Consumers.Remove(consumer);
        _memory.Bytes -= consumer.MemoryUsage;
    }

    /// <summary>The pending entry of an id. When there is none it is made, nobody's yet, as if it had been given out once.</summary>
    public PendingEntry GetOrAdd(StreamId id)
    {
        if (Pending.Find(id) is { } known) return known;
        PendingEntry entry = new(id) { Deliveries = 1 };
        Pending.TryAdd(entry);
        _memory.Bytes += PendingEntry.Size;
        return entry;
    }

    /// <summary>Gives a pending entry to a consumer, whoever had it.</summary>
    public static void Assign(PendingEntry entry, StreamConsumer consumer)
    {
        if (entry.Consumer == consumer) return;
        entry.Consumer?.Pending.Remove(entry.Id);
        entry.Consumer = consumer;
        consumer.Pending.TryAdd(entry);
    }

    /// <summary>Removes a pending entry. False when there is none of that id.</summary>
    public bool Acknowledge(StreamId id)
    {
        if (Pending.Find(id) is not { } entry) return false;
        Pending.Remove(id);
        entry.Consumer?.Pending.Remove(id);
        _memory.Bytes -= PendingEntry.Size;
        return true;
    }

    /// <summary>Takes all that the group holds off the stream's memory: it is about to be let go.</summary>
    public void Release()
    {
        _memory.Bytes -= MemoryUsage + Pending.Count * PendingEntry.Size + Consumers.ArrayMemory;
        Pending.Release();
        for (int i = 0; i < Consumers.Count; i++)
        {
            _memory.Bytes -= Consumers[i].MemoryUsage;
            Consumers[i].Pending.Release();
        }
    }

    /// <summary>A copy for another stream.</summary>
    public StreamGroup Copy(StreamMemory memory)
    {
        StreamGroup copy = new(Name, memory) { LastId = LastId, EntriesRead = EntriesRead };
        for (int i = 0; i < Consumers.Count; i++)
        {
            StreamConsumer consumer = copy.AddConsumer(Consumers[i].Name, Consumers[i].SeenTime);
            for (PendingCursor at = Consumers[i].Pending.From(StreamId.Zero); at.MoveNext();)
            {
                PendingEntry entry = copy.GetOrAdd(at.Current.Id);
                entry.DeliveryTime = at.Current.DeliveryTime;
                entry.Deliveries = at.Current.Deliveries;
                Assign(entry, consumer);
            }
        }
        return copy;
    }
}
