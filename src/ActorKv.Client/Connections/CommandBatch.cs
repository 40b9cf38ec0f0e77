// Commands as they will be sent, one behind the other, and who waits for their replies, in the same order.
//
// All that is issued while the socket is busy lands in one batch, and leaves in one send. A batch that was taken by a writer counts as sent, whatever
// became of it: its commands' outcome is unknown when the connection fails. One that was not is certain not to have been executed.

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ActorKv.Connections;

internal sealed class CommandBatch(long bornAt, int mostCommands = CommandBatch.FullCommands)
{
    private const int FirstSize = 1024;
    private const int FullBytes = 64 * 1024;
    private const int FullCommands = 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    /// <summary>Timestamp of its first command.</summary>
    public long BornAt => bornAt;

    public List<PendingReply> Pending { get; } = [];

    public bool IsFull => _length >= FullBytes || Pending.Count >= Math.Min(mostCommands, FullCommands);

    public int Length => _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Appends a command. When it throws (for want of memory), the batch is as it was.</summary>
    public void Add(string name, ReadOnlySpan<KvValue> arguments, PendingReply? pending = null)
    {
        int before = _length;
        try
        {
            Encode(name, arguments);
        }
        catch
        {
            _length = before;
            throw;
        }
        if (pending is not null) Pending.Add(pending);
    }

    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Encode(string name, ReadOnlySpan<KvValue> arguments)
    {
        Header('*', arguments.Length + 1);
        int nameLength = Encoding.UTF8.GetByteCount(name);
        Header('$', nameLength);
        Encoding.UTF8.GetBytes(name, Reserve(nameLength + 2));
        EndLine(nameLength);
        foreach (KvValue argument in arguments)
        {
            int length = argument.ByteCount;
            Header('$', length);
            argument.CopyTo(Reserve(length + 2));
            EndLine(length);
        }
    }

    private void Header(char type, int number)
    {
        Span<byte> span = Reserve(13);
        span[0] = (byte)type;
        bool fits = number.TryFormat(span[1..], out int digits, default, CultureInfo.InvariantCulture);
        Debug.Assert(fits);
        EndLine(digits + 1);
    }

    private void EndLine(int behind)
    {
        _bytes[_length + behind] = (byte)'\r';
        _bytes[_length + behind + 1] = (byte)'\n';
        _length += behind + 2;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(Math.Min(_bytes.Length * 2L, Array.MaxLength), (long)_length + count)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        return _bytes.AsSpan(_length);
    }
}
