// A command inside a transaction, and where its result will be.

using System.Threading.Tasks;

namespace ActorKv;

/// <summary>The result of a queued command, there when the transaction was committed.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public sealed class KvQueued<T>
{
    private readonly Task<T> _task;

    internal KvQueued(Task<T> task) => _task = task;

    /// <summary>What the command gave.</summary>
    /// <exception cref="InvalidOperationException">The transaction was not committed.</exception>
    /// <exception cref="KvException">The command failed, as one with WRONGTYPE does; the others of its transaction were executed all the same.</exception>
    public T Result => _task.Status switch
    {
        TaskStatus.RanToCompletion or TaskStatus.Faulted => _task.GetAwaiter().GetResult(),
        _ => throw new InvalidOperationException("The transaction was not committed."),
    };
}

internal abstract class QueuedCommand(string name, KvValue[] arguments)
{
    public string Name => name;

    public KvValue[] Arguments => arguments;

    /// <summary>Takes the command's part of EXEC's reply.</summary>
    public abstract void Complete(ReadOnlySpan<byte> reply);

    public abstract void Cancel();
}

internal sealed class QueuedCommand<T>(string name, KvValue[] arguments, KvReplyParser<T> parser) : QueuedCommand(name, arguments)
{
    // Continuations run inside Complete, so that a typed method which converts a result has done so when CommitAsync returns.
    private readonly TaskCompletionSource<T> _result = new();

    public Task<T> Result => _result.Task;

    public override void Complete(ReadOnlySpan<byte> reply)
    {
        try
        {
            _result.TrySetResult(KvReplies.Parse(reply, parser));
        }
        catch (Exception failure) when (failure is KvException or FormatException)
        {
            _result.TrySetException(failure);
        }
        // Nobody has to look at the result of a queued command.
        _ = _result.Task.Exception;
    }

    public override void Cancel() => _result.TrySetCanceled();
}
