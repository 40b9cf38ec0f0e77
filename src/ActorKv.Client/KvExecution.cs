// Any command by its name, for those that have no typed method.

namespace ActorKv;

/// <summary>Commands by name.</summary>
public static class KvExecution
{
    extension(IActorKv kv)
    {
        /// <summary>Sends any command: <c>await kv.ExecuteAsync("OBJECT", "ENCODING", key)</c>.</summary>
        /// <param name="command">Its name, in any case; one word.</param>
        /// <param name="arguments">What stands behind it.</param>
        /// <returns>The reply, of whatever type.</returns>
        /// <exception cref="KvException">The server answered an error.</exception>
        public ValueTask<KvReply> ExecuteAsync(string command, params ReadOnlySpan<KvValue> arguments) =>
            kv.SendAsync(new KvCommand(command, arguments), KvReply.Parser);

        /// <summary>Sends any command: <c>await kv.ExecuteAsync("BLPOP", [key, 0], cancellationToken)</c>.</summary>
        /// <inheritdoc cref="ExecuteAsync(IActorKv, string, ReadOnlySpan{KvValue})"/>
        public ValueTask<KvReply> ExecuteAsync(string command, ReadOnlySpan<KvValue> arguments, CancellationToken cancellationToken) =>
            kv.SendAsync(new KvCommand(command, arguments), KvReply.Parser, cancellationToken);
    }
}
