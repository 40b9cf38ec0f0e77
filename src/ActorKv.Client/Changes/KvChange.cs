using System.Text;

namespace ActorKv;

/// <summary>Something that was committed, as a deterministic command: applied in order, changes give the same data.</summary>
/// <param name="Turn">Position of the turn (a command, a transaction or a script) that it belongs to.</param>
/// <param name="Index">Which change of the turn it is, from 0.</param>
/// <param name="ResumeFrom">Where to go on from when this change is done with: no change is lost. The turn comes again when it has more changes
/// than this one and those before.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="Database">Database that it is about.</param>
/// <param name="Arguments">The command behind its <see cref="Name"/>.</param>
/// <param name="Keys">Keys that it changes; none when it concerns a whole database (FLUSHDB, SWAPDB), or functions.</param>
public sealed record KvChange(
    long Turn, int Index, KvPosition ResumeFrom, DateTimeOffset Time, int Database, string Name, IReadOnlyList<byte[]> Arguments, IReadOnlyList<byte[]> Keys)
{
    /// <summary>Name of the command: "SET".</summary>
    public string Name { get; } = Name;

    /// <summary>The command on one line, its bytes read as UTF-8.</summary>
    public override string ToString() => string.Join(' ', Arguments.Select(Encoding.UTF8.GetString).Prepend(Name));
}

/// <summary>Some changes, and where to go on from when all of them are done with.</summary>
/// <param name="Next">Also moves when there were no changes: past those that the pattern does not want.</param>
/// <param name="Changes">Whole turns, in the order in which they were committed.</param>
public sealed record KvChangePage(KvPosition Next, IReadOnlyList<KvChange> Changes);
