// What the commands about field expiry leave in the journal: what became of which fields, with absolute time. Nothing for no fields.
//
//   HDEL key field …        HPERSIST key FIELDS n field …        HPEXPIREAT key milliseconds FIELDS n field …
//
// Who listens hears of it by the name of the effect, for one of a deadline "hexpire". The fields are given by the positions at which they stand in the request.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldEffect
{
    public static void LogRemoval(in KeyEntry key, in ArgReader args, List<int> fields, KeyTurn turn)
    {
        if (fields.Count > 0) turn.Notify(KeyEvents.Hash, "hdel"u8, in key);
        if (!Begin(in key, "HDEL"u8, fields, 0, turn)) return;
        foreach (int position in fields) turn.Effects.Add(args.Request[position]);
    }

    public static void LogPersist(in KeyEntry key, in ArgReader args, List<int> fields, KeyTurn turn)
    {
        if (fields.Count > 0) turn.Notify(KeyEvents.Hash, "hpersist"u8, in key);
        if (Begin(in key, "HPERSIST"u8, fields, 2, turn)) AddList(in args, fields, turn);
    }

    public static void LogDeadline(in KeyEntry key, in ArgReader args, List<int> fields, long deadline, KeyTurn turn)
    {
        if (fields.Count > 0) turn.Notify(KeyEvents.Hash, "hexpire"u8, in key);
        if (!Begin(in key, "HPEXPIREAT"u8, fields, 3, turn)) return;
        turn.Effects.Add(Numbers.Format(deadline, stackalloc byte[Numbers.MaxInt64Length]));
        AddList(in args, fields, turn);
    }

    private static bool Begin(in KeyEntry key, ReadOnlySpan<byte> name, List<int> fields, int words, KeyTurn turn)
    {
        if (fields.Count == 0) return false;
        turn.CountChanges(fields.Count - 1);
        return turn.BeginLog(in key, name, words + fields.Count);
    }

    private static void AddList(in ArgReader args, List<int> fields, KeyTurn turn)
    {
        turn.Effects.Add("FIELDS"u8);
        turn.Effects.Add(Numbers.Format(fields.Count, stackalloc byte[Numbers.MaxInt64Length]));
        foreach (int position in fields) turn.Effects.Add(args.Request[position]);
    }
}
