// [KEEPREF | DELREF | ACKED] IDS numids id [id ...], of XDELEX and XACKDEL; IDS and the policy in either order.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

/// <param name="Policy">What becomes of references.</param>
/// <param name="First">Position of the first id in the request.</param>
/// <param name="Count">Number of ids.</param>
internal readonly record struct DeleteArguments(ReferencePolicy Policy, int First, int Count)
{
    private static ReadOnlySpan<byte> BadCount => "ERR Number of IDs must be a positive integer"u8;

    private static ReadOnlySpan<byte> WrongCount => "ERR The `numids` parameter must match the number of arguments"u8;

    /// <summary>Reads the arguments and checks every id. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out DeleteArguments read)
    {
        read = default;
        ReferencePolicy? policy = null;
        int first = 0;
        long count = 0;
        while (!args.AtEnd)
        {
            if (count == 0 && args.Remaining > 1 && args.NextIs("IDS"u8))
            {
                if (!args.TryNextInt64(out count) || count < 1) return Fail(turn, BadCount);
                if (count > args.Remaining) return Fail(turn, WrongCount);
                first = args.Position;
                args.MoveTo(first + (int)count);
                continue;
            }
            if (policy is not null) return Fail(turn, Errors.Syntax);
            if (args.NextIs("KEEPREF"u8)) policy = ReferencePolicy.Keep;
            else if (args.NextIs("DELREF"u8)) policy = ReferencePolicy.Delete;
            else if (args.NextIs("ACKED"u8)) policy = ReferencePolicy.Acknowledged;
            else return Fail(turn, Errors.Syntax);
        }
        if (count == 0) return Fail(turn, Errors.Syntax);
        for (int i = 0; i < count; i++)
            if (!StreamIdArgument.TryRead(args.Request[first + i], turn, out _)) return false;
        read = new DeleteArguments(policy ?? ReferencePolicy.Keep, first, (int)count);
        return true;
    }

    /// <summary>The id at an index; all have been checked.</summary>
    public StreamId Id(scoped in ArgReader args, int index) => StreamIdArgument.Parse(args.Request[First + index]);

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
