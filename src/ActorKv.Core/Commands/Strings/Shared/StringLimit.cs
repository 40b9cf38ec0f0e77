// No string grows beyond proto-max-bulk-len (512 MB unless configured), nor beyond what an array can hold.
//
// Replay is not asked: what was allowed when it was written must load, even when the limit is lower today.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal static class StringLimit
{
    /// <summary>True when a string may have <paramref name="length"/> + <paramref name="more"/> bytes, both not negative; otherwise the
    /// error is replied.</summary>
    public static bool Allows(long length, long more, KeyTurn turn)
    {
        long limit = turn.Replaying ? Array.MaxLength : Math.Min(turn.Settings.MaxStringLength, Array.MaxLength);
        if (length <= limit - more) return true;
        turn.Reply.Error(Errors.StringTooLong);
        return false;
    }
}
