// A command of the application on its way: its bytes, and who waits for the reply.

using ActorKv.Protocol;

namespace ActorKv.Akka.Client;

internal abstract class KvCall(byte[] request)
{
    /// <summary>The command, RESP.</summary>
    public byte[] Request { get; } = request;

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

internal sealed class KvCall<T>(byte[] request, KvReplyParser<T> parser) : KvCall(request)
{
    // Callers go on elsewhere: whoever answers is the lane, which has others to answer.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _outcome.Task;

    public override void Answer(ReadOnlySpan<byte> reply)
    {
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
