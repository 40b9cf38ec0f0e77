using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>Moves money between accounts in many key shards, by MULTI and EXEC, and counts its transfers in a key of its own within them: the money
/// stays the same, whoever reads it, and no transfer that was acknowledged is lost.</summary>
internal sealed class AccountMover(int index) : CrashClient
{
    public const int Accounts = 8;
    private const int Each = 100;

    private readonly Random _random = new(index);
    private long _acknowledged;
    private bool _underway;

    public static string[] Keys { get; } = [.. Enumerable.Range(0, Accounts).Select(i => $"account:{i}")];

    /// <summary>Opens the accounts. Once, before anybody moves.</summary>
    public static void Open(RespClient client) => Good(client.Do(["MSET", .. Keys.SelectMany(key => (Argument[])[key, Each])]));

    /// <summary>Fails when money has come or gone.</summary>
    public static void VerifySum(Reply balances) => Assert.Equal(Accounts * Each, balances.Items.Sum(Number));

    protected override void Step(RespClient client)
    {
        int amount = _random.Next(1, 50);
        Argument[][] transfer =
        [
            ["MULTI"], ["DECRBY", Keys[_random.Next(Accounts)], amount], ["INCRBY", Keys[_random.Next(Accounts)], amount], ["INCR", Transfers], ["EXEC"],
        ];
        foreach (Argument[] command in transfer) client.Queue(command);
        _underway = true;
        client.Flush();
        for (int queued = 1; queued < transfer.Length; queued++) Good(client.Receive());
        _acknowledged = Good(client.Receive()).Items[2].Integer;
        _underway = false;
    }

    public override void Verify(RespClient client)
    {
        long found = Number(client.Do("GET", Transfers));
        Assert.InRange(found, _acknowledged, _acknowledged + (_underway ? 1 : 0));
        _acknowledged = found;
        _underway = false;
        VerifySum(client.Do(["MGET", .. Keys]));
    }

    private string Transfers => $"transfers:{index}";
}

/// <summary>Reads all accounts at once, again and again, while others move money.</summary>
internal sealed class AccountReader : CrashClient
{
    protected override void Step(RespClient client) => AccountMover.VerifySum(Good(client.Do(["MGET", .. AccountMover.Keys])));

    public override void Verify(RespClient client) => AccountMover.VerifySum(client.Do(["MGET", .. AccountMover.Keys]));
}
