// A command of the application on its way: its bytes, and who waits for the reply.

using ActorKv.Protocol;

namespace ActorKv.Akka.Client;

internal abstract class KvCall(byte[] request)
{
    /// <summary>The command, RESP.</summary>
    public byte[] Request { get; } = request;

    /// <summary>True when the caller wants it to wait no longer. From any thread.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Gives the caller the reply.</summary>
    public abstract void Answer(ReadOnlySpan<byte> reply);

    /// <summary>Gives the caller an exception.</summary>
    public abstract void Fail(Exception reason);

    public static byte[] Encode(in KvCommand command)
    {
        RespWriter writer = new();
        writer.Array(1 + command.Arguments.Length);
        writer.Bulk(command.Name);
        foreach (ref readonly KvValue argument in command.Arguments) writer.Bulk(argument.ToArray());
        return writer.TakeAll();
    }
}

/// <param name="request">The command, RESP.</param>
/// <param name="parser">Reads its reply.</param>
/// <param name="endOfWait">Ends its wait, if it is one that waits.</param>
internal sealed class KvCall<T>(byte[] request, KvReplyParser<T> parser, CancellationToken endOfWait = default) : KvCall(request)
{
    // Callers go on elsewhere: whoever answers is the lane, which has others to answer.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _outcome.Task;

    public override bool IsCancelled => endOfWait.IsCancellationRequested;

    public override void Answer(ReadOnlySpan<byte> reply)
    {
        // A wait that was ended, and served in that moment, has taken its element: the caller gets it.
        if (IsCancelled && reply.SequenceEqual("_\r\n"u8))
        {
            _outcome.TrySetCanceled(endOfWait);
            return;
        }
        try
        {
            _outcome.TrySetResult(KvReplies.Parse(reply, parser));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _outcome.TrySetException(failure);
        }
    }

    public override void Fail(Exception reason) => _outcome.TrySetException(reason);
}
