using System.Globalization;

namespace ActorKv;

/// <summary>A place in the stream of changes: everything up to here is known. A number that belongs to one data directory, good across restarts.</summary>
public readonly record struct KvPosition
{
    private const long OldestNumber = -1, NewestNumber = -2;

    private readonly long _number;

    /// <param name="number">0 is the beginning.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public KvPosition(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        _number = number;
    }

    private KvPosition(long number, bool _) => _number = number;

    /// <summary>Before the oldest change that is kept.</summary>
    public static KvPosition Oldest { get; } = new(OldestNumber, true);

    /// <summary>Behind the newest change: what comes from now on.</summary>
    public static KvPosition Newest { get; } = new(NewestNumber, true);

    /// <summary>The number, to be stored.</summary>
    /// <exception cref="InvalidOperationException">It is <see cref="Oldest"/> or <see cref="Newest"/>, whose numbers only the server knows.</exception>
    public long Number => _number >= 0 ? _number : throw new InvalidOperationException("Only the server knows the number of this position.");

    /// <summary>The position of a number.</summary>
    public static implicit operator KvPosition(long number) => new(number);

    /// <summary>As AKV.CHANGES takes it.</summary>
    public override string ToString() => _number switch
    {
        OldestNumber => "-",
        NewestNumber => "$",
        _ => _number.ToString(CultureInfo.InvariantCulture),
    };
}
