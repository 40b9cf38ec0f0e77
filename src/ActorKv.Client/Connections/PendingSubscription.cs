// SUBSCRIBE and UNSUBSCRIBE on their way. They have no reply: each channel is confirmed by a push of its own. An error is an ordinary reply, and the
// only one.

using System.Text;

namespace ActorKv.Connections;

internal sealed class PendingSubscription(string command, int topics) : PendingReply
{
    private readonly byte[] _kind = Encoding.ASCII.GetBytes(command.ToLowerInvariant());
    private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = topics;

    /// <summary>Completes when all topics are confirmed.</summary>
    public Task Confirmed => _confirmed.Task;

    /// <summary>Takes a confirmation. True when it was the last.</summary>
    public bool Confirm(ReadOnlySpan<byte> kind)
    {
        if (!kind.SequenceEqual(_kind) || --_left > 0) return false;
        _confirmed.TrySetResult();
        return true;
    }

    public override void Complete(ReadOnlySpan<byte> reply)
    {
        KvReplyReader reader = new(reply);
        Fail(reply[0] is (byte)'-' or (byte)'!' ? new KvException(reader.ReadErrorText()) : new FormatException($"{command} has a reply."));
    }

    public override void Fail(Exception reason)
    {
        _confirmed.TrySetException(reason);
        _ = _confirmed.Task.Exception;
    }
}
