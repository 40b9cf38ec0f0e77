// The answer to "may this user do that": yes, or why not and which argument it is about. Numbered as Redis numbers the reasons: of the
// refusals of several selectors the greatest is told.

namespace ActorKv.Engine.Access;

internal enum AccessDenial : byte { None, Command, Key, Authentication, Channel }

/// <param name="Denial">Why not; None when it is allowed.</param>
/// <param name="Position">The argument that is refused: that of the key or the channel, 0 for the command itself.</param>
internal readonly record struct AccessResult(AccessDenial Denial, int Position = 0)
{
    public static AccessResult Allowed => default;

    public static AccessResult NoCommand => new(AccessDenial.Command);

    public bool IsAllowed => Denial == AccessDenial.None;
}
