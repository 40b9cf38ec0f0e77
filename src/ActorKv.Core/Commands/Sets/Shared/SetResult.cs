// What SINTERSTORE, SUNIONSTORE and SDIFFSTORE end with: the result takes the place of whatever the destination held, expiry included; an empty
// result removes it.
//
// The effect must be replayed from one key shard alone. When all keys lie in one it is the command as it was asked; otherwise it is DEL of the
// destination and SADD of every member. Whatever the log says, sources stay as they are, also when the destination is one of them.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets.Shared;

internal static class SetResult
{
    /// <summary>Stores a set under the first argument's key, logs it, and replies the number of members.</summary>
    /// <param name="args">The command's arguments: destination key, source keys.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="result">A set that no key holds.</param>
    /// <param name="notice">What who listens is told.</param>
    public static void Store(scoped ref ArgReader args, KeyTurn turn, SetValue result, ReadOnlySpan<byte> notice)
    {
        args.MoveTo(1);
        KeyEntry key = turn[args.Next()];
        turn.Reply.Integer(result.Count);
        if (result.Count == 0)
        {
            if (!key.Exists) return;
            key.DeleteAndNotify();
            turn.Log(in key, "DEL"u8);
            return;
        }
        bool existed = key.Exists;
        key.Put(result);
        key.SetExpiry(-1);
        turn.Notify(KeyEvents.Set, notice, in key);
        if (IsInOneShard(ref args, in key, turn)) turn.LogAsAsked(in key, in args);
        else LogMembers(in key, existed, result, turn);
    }

    /// <summary>Replies members of a set by their positions.</summary>
    public static void Reply(KeyTurn turn, SetValue set, List<int> positions)
    {
        turn.Reply.Set(positions.Count);
        foreach (int position in positions) set[position].Reply(turn.Reply);
    }

    /// <summary>Adds members of a set, by their positions, to a result.</summary>
    public static void Fill(SetValue result, SetValue set, List<int> positions, KeyTurn turn)
    {
        foreach (int position in positions) result.Add(set, position, turn.Settings);
    }

    private static bool IsInOneShard(scoped ref ArgReader args, scoped in KeyEntry key, KeyTurn turn)
    {
        while (!args.AtEnd)
            if (turn.ShardOf(args.Next()) != key.Shard) return false;
        return true;
    }

    private static void LogMembers(scoped in KeyEntry key, bool existed, SetValue result, KeyTurn turn)
    {
        if (existed) turn.Log(in key, "DEL"u8);
        if (!turn.BeginLog(in key, "SADD"u8, result.Count)) return;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (PackedElement member in result) turn.Effects.Add(member.Text(scratch));
    }
}
