// DEBUG OBJECT key
//
// How a value is kept, on one line that tools take apart: encoding, bytes it takes when serialised, access time, and for lists the number of
// their nodes. Nothing has an address that means anything, so the one shown only tells objects apart.

using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commands.Server.Shared;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugObjectCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("OBJECT")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the size of the value",
        Summary = "Tells how the value of a key is kept.",
        Syntax = "key",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!DebugArguments.Are(1, in args, turn.Reply)) return;
        KeyEntry key = turn.Peek(args.Next());
        if (!key.Exists)
        {
            turn.Reply.Error(Errors.NoSuchKey);
            return;
        }
        uint access = key.Entry.Meta & Keyspace.AccessMask;
        string line = string.Create(CultureInfo.InvariantCulture,
            $"Value at:0x{RuntimeHelpers.GetHashCode(key.Entry.Value):x} refcount:1 encoding:{Encoding.ASCII.GetString(key.Encoding)} " +
            $"serializedlength:{SerializedLength(ref key.Entry)} lru:{access} lru_seconds_idle:{KeyspaceSettings.IdleSeconds(key.Entry.Meta, turn)}");
        if (key.Value is QuickList list) line += Describe(list, turn.Settings.ListMaxListpackSize);
        turn.Reply.SimpleString(Encoding.ASCII.GetBytes(line));
    }

    private static string Describe(QuickList list, int limit)
    {
        long bytes = 0;
        for (int node = 0; node < list.NodeCount; node++) bytes += list[node].FramedLength;
        return string.Create(CultureInfo.InvariantCulture,
            $" ql_nodes:{list.NodeCount} ql_avg_node:{(double)list.Count / list.NodeCount:F2} ql_listpack_max:{limit} ql_compressed:0 ql_uncompressed_size:{bytes}");
    }

    // Without the type byte.
    private static long SerializedLength(ref Entry entry)
    {
        ByteCounter counter = new();
        ValueCodec.Encode(ref entry, counter);
        return counter.Count - 1;
    }

    /// <summary>Counts what is written, and forgets it.</summary>
    private sealed class ByteCounter : IBufferWriter<byte>
    {
        private byte[] _scratch = new byte[4096];

        public long Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (sizeHint > _scratch.Length) _scratch = new byte[sizeHint];
            return _scratch;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
