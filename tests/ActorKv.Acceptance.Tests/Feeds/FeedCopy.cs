// A program that follows a server by AKV.CHANGES and does the same to another one, page by page, each page a pipeline.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Feeds;

internal sealed class FeedCopy(RespServer from, RespServer to, long position = 0) : IDisposable
{
    private readonly RespClient _from = from.Connect(), _to = to.Connect();
    private long _database;

    public long Position { get; private set; } = position;

    /// <summary>Errors that the copy has answered, each with the command.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Takes everything there is.</summary>
    public void CatchUp()
    {
        while (TakePage())
        {
        }
    }

    /// <summary>Takes a page; false when there was none.</summary>
    public bool TakePage(string count = "500")
    {
        Reply page = _from.Do("AKV.CHANGES", Position, "COUNT", count);
        Assert.True(page.Kind == ReplyKind.Array, page.ToString());
        List<Reply> sent = [];
        foreach (Reply change in page.Items[1].Items)
        {
            Select(change.Items[3].Integer, sent);
            Send(change.Items[4], sent);
        }
        _to.Flush();
        foreach (Reply command in sent)
            if (_to.Receive() is { Kind: ReplyKind.Error } error) Errors.Add($"{command}: {error}");
        bool moved = page.Items[0].Integer > Position;
        Position = page.Items[0].Integer;
        return moved;
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    private void Select(long database, List<Reply> sent)
    {
        if (database == _database) return;
        _database = database;
        _to.Queue("SELECT", database);
        sent.Add(new Reply(ReplyKind.Integer, [], []));
    }

    private void Send(Reply command, List<Reply> sent)
    {
        _to.Queue([.. command.Items.Select(argument => (Argument)argument.Bytes)]);
        sent.Add(command);
    }
}
