// A small world for command specs: a few key shards, a clock that moves by hand, and Redis' own words.
//
//   using Kv kv = new();
//   kv.Run("SET k v");
//   kv.Run("GETEX k PX 100").Replies("v");
//   kv.Logged("PEXPIREAT k 1000100");
//
// Disposing replays everything that was logged into fresh key shards and compares the digests, and counts the memory anew: so each spec ends. Turns hold exactly the
// shards that routing finds from the command's key specs, so wrong specs fail here.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Tests;

internal sealed class Kv : IDisposable
{
    private const int ShardCount = 7, Databases = 16;

    private readonly CommandTable _table = CommandTables.CreateKeyCommands();
    private readonly KeyShardState[] _shards = NewShards();
    private readonly KeyTurn _turn;
    private readonly List<byte> _journal = [];
    private readonly List<string> _lastLogged = [], _lastReady = [], _lastNotified = [];

    public Kv() => _turn = new KeyTurn(_shards, Settings, new TurnRandom(42));

    /// <summary>Unix milliseconds. Starts at 1,000,000 and moves only when told.</summary>
    public long Now { get; set; } = 1_000_000;

    public int Database { get; set; }

    /// <summary>2 or 3.</summary>
    public int Resp { get => _turn.Reply.Version; set => _turn.Reply.Version = value; }

    public KeyspaceSettings Settings { get; } = new() { NotifyEvents = KeyEvents.All };

    /// <summary>What the last command waits for, or null.</summary>
    public BlockRequest? Blocked { get; private set; }

    public KeyTurn Turn => _turn;

    public KeyShardState[] Shards => _shards;

    /// <summary>Runs a command given as redis-cli would take it: quotes and \x escapes as in inline commands.</summary>
    public KvReply Run(string line)
    {
        List<byte[]> args = InlineSplitter.Split(Encoding.Latin1.GetBytes(line)) ?? throw new FormatException($"Unbalanced quotes: {line}");
        return Run(args.ToArray());
    }

    public KvReply Run(params byte[][] args)
    {
        Request request = Request.Of(args);
        _lastLogged.Clear();
        Command? command = _table.Find(request[0]);
        if (command is { IsContainer: true }) command = request.Count > 1 ? command.FindSubcommand(request[1]) : null;
        if (command is not KeyCommand found) return Answer(w => w.Error($"ERR unknown command {Encoding.Latin1.GetString(request[0])}"));
        if (!found.Spec.AcceptsArgumentCount(request.Count)) return Answer(w => w.Error(Errors.WrongArity(found.Spec.FullName)));
        List<int> shards = [];
        KeyRouting.AddShards(found.Spec, request, ShardCount, [], shards);
        _turn.Now = Now;
        _turn.Database = Database;
        _turn.BeginMany(shards.ToArray());
        _turn.CountsLookups = found.CountsLookups;
        ArgReader reader = new(request, found.FirstArgument);
        found.Body(ref reader, _turn);
        _turn.EndMany(shards.ToArray());
        Remember();
        _lastReady.Clear();
        foreach (ReadyKey ready in _turn.Ready) _lastReady.Add(Encoding.Latin1.GetString(ready.Key));
        _lastNotified.Clear();
        for (int i = 0; i < _turn.Notices.Count; i++) _lastNotified.Add(Show(_turn.Notices[i]));
        Blocked = _turn.Blocked;
        _turn.Reset();
        return Blocked is not null ? new KvReply("(blocked)", line(request)) : Answer(_ => { });

        static string line(Request request) => string.Join(' ', Enumerable.Range(0, request.Count).Select(i => Encoding.Latin1.GetString(request[i])));
    }

    /// <summary>The last command logged exactly these effects, in this order; none when there are no arguments.</summary>
    public void Logged(params string[] effects) => Assert.Equal(effects, _lastLogged);

    /// <summary>The effects that the last command logged.</summary>
    public IReadOnlyList<string> LastLogged => _lastLogged;

    /// <summary>The last command logged nothing.</summary>
    public void LoggedNothing() => Assert.Empty(_lastLogged);

    /// <summary>The last command told of exactly these events, in this order: <c>"set k"</c>, or <c>"move_to k in 1"</c> when it was in another
    /// database than the selected one. Class A is on; see KeyspaceSettings.NotifyEvents for others.</summary>
    public void Notified(params string[] events) => Assert.Equal(events, _lastNotified);

    /// <summary>The events that the last command told of.</summary>
    public IReadOnlyList<string> LastNotified => _lastNotified;

    /// <summary>The last command reported exactly these keys to sessions that may wait for them. Some must wait: see KeyShardState.WaitedKeys.</summary>
    public void ReportedReady(params string[] keys) => Assert.Equal(keys, _lastReady);

    /// <summary>What the command that waits replies when its time is over.</summary>
    public KvReply TimedOut() => Answer(Blocked!.TimeoutReply);

