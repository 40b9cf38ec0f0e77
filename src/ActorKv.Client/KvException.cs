// Errors of the server, and of the way to it.

namespace ActorKv;

/// <summary>The server answered an error.</summary>
public class KvException : Exception
{
    /// <param name="message">The error's text as the server says it, its code first: "WRONGTYPE Operation against …".</param>
    public KvException(string message) : this(message, null)
    {
    }

    /// <inheritdoc cref="KvException(string)"/>
    public KvException(string message, Exception? innerException) : base(message, innerException) => Code = CodeOf(message);

    /// <inheritdoc cref="KvException(string)"/>
    public KvException() : this("ERR")
    {
    }

    /// <summary>The first word of the error, by which programs tell errors apart: "ERR", "WRONGTYPE", "NOSCRIPT", "OOM" …</summary>
    public string Code { get; }

    private static string CodeOf(string? message)
    {
        message ??= "";
        int end = message.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

/// <summary>The way to the server failed before a reply came. <see cref="KvException.Code"/> is "CONNECTION".</summary>
public sealed class KvConnectionException : KvException
{
    /// <param name="reason">What happened, without a code.</param>
    /// <param name="outcomeUnknown">See <see cref="OutcomeUnknown"/>.</param>
    /// <param name="innerException">The error of the socket, when there was one.</param>
    public KvConnectionException(string reason, bool outcomeUnknown, Exception? innerException = null)
        : base("CONNECTION " + reason, innerException) => OutcomeUnknown = outcomeUnknown;

    /// <inheritdoc cref="KvConnectionException(string, bool, Exception)"/>
    public KvConnectionException(string reason, Exception? innerException) : this(reason, outcomeUnknown: true, innerException)
    {
    }

    /// <inheritdoc cref="KvConnectionException(string, bool, Exception)"/>
    public KvConnectionException(string reason) : this(reason, outcomeUnknown: true)
    {
    }

    /// <inheritdoc cref="KvConnectionException(string, bool, Exception)"/>
    public KvConnectionException() : this("failed", outcomeUnknown: true)
    {
    }

    /// <summary>True when the command was on its way: it may have been executed or not. False when it was certainly not executed.</summary>
    public bool OutcomeUnknown { get; }
}
