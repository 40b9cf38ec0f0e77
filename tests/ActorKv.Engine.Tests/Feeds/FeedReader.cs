// Reads AKV.CHANGES as a program would: the position to go on from, and each change.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Feeds;

internal sealed record FeedChange(long Position, int Index, long Time, int Database, byte[][] Command, string[] Keys)
{
    public string Text => string.Join(' ', Command.Select(Encoding.Latin1.GetString));
}

internal sealed record FeedReply(long Next, FeedChange[] Changes)
{
    /// <summary>The changes, each spelt as a command.</summary>
    public IEnumerable<string> Texts => Changes.Select(change => change.Text);
}

internal static class FeedReader
{
    public static Task<FeedReply> Changes(this TestStore kv, long position, string options = "") =>
        kv.NewSession().Changes(position.ToString(CultureInfo.InvariantCulture), options);

    public static async Task<FeedReply> Changes(this LocalSession session, string position, string options = "")
    {
        Reply reply = await session.ExecuteAsync([.. $"AKV.CHANGES {position} {options}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.Latin1.GetBytes)]);
        Assert.True(reply.Kind == ReplyKind.Array, LocalSessionTesting.Show(reply));
        return Parse(reply);
    }

    /// <summary>Everything from a position on, page by page.</summary>
    public static async Task<FeedReply> AllChanges(this TestStore kv, long position, string options = "")
    {
        List<FeedChange> all = [];
        for (LocalSession session = kv.NewSession(); ;)
        {
            FeedReply page = await session.Changes(position.ToString(CultureInfo.InvariantCulture), options);
            all.AddRange(page.Changes);
            if (page.Next == position) return new FeedReply(position, [.. all]);
            position = page.Next;
        }
    }

    /// <summary>Does to another store what the changes say.</summary>
    public static async Task Apply(this TestStore copy, IEnumerable<FeedChange> changes)
    {
        LocalSession session = copy.NewSession();
        foreach (FeedChange change in changes)
        {
            if (session.Session.Database != change.Database) await session.Run($"SELECT {change.Database}");
            Reply reply = await session.ExecuteAsync(change.Command);
            Assert.True(reply.Kind != ReplyKind.Error, $"{change.Text}: {reply.Text}");
        }
    }

    private static FeedReply Parse(Reply reply) => new(reply.Items[0].Integer, [.. reply.Items[1].Items.Select(change => new FeedChange(
        change.Items[0].Integer, (int)change.Items[1].Integer, change.Items[2].Integer, (int)change.Items[3].Integer,
        [.. change.Items[4].Items.Select(argument => argument.Bytes)], [.. change.Items[5].Items.Select(key => key.Text)]))]);
}
