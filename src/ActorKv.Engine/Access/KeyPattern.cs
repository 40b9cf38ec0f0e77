// A pattern of keys in a selector, and what is allowed to those that match: ~pattern, %R~pattern, %W~pattern.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Access;

[Flags]
internal enum KeyRights : byte { None = 0, Read = 1, Write = 2, All = Read | Write }

internal readonly record struct KeyPattern(byte[] Pattern, KeyRights Rights)
{
    /// <summary>The rights that a command needs for a key. One that only looks whether the key is there (EXISTS, TYPE …) needs none: any
    /// pattern that matches will do, as in Redis.</summary>
    public static KeyRights Needed(KeyAccess access) =>
        ((access & KeyAccess.Access) != 0 ? KeyRights.Read : KeyRights.None)
        | ((access & (KeyAccess.Insert | KeyAccess.Update | KeyAccess.Delete)) != 0 ? KeyRights.Write : KeyRights.None);
}
