// Storing a string whole: what SET, SETEX, GETSET, MSET, APPEND to a missing key and INCRBYFLOAT come down to.
//
// One canonical effect: `SET k v`, with `PXAT ms` when it expires and `KEEPTTL` when the expiry stays. A SET of the bytes that are there
// already is a change like any other, as in Redis: comparing would cost every SET to spare the rare one, and who watches the key is
// told that it was set.
//
// The effect is logged before the value is stored, because a large value is adopted, not copied: from then on the argument's array
// belongs to the key.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal static class StringStore
{
    /// <summary>Sets the value and takes any expiry away.</summary>
    /// <param name="own">An array of exactly these bytes that may be kept, or null.</param>
    public static void Set(scoped ref KeyEntry key, ReadOnlySpan<byte> value, byte[]? own, KeyTurn turn)
    {
        Put(ref key, value, own, turn);
        turn.Notify(KeyEvents.String, "set"u8, in key);
    }

    /// <summary>The same for a command that tells of it by another name.</summary>
    public static void Put(scoped ref KeyEntry key, ReadOnlySpan<byte> value, byte[]? own, KeyTurn turn)
    {
        turn.Log(in key, "SET"u8, value);
        key.SetString(value, own);
        key.SetExpiry(-1);
    }

    /// <summary>Sets the value and when it expires, which may be past: then the key goes, or does not come at all.</summary>
    public static void SetUntil(scoped ref KeyEntry key, ReadOnlySpan<byte> value, byte[]? own, long deadline, KeyTurn turn)
    {
        if (deadline < turn.Now)
        {
            Vanish(ref key, turn);
            return;
        }
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        turn.Log(in key, "SET"u8, value, "PXAT"u8, Numbers.Format(deadline, digits));
        key.SetString(value, own);
        key.SetExpiry(deadline);
        turn.Notify(KeyEvents.String, "set"u8, in key);
        turn.Notify(KeyEvents.Generic, "expire"u8, in key);
    }

    /// <summary>Sets the value; the expiry stays as it is.</summary>
    public static void SetKeepingExpiry(scoped ref KeyEntry key, ReadOnlySpan<byte> value, byte[]? own, KeyTurn turn)
    {
        turn.Log(in key, "SET"u8, value, "KEEPTTL"u8);
        key.SetString(value, own);
        turn.Notify(KeyEvents.String, "set"u8, in key);
    }

    /// <summary>Sets all the pairs of key and value that are left in <paramref name="args"/>.</summary>
    public static void SetMany(ref ArgReader args, KeyTurn turn)
    {
        while (!args.AtEnd)
        {
            KeyEntry key = turn[args.Next()];
            byte[]? own = args.PeekOwn();
            Set(ref key, args.Next(), own, turn);
        }
    }

    /// <summary>Deletes the key if it is there.</summary>
    public static void Delete(scoped ref KeyEntry key, KeyTurn turn)
    {
        if (!key.Exists) return;
        turn.Log(in key, "DEL"u8);
        key.DeleteAndNotify();
    }

    // Who listens hears what happens in Redis, where the key is there until somebody looks for it.
    private static void Vanish(scoped ref KeyEntry key, KeyTurn turn)
    {
        if (!key.Exists) turn.Notify(KeyEvents.New, "new"u8, in key);
        else
        {
            turn.Log(in key, "DEL"u8);
            key.Delete();
        }
        turn.Notify(KeyEvents.String, "set"u8, in key);
        turn.Notify(KeyEvents.Generic, "expire"u8, in key);
        turn.Notify(KeyEvents.Expired, "expired"u8, in key);
    }
}
