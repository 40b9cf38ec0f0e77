// The port behind which the append-only log lives. The engine drains its commit queue into rows; a journal makes them durable.
//
//   row      := first LSN, number of turns, time, payload, CRC-32C
//   payload  := turns * (LEB128 length, effects of that turn)         turn i has log sequence number (LSN) first + i
//
// A turn is whole inside one row, whatever key shards it touched, and a commit of several rows is atomic: so a turn over many key shards
// is in the journal whole or not at all. LSNs have no gaps.

using System.Numerics;

namespace ActorKv.Engine.Commits;

/// <summary>A run of turns, written together.</summary>
/// <param name="FirstLsn">Log sequence number of the first turn; 1 is the first of all.</param>
/// <param name="Turns">Number of turns, at least 1.</param>
/// <param name="Time">When the row was written, Unix milliseconds.</param>
/// <param name="Payload">The turns' effects. Valid until the commit, or the step of the enumeration, ends.</param>
/// <param name="Crc">CRC-32C (Castagnoli) over the other four, as <see cref="ComputeCrc"/> computes it.</param>
public readonly record struct JournalRow(long FirstLsn, int Turns, long Time, ReadOnlyMemory<byte> Payload, uint Crc)
{
    /// <summary>Log sequence number of the last turn.</summary>
    public long LastLsn => FirstLsn + Turns - 1;

    /// <summary>True when the row is as it was written.</summary>
    public bool IsIntact => Crc == ComputeCrc(FirstLsn, Turns, Time, Payload.Span);

    /// <summary>A row with its checksum.</summary>
    public static JournalRow Create(long firstLsn, int turns, long time, ReadOnlyMemory<byte> payload) =>
        new(firstLsn, turns, time, payload, ComputeCrc(firstLsn, turns, time, payload.Span));

    /// <summary>CRC-32C over the three numbers, little endian, and the payload.</summary>
    public static uint ComputeCrc(long firstLsn, int turns, long time, ReadOnlySpan<byte> payload)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ulong)firstLsn);
        crc = BitOperations.Crc32C(crc, (uint)turns);
        crc = BitOperations.Crc32C(crc, (ulong)time);
        return ~Crc32C.Add(crc, payload);
    }
}

/// <summary>Where commits go. One thread commits; the other members may be called beside it from any thread.</summary>
public interface IJournal : IDisposable
{
    /// <summary>Log sequence number of the newest turn held, or of the newest deleted when there is none after it; 0 when there never was any.
    /// The next commit begins after it.</summary>
    long LastLsn { get; }

    /// <summary>Everything up to here has been deleted: <see cref="Read"/> gives what is behind it. 0 when nothing has. A journal that
    /// keeps no rows at all need not say so.</summary>
    long DeletedThrough => LastLsn;

    /// <summary>Bytes that the journal takes, for automatic rewriting and INFO.</summary>
    long SizeInBytes { get; }

    /// <summary>Appends rows, all or none. When it returns they survive a crash of the process; with <paramref name="sync"/> they and all that
    /// came before also survive one of the machine. No rows with <paramref name="sync"/> does only the latter.</summary>
    /// <exception cref="JournalException">Nothing was appended, unless it <see cref="JournalException.IsUnreachable"/>; the same call may work later (a
    /// full disk that has room again).</exception>
    /// <exception cref="JournalFencedException">Another process writes the journal now: nothing was appended, nor ever will be.</exception>
    /// <exception cref="ArgumentException">The rows do not begin after <see cref="LastLsn"/>, or leave a gap between them.</exception>
    ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation);

    /// <summary>Finds out whether the journal can take rows, by writing something that takes room and taking it away again. For the time after a
    /// failed commit.</summary>
    /// <exception cref="JournalException">It cannot.</exception>
    ValueTask ProbeAsync(CancellationToken cancellation);

    /// <summary>The rows that hold turns after <paramref name="afterLsn"/>, ascending, as they are: whoever reads checks <see cref="JournalRow.IsIntact"/>.
    /// The first may begin at or before <paramref name="afterLsn"/>. Rows committed after the enumeration began are not among them.</summary>
    /// <exception cref="JournalException">The medium cannot be read, a row is missing, or rows that are needed were deleted. Rows before the
    /// fault have been given by then.</exception>
    IEnumerable<JournalRow> Read(long afterLsn);

    /// <summary>A sentence that says how a person gives up all turns from <paramref name="lsn"/> on, when they are damaged and there is no backup.</summary>
    string WayOut(long lsn);

    /// <summary>Deletes rows all of whose turns are at or before <paramref name="throughLsn"/>, a bounded number a call. A number past
    /// <see cref="LastLsn"/> empties the journal and becomes <see cref="LastLsn"/>: so a journal that stood still while snapshots alone went
    /// on catches up with them.</summary>
    /// <returns>True while there is more to delete.</returns>
    /// <exception cref="JournalException">The medium cannot be written; nothing was deleted by this call.</exception>
    bool DeleteThrough(long throughLsn);

    /// <summary>The newest turn that may go when the newest rows are to stay: at least <paramref name="bytes"/> of payload, and those
    /// written at <paramref name="time"/> (Unix milliseconds) or later.</summary>
    /// <returns><see cref="DeletedThrough"/> when all rows are to stay.</returns>
    /// <exception cref="JournalException">The medium cannot be read.</exception>
    long LastBefore(long bytes, long time) => LastLsn;

    /// <summary>Lets memory go that is kept to make the next calls faster.</summary>
    void Trim() { }
}

/// <summary>A journal or snapshot store cannot do what it was asked; the message says why and what to do.</summary>
public sealed class JournalException : Exception
{
    public JournalException(string message, Exception? cause = null) : base(message, cause) { }

    /// <summary>True when the medium is out of reach for the moment. Of a commit that failed so it is not known whether its rows were appended: it must be
    /// repeated with the same rows until it succeeds or fails otherwise, and nothing may be told or taken back before.</summary>
    public bool IsUnreachable { get; init; }
}
