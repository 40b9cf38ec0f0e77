// A journal in memory that the test can stop, fail and have refuse.

using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorKv.Akka.Tests.Persistence;

internal sealed class FaultyJournal : MemoryJournal
{
    public const string Config = """
        akka.persistence.journal.plugin = akka.persistence.journal.faulty
        akka.persistence.journal.faulty.class = "ActorKv.Akka.Tests.Persistence.FaultyJournal, ActorKv.Akka.Tests"
        akka.persistence.journal.faulty.plugin-dispatcher = akka.actor.default-dispatcher
        akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem
        """;

    private static int s_writes;

    /// <summary>What every write waits for before it is made. A failure of it is one of the journal.</summary>
    public static Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Why events are refused; null: they are not.</summary>
    public static Exception? Refusal { get; set; }

    /// <summary>Writes asked for.</summary>
    public static int Writes => Volatile.Read(ref s_writes);

    public static void Reset()
    {
        Gate = Task.CompletedTask;
        Refusal = null;
        Volatile.Write(ref s_writes, 0);
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref s_writes);
        AtomicWrite[] all = [.. messages];
        await Gate.ConfigureAwait(false);
        if (Refusal is { } refusal) return [.. all.Select(_ => refusal)];
        return await base.WriteMessagesAsync(all, cancellationToken);
    }
}
