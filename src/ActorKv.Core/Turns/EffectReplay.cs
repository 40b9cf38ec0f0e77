// Runs effects against a state: recovery, the supervision that restarts one key shard, and every test's last step.
//
// Replay uses the command table that clients use. An effect that is unknown or answers an error means that the journal was written by a
// program that knows more, or that a command is not deterministic; both stop the replay, nothing is skipped.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

/// <summary>An effect cannot be applied.</summary>
internal sealed class EffectReplayException(string message) : Exception(message);

internal sealed class EffectReplay
{
    private readonly CommandTable _table;
    private readonly KeyTurn _turn;
    private readonly Request _request = new();
    private readonly KeyShardState[] _shards;
    private readonly int[] _held = new int[1];

    /// <param name="table">The commands that effects are.</param>
    /// <param name="shards">The key shards, each at the place of its number; one with another number there is not replayed on.</param>
    /// <param name="settings">What commands do differently by configuration.</param>
    public EffectReplay(CommandTable table, KeyShardState[] shards, KeyspaceSettings settings)
    {
        _table = table;
        _shards = shards;
        _turn = new KeyTurn(shards, settings, new TurnRandom(0)) { Replaying = true, MayBlock = false };
    }

    /// <summary>Number of effects applied so far.</summary>
    public long Applied { get; private set; }

    /// <summary>Applies the effects of a payload.</summary>
    /// <param name="bytes">Holds the payload, from <paramref name="start"/>, <paramref name="length"/> bytes.</param>
    /// <param name="time">When the payload was written, in Unix milliseconds.</param>
    public void Apply(byte[] bytes, int start, int length, long time) => Apply(bytes, start, length, time, long.MaxValue, null, null);

    /// <summary>Applies those effects of a turn that concern shards in <paramref name="mine"/> whose state does not hold the turn yet.</summary>
    /// <param name="lsn">The turn's log sequence number.</param>
    /// <param name="mine">For each shard whether its effects are applied here; null for all.</param>
    /// <param name="upTo">For each shard the last turn that its state holds already; null for none.</param>
    public void Apply(byte[] bytes, int start, int length, long time, long lsn, bool[]? mine, long[]? upTo)
    {
        EffectReader reader = new(bytes, start, length);
        _turn.ReplayTime = time;
        while (reader.TryReadHead(out int argc))
        {
            int shard = reader.Shard;
            if ((mine is not null && (shard >= mine.Length || !mine[shard])) || (upTo is not null && lsn <= upTo[shard]))
            {
                reader.SkipArguments(argc);
                continue;
            }
            reader.ReadArguments(_request, argc);
            ApplyOne(shard, reader.Database);
        }
    }

    private void ApplyOne(int shard, int database)
    {
        if (shard >= _shards.Length || _shards[shard].Index != shard || database >= _shards[shard].Databases)
            throw new EffectReplayException(string.Create(CultureInfo.InvariantCulture, $"Effect {Describe()} is for key shard {shard}, database {database}, which do not exist."));
        Command? found = _table.Find(_request[0]);
        if (found is { IsContainer: true }) found = _request.Count > 1 ? found.FindSubcommand(_request[1]) : null;
        if (found is not KeyCommand command || !command.Spec.AcceptsArgumentCount(_request.Count))
            throw new EffectReplayException($"Effect {Describe()} is unknown: a newer version wrote this journal.");
        _held[0] = shard;
        _turn.Database = database;
        _turn.BeginMany(_held);
        ArgReader args = new(_request, command.FirstArgument);
        long errors = _turn.Reply.Errors;
        command.Body(ref args, _turn);
        _turn.EndMany(_held);
        if (_turn.Reply.Errors != errors)
            throw new EffectReplayException($"Effect {Describe()} failed in replay: {Encoding.UTF8.GetString(_turn.Reply.TakeAll()).TrimEnd()}");
        _turn.Reply.Truncate(_turn.Reply.Head);
        _turn.Reset();
        Applied++;
    }

    private string Describe()
    {
        string text = string.Join(' ', Enumerable.Range(0, Math.Min(_request.Count, 4)).Select(i => Encoding.Latin1.GetString(_request[i][..Math.Min(64, _request[i].Length)])));
        return _request.Count > 4 ? $"'{text} …'" : $"'{text}'";
    }
}
