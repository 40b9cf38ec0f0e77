namespace ActorKv;

/// <summary>Commands about the server.</summary>
public static class KvServer
{
    extension(IActorKv kv)
    {
        /// <summary>Asks for a sign of life. PING.</summary>
        public ValueTask PingAsync(CancellationToken cancellationToken = default) => kv.Do("PING", [], cancellationToken);

        /// <summary>Number of keys in the database. DBSIZE.</summary>
        public ValueTask<long> DbSizeAsync(CancellationToken cancellationToken = default) => kv.Send("DBSIZE", [], KvParsers.Int64, cancellationToken);

        /// <summary>Deletes all keys of the database. FLUSHDB.</summary>
        public ValueTask FlushDbAsync(CancellationToken cancellationToken = default) => kv.Do("FLUSHDB", [], cancellationToken);

        /// <summary>Deletes all keys of all databases. FLUSHALL.</summary>
        public ValueTask FlushAllAsync(CancellationToken cancellationToken = default) => kv.Do("FLUSHALL", [], cancellationToken);
    }
}
