// A shared table in memory, and what a test does to it: each node has a connection of its own, whose notifications may be held back.

using System.Threading.Channels;
using ActorKv.Cluster.Shared;
using ActorKv.Engine.Commits;

namespace ActorKv.Cluster.Tests.Shared;

internal sealed class MemorySharedTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SharedValue> _values = new(StringComparer.Ordinal);
    private readonly List<Connection> _connections = [];

    /// <summary>Called when somebody is about to write, before anything is compared.</summary>
    public Action? Writing { get; set; }

    /// <summary>While it is set, nothing can be read or written.</summary>
    public bool IsDown { get; set; }

    /// <summary>Times that a value was read.</summary>
    public int Reads { get; private set; }

    public Connection Connect(bool hears = true)
    {
        Connection connection = new(this, hears);
        lock (_lock) _connections.Add(connection);
        return connection;
    }

    private void Check()
    {
        if (IsDown) throw new JournalException("The database is away.");
    }

    internal sealed class Connection(MemorySharedTable table, bool hears) : ISharedTable
    {
        private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();

        public Task<SharedValue?> ReadAsync(string name, CancellationToken cancellation)
        {
            lock (table._lock)
            {
                table.Check();
                table.Reads++;
                return Task.FromResult(table._values.GetValueOrDefault(name));
            }
        }

        public Task<bool> TryWriteAsync(string name, long version, byte[] payload, CancellationToken cancellation)
        {
            (Action? writing, table.Writing) = (table.Writing, null);
            writing?.Invoke();
            lock (table._lock)
            {
                table.Check();
                if ((table._values.GetValueOrDefault(name)?.Version ?? 0) != version) return Task.FromResult(false);
                table._values[name] = new SharedValue(version + 1, payload);
                foreach (Connection connection in table._connections) connection.Hear();
                return Task.FromResult(true);
            }
        }

        public async Task WaitForChangeAsync(CancellationToken cancellation) => await _changes.Reader.ReadAsync(cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Hear()
        {
            if (hears) _changes.Writer.TryWrite(true);
        }
    }
}
