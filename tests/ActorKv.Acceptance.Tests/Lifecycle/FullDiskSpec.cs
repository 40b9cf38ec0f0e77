using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Lifecycle;

public sealed class FullDiskSpec
{
    private const int DiskMebibytes = 32;
    private const int BallastBytes = 20 * 1024 * 1024;
    private static readonly string Value = new('v', 50_000);

    [RequiresTheory(Needs.Root)]
    [InlineData("always")]
    [InlineData("everysec")]
    public void On_a_full_disk_writers_are_refused_and_readers_served_until_there_is_room_again(string policy)
    {
        using SmallDisk disk = new(DiskMebibytes);
        File.WriteAllBytes(disk["ballast"], new byte[BallastBytes]);
        using RespServer server = RespServer.StartActorKv(disk["data"], "--appendfsync", policy);
        using RespClient client = server.Connect();

        List<string> acknowledged = [];
        Reply refusal = WriteUntil(client, acknowledged, reply => reply.Kind == ReplyKind.Error);

        Assert.StartsWith("MISCONF", refusal.Text);
        Assert.NotEmpty(acknowledged);
        AssertAllThere(client, acknowledged);

        File.Delete(disk["ballast"]);
        WriteUntil(client, acknowledged, reply => reply.Kind != ReplyKind.Error);
        AssertAllThere(client, acknowledged);

        Assert.Equal(0, server.Terminate());
        server.Start();
        using RespClient after = server.Connect();
        AssertAllThere(after, acknowledged);
    }

    [RequiresFact(Needs.Root)]
    public void Stopping_on_a_full_disk_says_what_is_lost_and_ends_with_1()
    {
        using SmallDisk disk = new(DiskMebibytes);
        File.WriteAllBytes(disk["ballast"], new byte[BallastBytes]);
        using RespServer server = RespServer.StartActorKv(disk["data"], "--appendfsync", "everysec");
        using RespClient client = server.Connect();
        WriteUntil(client, [], reply => reply.Kind == ReplyKind.Error);

        Assert.Equal(1, server.Terminate());
        Assert.Matches("Stopping without [1-9][0-9]* turns that were acknowledged", server.Output);
    }

    // Writes until a reply is as wanted: nothing says when the disk is full, or when the server has noticed that it is not any more.
    private static Reply WriteUntil(RespClient client, List<string> acknowledged, Func<Reply, bool> wanted)
    {
        for (int attempt = 0; attempt < 1_000_000; attempt++)
        {
            string key = $"key:{acknowledged.Count}";
            Reply reply = client.Do("SET", key, Value);
            if (reply.Kind != ReplyKind.Error) acknowledged.Add(key);
            if (wanted(reply)) return reply;
        }
        throw new InvalidOperationException("The server's mind does not change.");
    }

    private static void AssertAllThere(RespClient client, List<string> keys)
    {
        foreach (string key in keys) Assert.Equal(Value, client.Do("GET", key).Text);
    }
}
