// Ids that a command found before it may reply, because RESP wants their number first. The array is the pool's and goes back to it.

using System.Buffers;
using ActorKv.Core.DataTypes.Streams;

namespace ActorKv.Core.Commands.Streams.Shared;

internal ref struct IdList(int capacity)
{
    private readonly StreamId[] _ids = ArrayPool<StreamId>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public readonly StreamId this[int index] => _ids[index];

    public void Add(StreamId id) => _ids[Count++] = id;

    public readonly void Dispose() => ArrayPool<StreamId>.Shared.Return(_ids);
}
