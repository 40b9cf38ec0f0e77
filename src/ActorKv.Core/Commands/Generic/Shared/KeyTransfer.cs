// RENAME, MOVE and COPY: a value gets another key, another database, or both.
//
// Within one key shard the effect is the command itself, which says little and does all. Between two key shards it cannot be: an effect
// touches one of them, and a shard recovers without asking another. Then the source logs DEL, and the target the whole value:
//
//   RENAME a b   same shard        RENAME a b
//                two shards        DEL a   and   AKV.PUT b expiry value
//
// Both enter the journal in one commit. Memory holds the value once all the time: it is the same object under another key.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class KeyTransfer
{
    /// <summary>Takes the value from an existing key and puts it under another one, whatever that held.</summary>
    public static void Rename(scoped ref KeyEntry source, scoped ref KeyEntry target, KeyTurn turn)
    {
        MoveValue(ref source, ref target);
        turn.Notify(KeyEvents.Generic, "rename_from"u8, in source);
        turn.Notify(KeyEvents.Generic, "rename_to"u8, in target);
        if (source.Shard == target.Shard)
        {
            turn.Log(in source, "RENAME"u8, target.Name);
            return;
        }
        turn.Log(in source, "DEL"u8);
        LogWhole(in target, turn);
    }

    /// <summary>Puts a copy of an existing key's value under another one, whatever that held.</summary>
    public static void Copy(scoped in KeyEntry source, scoped ref KeyEntry target, KeyTurn turn)
    {
        MakeWay(ref target);
        if (source.Value is { } value) target.Put(value.Copy());
        else
        {
            source.TryGetString(out ReadOnlySpan<byte> text);
            target.SetString(text);
        }
        target.SetExpiry(source.Expiry);
        turn.Notify(KeyEvents.Generic, "copy_to"u8, in target);
        if (source.Shard != target.Shard) LogWhole(in target, turn);
        else LogCopy(in source, in target, turn);
    }

    /// <summary>Moves a value with its expiry and access information, without logging.</summary>
    public static void MoveValue(scoped ref KeyEntry source, scoped ref KeyEntry target)
    {
        object value = source.Entry.Value!;
        long expiry = source.Expiry;
        uint access = source.Entry.Meta & Keyspace.AccessMask;
        source.Delete();
        MakeWay(ref target);
        target.PutFrom(value, source.Name);
        target.SetAccess(access);
        target.SetExpiry(expiry);
    }

    /// <summary>Deletes what something else is about to replace, so that who listens hears of a new key, as in Redis.</summary>
    public static void MakeWay(scoped ref KeyEntry target)
    {
        if (target.Exists) target.Delete();
    }

    /// <summary>Logs everything about a key, as AKV.PUT: for a value that came from another key shard.</summary>
    public static void LogWhole(scoped in KeyEntry key, KeyTurn turn)
    {
        if (!turn.BeginLog(in key, "AKV.PUT"u8, 2)) return;
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        turn.Effects.Add(Numbers.Format(Math.Max(0, key.Expiry), digits));
        ValueBuffer payload = turn.NewValueBuffer();
        ValueCodec.Encode(in key.Entry, payload);
        turn.Effects.Add(payload.Written);
    }

    private static void LogCopy(scoped in KeyEntry source, scoped in KeyEntry target, KeyTurn turn)
    {
        bool samePlace = source.Database == target.Database;
        if (!turn.BeginLog(in source, "COPY"u8, samePlace ? 2 : 4)) return;
        turn.Effects.Add(target.Name);
        if (!samePlace)
        {
            Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
            turn.Effects.Add("DB"u8);
            turn.Effects.Add(Numbers.Format(target.Database, digits));
        }
        turn.Effects.Add("REPLACE"u8);
    }
}
