// The change feed of a server: AKV.CHANGES, page by page or as one stream. What it guarantees is in docs/changes.md.
//
// It is pulled. The next page is asked for when the last has been taken, so a slow reader slows nobody, and memory holds one page.

using System.Runtime.CompilerServices;
using System.Text;

namespace ActorKv;

/// <summary>Following what is committed.</summary>
public static class KvChanges
{
    private const int PageSize = 1000;

    // A wait of this length is begun again and again. It bounds how long a dead connection is believed in.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly KvReplyParser<KvChangePage> Page = ReadPage;

    extension(IActorKv kv)
    {
        /// <summary>All changes from a position on, in the order of their commits, without end:
        /// <c>await foreach (KvChange change in kv.Changes(position, "cart:*")) { …; position = change.ResumeFrom; }</c></summary>
        /// <remarks>At least once: who stops begins again with <see cref="KvChange.ResumeFrom"/> of the last change that is done with, and has those
        /// behind it, and may be the rest of that turn, a second time. What a crash of the server could undo is not told (under appendfsync always
        /// and everysec).</remarks>
        /// <param name="fromPosition">Behind which the changes begin: a stored one, 0, <see cref="KvPosition.Oldest"/> or <see cref="KvPosition.Newest"/>.</param>
        /// <param name="keyPattern">Glob pattern of the keys; null for all. Changes of whole databases are told whatever it is.</param>
        /// <param name="cancellationToken">Ends the stream.</param>
        /// <exception cref="KvException">With <see cref="KvException.Code"/> "GONE": the changes behind the position are not kept any more. Or the server
        /// keeps no journal, or the user may not read changes.</exception>
        /// <exception cref="KvConnectionException">The connection failed; go on from the last position.</exception>
        public async IAsyncEnumerable<KvChange> Changes(
            KvPosition fromPosition, string? keyPattern = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (KvPosition position = fromPosition; ;)
            {
                KvChangePage page = await kv.ReadChangesAsync(position, keyPattern, PageSize, Patience, cancellationToken).ConfigureAwait(false);
                foreach (KvChange change in page.Changes)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return change;
                }
                position = page.Next;
            }
        }

        /// <summary>The next changes behind a position. For those who store <see cref="KvChangePage.Next"/> together with what they make of a page, and so
        /// have each change exactly once.</summary>
        /// <param name="fromPosition">Behind which the changes begin.</param>
        /// <param name="keyPattern">Glob pattern of the keys; null for all.</param>
        /// <param name="count">So many changes end a page, but a turn is never cut in two.</param>
        /// <param name="wait">How long to wait when there is nothing to tell; zero, the default, answers at once, and
        /// <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <inheritdoc cref="Changes(IActorKv, KvPosition, string, CancellationToken)" path="/exception"/>
        public ValueTask<KvChangePage> ReadChangesAsync(
            KvPosition fromPosition, string? keyPattern = null, int count = PageSize, TimeSpan wait = default, CancellationToken cancellationToken = default)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
            List<KvValue> arguments = [fromPosition.ToString(), "COUNT", count];
            if (wait != TimeSpan.Zero) arguments.AddRange("BLOCK", Milliseconds(wait));
            if (keyPattern is not null) arguments.AddRange("MATCH", keyPattern);
            return kv.SendAsync(new KvCommand(wait == TimeSpan.Zero ? KvNeeds.Nothing : KvNeeds.Patience, "AKV.CHANGES", arguments.ToArray()), Page, cancellationToken);
        }
    }

    // 0 is for ever.
    private static long Milliseconds(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan) return 0;
        ArgumentOutOfRangeException.ThrowIfNegative(wait.Ticks, nameof(wait));
        return Math.Max(1, (long)wait.TotalMilliseconds);
    }

    private static KvChangePage ReadPage(ref KvReplyReader reply)
    {
        reply.ReadArray();
        KvPosition next = reply.ReadInt64();
        KvChange[] changes = new KvChange[Math.Max(0, reply.ReadArray())];
        for (int i = 0; i < changes.Length; i++) changes[i] = ReadChange(ref reply);
        // Before the last change of a turn one has to come back to the whole of it.
        for (int i = changes.Length - 2; i >= 0; i--)
            if (changes[i].Turn == changes[i + 1].Turn) changes[i] = changes[i] with { ResumeFrom = changes[i].Turn - 1 };
        return new KvChangePage(next, changes);
    }

    private static KvChange ReadChange(ref KvReplyReader reply)
    {
        int fields = reply.ReadArray();
        long turn = reply.ReadInt64();
        int index = (int)reply.ReadInt64();
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(reply.ReadInt64());
        int database = (int)reply.ReadInt64();
        int arguments = reply.ReadArray() - 1;
        string name = Encoding.UTF8.GetString(reply.ReadBytes());
        KvChange change = new(turn, index, turn, time, database, name, ReadBytes(ref reply, arguments), ReadBytes(ref reply, reply.ReadArray()));
        // A later server may say more of a change.
        for (; fields > 6; fields--) reply.Skip();
        return change;
    }

    private static byte[][] ReadBytes(ref KvReplyReader reply, int count)
    {
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) values[i] = reply.ReadBytes().ToArray();
        return values;
    }
}
