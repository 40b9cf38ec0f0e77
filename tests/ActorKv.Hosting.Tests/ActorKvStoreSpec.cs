// Stores opened without a host.

using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Tests;
using Microsoft.Extensions.Options;

namespace ActorKv.Hosting.Tests;

public sealed class ActorKvStoreSpec
{
    [Fact]
    public async Task A_store_in_memory_needs_nothing_but_the_word()
    {
        await using ActorKvStore store = await ActorKvStore.OpenAsync(new() { InMemory = true });
        await store.ExecuteAsync("SET", "k", "v");
        Assert.Equal("v", (await store.ExecuteAsync("GET", "k")).AsString());
        Assert.Equal("3", (await store.ExecuteAsync("EVAL", "return redis.call('INCRBY', KEYS[1], 3)", 1, "n")).AsString());
        Assert.Empty(store.Addresses);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_directory_is_opened_again()
    {
        using TemporaryFolder folder = new();
        await using (ActorKvStore store = await ActorKvStore.OpenAsync(InFolder(folder)))
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => store.ExecuteAsync("SET", $"k{i}", i).AsTask()));
        await using ActorKvStore again = await ActorKvStore.OpenAsync(InFolder(folder));
        Assert.Equal(200, (await again.ExecuteAsync("DBSIZE")).AsInt64());
        Assert.Equal(77, (await again.ExecuteAsync("GET", "k77")).AsInt64());
    }

    [Fact]
    public async Task Disposing_under_load_loses_nothing_that_was_acknowledged()
    {
        using TemporaryFolder folder = new();
        ActorKvStore store = await ActorKvStore.OpenAsync(InFolder(folder));
        TaskCompletionSource underWay = new();
        int[] acknowledged = new int[8];
        Task[] writers = [.. Enumerable.Range(0, acknowledged.Length).Select(writer => Task.Run(() => WriteAsync(writer)))];
        await underWay.Task;
        await store.DisposeAsync();
        await Task.WhenAll(writers);

        await using ActorKvStore again = await ActorKvStore.OpenAsync(InFolder(folder));
        for (int writer = 0; writer < acknowledged.Length; writer++)
            Assert.True((await again.ExecuteAsync("GET", $"w{writer}")).AsInt64() >= acknowledged[writer]);

        async Task WriteAsync(int writer)
        {
            try
            {
                while (true)
                {
                    acknowledged[writer] = (int)(await store.ExecuteAsync("INCR", $"w{writer}")).AsInt64();
                    if (acknowledged[writer] == 20) underWay.TrySetResult();
                }
            }
            catch (KvConnectionException)
            {
                // The store is closed.
            }
        }
    }

    [Fact]
    public async Task A_directory_is_held_by_one_store_at_a_time()
    {
        using TemporaryFolder folder = new();
        await using (ActorKvStore store = await ActorKvStore.OpenAsync(InFolder(folder)))
        {
            JournalException held = await Assert.ThrowsAsync<JournalException>(() => ActorKvStore.OpenAsync(InFolder(folder)));
            Assert.Contains(folder.Path, held.Message, StringComparison.Ordinal);
        }
        await using ActorKvStore next = await ActorKvStore.OpenAsync(InFolder(folder));
    }

    [Fact]
    public async Task Another_number_of_key_shards_is_refused_and_the_directory_is_free_afterwards()
    {
        using TemporaryFolder folder = new();
        await (await ActorKvStore.OpenAsync(InFolder(folder))).DisposeAsync();
        ActorKvOptions other = InFolder(folder);
        other.KeyShards = 32;
        await Assert.ThrowsAsync<JournalException>(() => ActorKvStore.OpenAsync(other));
        await (await ActorKvStore.OpenAsync(InFolder(folder))).DisposeAsync();
    }

    [Fact]
    public async Task With_a_port_it_serves_RESP_clients_and_the_process_alike()
    {
        int port = FreePort();
        await using ActorKvStore store = await ActorKvStore.OpenAsync(new() { InMemory = true, Port = port });
        Assert.Contains($"127.0.0.1:{port}", store.Addresses);
        await store.ExecuteAsync("SET", "k", "v");
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync("GET k\r\n"u8.ToArray());
        byte[] reply = new byte[7];
        await client.GetStream().ReadExactlyAsync(reply);
        Assert.Equal("$1\r\nv\r\n", Encoding.ASCII.GetString(reply));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_and_leaves_nothing_open()
    {
        using TemporaryFolder folder = new();
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        ActorKvOptions options = InFolder(folder);
        options.Port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await Assert.ThrowsAsync<SocketException>(() => ActorKvStore.OpenAsync(options));
        await (await ActorKvStore.OpenAsync(InFolder(folder))).DisposeAsync();
    }

    [Fact]
    public async Task A_Unix_socket_is_listened_on_and_removed_at_the_end()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "kv.sock");
        await using (ActorKvStore store = await ActorKvStore.OpenAsync(new() { InMemory = true, UnixSocket = path }))
        {
            using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        }
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_store_in_memory_cannot_be_made_to_journal_or_to_save()
    {
        await using ActorKvStore store = await ActorKvStore.OpenAsync(new() { InMemory = true });
        Assert.Contains("memory", (await Assert.ThrowsAsync<KvException>(async () => await store.ExecuteAsync("CONFIG", "SET", "appendonly", "yes"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KvException>(async () => await store.ExecuteAsync("SAVE"));
        await store.ExecuteAsync("SET", "k", "v");
    }

    [Fact]
    public async Task Options_shape_the_store()
    {
        ActorKvOptions options = new()
        {
            InMemory = true, Databases = 3, KeyShards = 8, MaxMemory = 64 << 20, MaxMemoryPolicy = KvEviction.AllKeysLfu,
            Parameters = { ["notify-keyspace-events"] = "KEA", ["slowlog-max-len"] = "7" },
        };
        await using ActorKvStore store = await ActorKvStore.OpenAsync(options);
        Assert.Equal("3", await ConfigAsync("databases"));
        Assert.Equal("8", await ConfigAsync("key-shards"));
        Assert.Equal("67108864", await ConfigAsync("maxmemory"));
        Assert.Equal("allkeys-lfu", await ConfigAsync("maxmemory-policy"));
        Assert.Equal("AKE", await ConfigAsync("notify-keyspace-events"));
        Assert.Equal("7", await ConfigAsync("slowlog-max-len"));
        Assert.Equal("no", await ConfigAsync("appendonly"));

        async Task<string?> ConfigAsync(string name) => (await store.ExecuteAsync("CONFIG", "GET", name))[name]?.AsString();
    }

    [Fact]
    public async Task Save_points_and_fsync_are_those_of_the_options()
    {
        using TemporaryFolder folder = new();
        ActorKvOptions options = InFolder(folder);
        options.AppendFsync = KvFsync.EverySecond;
        options.SavePoints.Clear();
        options.SavePoints.Add(new(TimeSpan.FromMinutes(2), 5));
        await using ActorKvStore store = await ActorKvStore.OpenAsync(options);
        Assert.Equal("120 5", (await store.ExecuteAsync("CONFIG", "GET", "save"))["save"]?.AsString());
        Assert.Equal("everysec", (await store.ExecuteAsync("CONFIG", "GET", "appendfsync"))["appendfsync"]?.AsString());
    }

    public static TheoryData<string, Action<ActorKvOptions>> Wrong => new()
    {
        { "DataDirectory: say where", options => options.DataDirectory = null },
        { "DataDirectory: say where", options => options.DataDirectory = " " },
        { "DataDirectory: a store in memory", options => options.InMemory = true },
        { "Port: 0", options => options.Port = 0 },
        { "Port: 65536", options => options.Port = 65536 },
        { "Databases: ", options => options.Databases = 0 },
        { "KeyShards: ", options => options.KeyShards = 16385 },
        { "MaxMemory: ", options => options.MaxMemory = -1 },
        { "MaxMemoryPolicy: ", options => options.MaxMemoryPolicy = (KvEviction)99 },
        { "AppendFsync: ", options => options.AppendFsync = (KvFsync)99 },
        { "SavePoints: ", options => options.SavePoints.Add(new(TimeSpan.Zero, 1)) },
        { "Parameters[\"no-such-thing\"]: there is no such parameter", options => options.Parameters["no-such-thing"] = "1" },
        { "Parameters[\"hz\"]: ", options => options.Parameters["hz"] = "many" },
        { "Parameters[\"daemonize\"]: concerns the process", options => options.Parameters["daemonize"] = "yes" },
        { "Parameters[\"dir\"]: set DataDirectory", options => options.Parameters["dir"] = "/" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Options_that_cannot_be_are_refused_by_name(string says, Action<ActorKvOptions> change)
    {
        using TemporaryFolder folder = new();
        ActorKvOptions options = InFolder(folder);
        change(options);
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ActorKvStore.OpenAsync(options));
        Assert.Contains(refused.Failures, failure => failure.StartsWith(says, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static ActorKvOptions InFolder(TemporaryFolder folder) => new() { DataDirectory = folder.Path, KeyShards = 16 };

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
