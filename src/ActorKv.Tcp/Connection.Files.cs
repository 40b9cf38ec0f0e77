// Sending a file behind the output (redis-cli --rdb): as much as the socket takes, and no more than a bounded part of it in memory. A client that
// reads fast gets its turn like any other: after some pieces the loop looks after the others.

namespace ActorKv.Tcp;

internal sealed partial class Connection
{
    private const int PieceBytes = 64 * 1024, PiecesAtOnce = 32;

    private void SendPieces()
    {
        byte[]? piece = null;
        for (int i = 0; i < PiecesAtOnce && _file is not null && Session.Output.Pending == 0; i++)
        {
            piece ??= new byte[PieceBytes];
            int count = _file.Read(piece);
            if (count == 0)
            {
                _file.Dispose();
                _file = null;
                return;
            }
            Session.Output.Raw(piece.AsSpan(0, count));
            SendReleased();
            if (_closed) return;
        }
        if (_file is not null && Session.Output.Pending == 0) _loop.Post(FlushStep, this);
    }
}
