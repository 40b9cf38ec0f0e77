// When a key expires, in .NET's words.

using System.Globalization;

namespace ActorKv;

/// <summary>When a key expires: never (the default), after a <see cref="TimeSpan"/>, at a <see cref="DateTimeOffset"/>, or when it did before. The first two
/// by implicit conversion; to the millisecond.</summary>
public readonly record struct KvExpiry
{
    private readonly long _milliseconds;
    private readonly Form _form;

    private KvExpiry(Form form, long milliseconds)
    {
        _form = form;
        _milliseconds = milliseconds;
    }

    private enum Form : byte { Never, In, At, Kept }

    /// <summary>Not at all.</summary>
    public static KvExpiry Never => default;

    /// <summary>When the key did before: KEEPTTL.</summary>
    public static KvExpiry Kept => new(Form.Kept, 0);

    /// <summary>After a time from now on, by the server's clock.</summary>
    public static implicit operator KvExpiry(TimeSpan after) => new(Form.In, (long)after.TotalMilliseconds);

    /// <summary>At a moment.</summary>
    public static implicit operator KvExpiry(DateTimeOffset moment) => new(Form.At, moment.ToUnixTimeMilliseconds());

    /// <summary>For people.</summary>
    public override string ToString() => _form switch
    {
        Form.Never => "never",
        Form.Kept => "as before",
        Form.In => $"in {TimeSpan.FromMilliseconds(_milliseconds)}",
        _ => DateTimeOffset.FromUnixTimeMilliseconds(_milliseconds).ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>The options of SET and GETEX; <paramref name="never"/> is the word for <see cref="Never"/>, if there is one.</summary>
    internal KvValue[] Options(string? never) => _form switch
    {
        Form.In => ["PX", _milliseconds],
        Form.At => ["PXAT", _milliseconds],
        Form.Kept => ["KEEPTTL"],
        _ => never is null ? [] : [never],
    };

    /// <summary>The command that gives a key this expiry, and its argument.</summary>
    internal (string Command, long Milliseconds) Expire() => _form switch
    {
        Form.In => ("PEXPIRE", _milliseconds),
        Form.At => ("PEXPIREAT", _milliseconds),
        _ => throw new InvalidOperationException("EXPIRE wants a time; PersistAsync takes it away."),
    };
}

/// <summary>Under which condition a key is written.</summary>
public enum KvWhen
{
    /// <summary>Under none.</summary>
    Always,

    /// <summary>Only when it does not exist: NX.</summary>
    Absent,

    /// <summary>Only when it exists: XX.</summary>
    Present,
}
