// One key shard with the commands over keys, as small as it can be: no sessions, no journal.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Fuzz;

internal sealed class FuzzedShard
{
    private const int Databases = 2;
    private const long LongestString = 1024 * 1024;

    private readonly int[] _held = [0];
    private readonly KeyTurn _turn;

    public FuzzedShard()
    {
        Shards = [new KeyShardState(0, Databases, 0x5eed)];
        _turn = new KeyTurn(Shards, Settings, new TurnRandom(7)) { Now = 1_700_000_000_000, MayBlock = false };
    }

    public CommandTable Table { get; } = CommandTables.CreateKeyCommands();

    public KeyShardState[] Shards { get; }

    public KeyspaceSettings Settings { get; } = new() { MaxStringLength = LongestString };

    /// <summary>Runs a command given as words. Its effects are added to <paramref name="effects"/> when that is given.</summary>
    public byte[] Run(string line, List<byte>? effects = null) => Run([.. line.Split(' ').Select(Encoding.Latin1.GetBytes)], effects);

    public byte[] Run(byte[][] arguments, List<byte>? effects = null)
    {
        Request request = Request.Of(arguments);
        Command? command = Table.Find(request[0]);
        if (command is { IsContainer: true }) command = command.FindSubcommand(request[1]);
        if (command is not KeyCommand found || !found.Spec.AcceptsArgumentCount(request.Count)) return "-ERR unknown"u8.ToArray();
        ArgReader args = new(request, found.FirstArgument);
        _turn.BeginMany(_held);
        found.Body(ref args, _turn);
        _turn.EndMany(_held);
        effects?.AddRange(_turn.Effects.Bytes);
        _turn.Abandon();
        return _turn.Reply.TakeAll();
    }

    public string Digest() => StateDigest.Compute(Shards).ToHex();

    public void Clear()
    {
        foreach (KeyShardState shard in Shards)
            for (int database = 0; database < Databases; database++) shard.Existing(database)?.Clear();
    }
}