    /// <summary>Applies effects as recovery does, and remembers them.</summary>
    public void Replay(EffectLog effects)
    {
        byte[] bytes = effects.Bytes.ToArray();
        _journal.AddRange(bytes);
        new EffectReplay(_table, _shards, Settings).Apply(bytes, 0, bytes.Length, Now);
    }

    /// <summary>A world that has replayed all that was logged in this one. It need not be disposed.</summary>
    public Kv Replayed()
    {
        Kv fresh = new() { Now = Now, Database = Database, Resp = Resp };
        byte[] journal = [.. _journal];
        new EffectReplay(_table, fresh._shards, Settings).Apply(journal, 0, journal.Length, Now);
        return fresh;
    }

    public void Dispose()
    {
        KeyShardState[] fresh = NewShards();
        byte[] journal = [.. _journal];
        new EffectReplay(_table, fresh, Settings).Apply(journal, 0, journal.Length, Now);
        Assert.Equal(StateDigest.Compute(_shards).ToHex(), StateDigest.Compute(fresh).ToHex());
        Assert.Equal(Deadlines(_shards), Deadlines(fresh));
        AccountsForItsMemory(_shards);
        AccountsForItsMemory(fresh);
    }

    private static void AccountsForItsMemory(KeyShardState[] shards)
    {
        foreach (KeyShardState shard in shards)
        {
            for (int database = 0; database < Databases; database++)
            {
                if (shard.Existing(database) is not { } space) continue;
                long sum = 0;
                foreach (int index in space) sum += space.MemoryUsageOf(index);
                Assert.Equal(sum, space.Memory);
            }
        }
    }

    // The digest says only that a key or a field expires; this says when.
    private static List<string> Deadlines(KeyShardState[] shards)
    {
        List<string> deadlines = [];
        for (int database = 0; database < Databases; database++)
        {
            foreach (KeyShardState shard in shards)
            {
                if (shard.Existing(database) is not { } space) continue;
                foreach (int index in space)
                {
                    string key = Encoding.Latin1.GetString(Keyspace.KeyOf(ref space[index]));
                    if (Keyspace.HasExpiry(ref space[index])) deadlines.Add(string.Create(CultureInfo.InvariantCulture, $"{key} in {database} at {space.ExpiryOf(index)}"));
                    if (space[index].Value is not HashValue { Deadlines: { } fields }) continue;
                    foreach (int field in fields)
                        deadlines.Add(string.Create(CultureInfo.InvariantCulture, $"{key} {Encoding.Latin1.GetString(fields[field].Field!)} in {database} at {fields[field].Deadline}"));
                }
            }
        }
        deadlines.Sort(StringComparer.Ordinal);
        return deadlines;
    }

    private static KeyShardState[] NewShards() => [.. Enumerable.Range(0, ShardCount).Select(i => new KeyShardState(i, Databases, 0x5eed))];

    private void Remember()
    {
        byte[] bytes = _turn.Effects.Bytes.ToArray();
        _journal.AddRange(bytes);
        EffectReader reader = new(bytes, 0, bytes.Length);
        Request effect = new();
        while (reader.TryRead(effect))
            _lastLogged.Add(string.Join(' ', Enumerable.Range(0, effect.Count).Select(i => Encoding.Latin1.GetString(effect[i]))));
    }

    private KvReply Answer(Action<RespWriter> write)
    {
        write(_turn.Reply);
        byte[] bytes = _turn.Reply.TakeAll();
        int at = 0;
        StringBuilder text = new();
        while (at < bytes.Length)
        {
            Assert.True(RespReader.TryRead(bytes, ref at, out Reply reply), "The command wrote an incomplete reply.");
            text.Append(text.Length > 0 ? " | " : "").Append(Show(reply));
        }
        return new KvReply(text.ToString(), Encoding.Latin1.GetString(bytes));
    }

    private string Show(KeyNotice notice)
    {
        string where = notice.Database == Database ? "" : string.Create(CultureInfo.InvariantCulture, $" in {notice.Database}");
        return $"{Encoding.Latin1.GetString(notice.Event)} {Encoding.Latin1.GetString(notice.Key)}{where}";
    }

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + reply.Text,
        ReplyKind.Integer => "(integer) " + reply.Integer.ToString(CultureInfo.InvariantCulture),
        ReplyKind.Boolean => "(boolean) " + reply.Text,
        ReplyKind.Double => "(double) " + reply.Text,
        ReplyKind.Array => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        ReplyKind.Set => "~[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        ReplyKind.Push => ">[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        ReplyKind.Map => "{" + string.Join(", ", reply.Items.Chunk(2).Select(pair => Show(pair[0]) + ": " + Show(pair[1]))) + "}",
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}

/// <summary>What a command answered: readable, and as it was on the wire.</summary>
internal sealed record KvReply(string Text, string Wire)
{
    public void Replies(string expected) => Assert.Equal(expected, Text);

    public void RepliesOnWire(string expected) => Assert.Equal(expected, Wire);

    public void Fails(string error) => Assert.Equal("(error) " + error, Text);

    public void Blocks() => Assert.Equal("(blocked)", Text);
}
