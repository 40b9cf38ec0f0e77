// What typed methods are written with.

namespace ActorKv;

internal static class KvSending
{
    extension(IActorKv kv)
    {
        /// <summary>A command that any connection may carry.</summary>
        public ValueTask<T> Send<T>(string name, ReadOnlySpan<KvValue> arguments, KvReplyParser<T> parser, CancellationToken cancellationToken) =>
            kv.SendAsync(new KvCommand(KvNeeds.Nothing, name, arguments), parser, cancellationToken);

        /// <summary>A command that may wait for its keys.</summary>
        public ValueTask<T> SendPatiently<T>(string name, ReadOnlySpan<KvValue> arguments, KvReplyParser<T> parser, CancellationToken cancellationToken) =>
            kv.SendAsync(new KvCommand(KvNeeds.Patience, name, arguments), parser, cancellationToken);

        /// <summary>A command that answers OK or an error.</summary>
        public ValueTask Do(string name, ReadOnlySpan<KvValue> arguments, CancellationToken cancellationToken)
        {
            return Finish(kv.Send(name, arguments, KvParsers.Ok, cancellationToken));

            static async ValueTask Finish(ValueTask<bool> sent) => await sent.ConfigureAwait(false);
        }

        /// <summary>All pages of SCAN and its kin: the cursor stands at the given place among the arguments.</summary>
        public async IAsyncEnumerable<T> Pages<T>(
            string name, KvValue[] arguments, int cursorAt, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            do
            {
                (string cursor, T[] items) = await kv.Send(name, arguments, KvParsers<T>.Page, cancellationToken).ConfigureAwait(false);
                foreach (T item in items) yield return item;
                arguments[cursorAt] = cursor;
            }
            while (arguments[cursorAt].ToString() != "0");
        }
    }

    /// <summary>Seconds, as blocking commands want them; 0 is for ever.</summary>
    public static KvValue Seconds(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan) return 0;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        return timeout.TotalSeconds;
    }

    /// <summary>Names and values one behind the other.</summary>
    public static KvValue[] Flatten(KvValue? first, ReadOnlySpan<(KvValue Name, KvValue Value)> pairs)
    {
        int at = first.HasValue ? 1 : 0;
        KvValue[] flat = new KvValue[at + pairs.Length * 2];
        if (first is { } value) flat[0] = value;
        foreach ((KvValue name, KvValue pair) in pairs)
        {
            flat[at++] = name;
            flat[at++] = pair;
        }
        return flat;
    }
}
