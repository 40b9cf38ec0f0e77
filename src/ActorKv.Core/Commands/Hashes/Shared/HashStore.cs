// Setting fields: HSET, HMSET, HSETNX and HSETEX come down to it.
//
// All texts are looked at before the first is stored, because Redis does: one that is too long to be packed makes a table of the hash at
// once, and not when its turn comes. A new hash gets an array that its fields fill exactly.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class HashStore
{
    /// <summary>Runs a command of a key, fields and values, and logs it as it was asked. False when it replied an error.</summary>
    public static bool TrySetAsAsked(ref ArgReader args, KeyTurn turn, CommandSpec command, out int added)
    {
        added = 0;
        if (args.Remaining % 2 == 0)
        {
            turn.Reply.Error(Errors.WrongArity(command.FullName));
            return false;
        }
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return false;
        turn.LogAsAsked(in key, in args);
        turn.CountChanges(args.Remaining / 2 - 1);
        added = SetPairs(ref key, hash, ref args, turn);
        turn.Notify(KeyEvents.Hash, "hset"u8, in key);
        return true;
    }

    /// <summary>Sets the fields and values that are left in <paramref name="args"/>, without logging, and returns how many fields are new.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">What it holds; null makes a hash.</param>
    /// <param name="args">Stands at the first field.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="keepDeadlines">False: the fields do not expire any more.</param>
    public static int SetPairs(scoped ref KeyEntry key, HashValue? hash, ref ArgReader args, KeyTurn turn, bool keepDeadlines = false)
    {
        bool created = hash is null;
        if (hash is null) key.Put(hash = new HashValue());
        Prepare(hash, created, in args, turn);
        int added = 0;
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> field = args.Next();
            if (hash.Set(field, args.Next(), turn.Settings, keepDeadlines)) added++;
        }
        return added;
    }

    private static void Prepare(HashValue hash, bool created, in ArgReader args, KeyTurn turn)
    {
        int longest = 0, packed = 0;
        long total = 0;
        for (int i = args.Position; i < args.Request.Count; i++)
        {
            ReadOnlySpan<byte> text = args.Request[i];
            longest = Math.Max(longest, text.Length);
            total += text.Length;
        }
        hash.Prepare(longest, total, turn.Settings);
        if (!created || !hash.IsPacked) return;
        for (int i = args.Position; i < args.Request.Count; i++) packed += PackedElement.Of(args.Request[i]).PackedLength;
        hash.ReserveRoom(packed);
    }
}
