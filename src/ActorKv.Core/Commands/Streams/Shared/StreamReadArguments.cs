// The arguments of XREAD and XREADGROUP, which Redis reads with one parser:
//
//   [GROUP group consumer] [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...]
//
// Keys and ids stay where they are in the request: nothing is copied for a read that finds something.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal readonly ref struct StreamReadArguments
{
    private readonly ArgReader _args;
    private readonly int _first;

    private StreamReadArguments(ArgReader args, int first)
    {
        _args = args;
        _first = first;
        Streams = args.Remaining / 2;
    }

    private static ReadOnlySpan<byte> BadTimeout => "ERR timeout is not an integer or out of range"u8;

    private static ReadOnlySpan<byte> TimeoutOutOfRange => "ERR timeout is out of range"u8;

    private static ReadOnlySpan<byte> Unbalanced => "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified."u8;

    private static ReadOnlySpan<byte> GroupInXRead => "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead."u8;

    private static ReadOnlySpan<byte> NoAckInXRead => "ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead."u8;

    private static ReadOnlySpan<byte> GroupMissing => "ERR Missing GROUP option for XREADGROUP"u8;

    /// <summary>Number of streams.</summary>
    public int Streams { get; }

    public ReadOnlySpan<byte> Group { get; private init; }

    public ReadOnlySpan<byte> Consumer { get; private init; }

    /// <summary>Most entries of each stream.</summary>
    public long Count { get; private init; }

    /// <summary>Milliseconds to wait, 0 for ever; negative: not at all.</summary>
    public long Timeout { get; private init; }

    public bool NoAck { get; private init; }

    public ReadOnlySpan<byte> Key(int stream) => _args.Request[_first + stream];

    public ReadOnlySpan<byte> Id(int stream) => StreamIdArgument.CutAtNul(_args.Request[_first + Streams + stream]);

    /// <summary>Copies of all keys, to wait for.</summary>
    public byte[][] TakeKeys()
    {
        byte[][] keys = new byte[Streams][];
        for (int i = 0; i < Streams; i++) keys[i] = Key(i).ToArray();
        return keys;
    }

    public static bool TryRead(ref ArgReader args, KeyTurn turn, bool ofGroup, out StreamReadArguments read)
    {
        read = default;
        long count = 0, timeout = -1;
        bool noAck = false;
        ReadOnlySpan<byte> group = default, consumer = default;
        int groupAt = 0;
        while (true)
        {
            if (args.AtEnd) return Fail(turn, Errors.Syntax);
            bool more = args.Remaining > 1;
            if (more && args.NextIs("BLOCK"u8))
            {
                if (!TryReadTimeout(ref args, turn, out timeout)) return false;
            }
            else if (more && args.NextIs("COUNT"u8))
            {
                if (!args.TryNextInt64(out count)) return Fail(turn, Errors.NotAnInteger);
            }
            else if (more && args.NextIs("STREAMS"u8)) break;
            else if (args.Remaining > 2 && args.NextIs("GROUP"u8))
            {
                if (!ofGroup) return Fail(turn, GroupInXRead);
                groupAt = args.Position;
                group = args.Next();
                consumer = args.Next();
            }
            else if (args.NextIs("NOACK"u8))
            {
                if (!ofGroup) return Fail(turn, NoAckInXRead);
                noAck = true;
            }
            else return Fail(turn, Errors.Syntax);
        }
        if (args.Remaining % 2 != 0) return Fail(turn, Unbalanced);
        if (ofGroup && groupAt == 0) return Fail(turn, GroupMissing);
        // The turn holds the keys behind the first STREAMS that its key spec finds; a group or a consumer of that name misleads it.
        if (ofGroup && FindKeyword(in args) != args.Position) return Fail(turn, Errors.Syntax);
        read = new StreamReadArguments(args, args.Position)
        {
            Group = group, Consumer = consumer, Count = count > 0 ? count : long.MaxValue, Timeout = timeout, NoAck = noAck,
        };
        return true;
    }

    private static int FindKeyword(scoped in ArgReader args)
    {
        int at = XReadGroupCommand.KeysFrom;
        while (!System.Text.Ascii.EqualsIgnoreCase(args.Request[at], "STREAMS"u8)) at++;
        return at + 1;
    }

    private static bool TryReadTimeout(ref ArgReader args, KeyTurn turn, out long timeout)
    {
        if (!args.TryNextInt64(out timeout)) return Fail(turn, BadTimeout);
        if (timeout < 0) return Fail(turn, Errors.TimeoutNegative);
        return timeout <= long.MaxValue - turn.Now || Fail(turn, TimeoutOutOfRange);
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
