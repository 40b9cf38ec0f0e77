// Copies of requests that live and go together: those of a transaction. Their bytes lie in one array, and requests and array are used again, so that
// a session which queues a dozen small commands, again and again, allocates nothing for them.

using ActorKv.Protocol;

namespace ActorKv.Engine.Transactions;

internal sealed class RequestArena
{
    private const int FirstBytes = 1024;
    private const int MostKeptBytes = 16 * 1024;
    private const int MostKeptRequests = 64;

    private readonly List<Request> _requests = [];
    private byte[] _bytes = [];
    private int _used;
    private int _count;

    /// <summary>A copy that is valid until <see cref="Clear"/>.</summary>
    public Request Copy(Request request)
    {
        int size = request.SharedLength;
        // Requests that were copied before go on in the old array.
        if (_bytes.Length - _used < size) (_bytes, _used) = (GC.AllocateUninitializedArray<byte>(Math.Max(size, Math.Clamp(2 * _bytes.Length, FirstBytes, MostKeptBytes))), 0);
        if (_count == _requests.Count) _requests.Add(new Request());
        Request copy = _requests[_count++];
        request.CopyTo(copy, _bytes, _used);
        _used += size;
        return copy;
    }

    public void Clear()
    {
        for (int i = 0; i < _count; i++)
        {
            _requests[i].Clear();
            _requests[i].Rebase([], 0);
        }
        if (_requests.Count > MostKeptRequests) _requests.RemoveRange(MostKeptRequests, _requests.Count - MostKeptRequests);
        if (_bytes.Length > MostKeptBytes) _bytes = [];
        _used = _count = 0;
    }
}
