namespace ActorKv.Protocol;

/// <summary>
/// The bounds a decoder holds a client to. The numbers are Redis' own (networking.c, redis.conf), so that a client that stays within
/// Redis' limits stays within ours, and one that does not gets the same error text.
/// </summary>
public sealed class RespLimits
{
    /// <summary>Longest inline request, and longest header line, in bytes: 64 KiB.</summary>
    public const int MaxInline = 64 * 1024;

    /// <summary>Most arguments that a client may send before it has authenticated.</summary>
    public const int MaxArgumentsBeforeAuth = 10;

    /// <summary>Longest argument, in bytes, that a client may send before it has authenticated: 16 KiB.</summary>
    public const int MaxBulkBeforeAuth = 16 * 1024;

    /// <summary>Most arguments of one request (INT_MAX).</summary>
    public const int MaxArguments = int.MaxValue;

    /// <summary>Longest argument in bytes: <c>proto-max-bulk-len</c>, 512 MiB unless configured. At least 1 MiB.</summary>
    public long MaxBulk { get; set; } = 512L * 1024 * 1024;
}
