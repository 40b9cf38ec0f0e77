// What a session asks of whatever carries its bytes: a socket, or a caller in the same process.

namespace ActorKv.Engine.Sessions;

internal interface ISessionTransport
{
    /// <summary>"127.0.0.1:50123", a socket path, or a word for a caller in the process.</summary>
    string RemoteAddress { get; }

    string LocalAddress { get; }

    /// <summary>Number of the socket, for CLIENT LIST; -1 without one.</summary>
    int Descriptor { get; }

    /// <summary>Bytes received and not yet executed, for CLIENT LIST.</summary>
    long PendingInput { get; }

    /// <summary>What it holds, for CLIENT LIST and maxmemory-clients. From any thread.</summary>
    BufferFigures Buffers { get; }

    /// <summary>Sends a file behind what has been replied, piece by piece, disposes of it and closes the connection. On the session's own thread.</summary>
    void SendFile(Stream file);

    /// <summary>The session is about to be suspended: the bytes of its request must stay where <see cref="ActorKv.Protocol.Request.Rebase"/>
    /// was last told they are, until it goes on. Called on the session's own thread.</summary>
    void RetainInput();

    /// <summary>The suspended session may go on. From any thread; the transport calls <see cref="Session.Continue"/> on the session's own.</summary>
    void Resume();

    /// <summary>The suspended session waits in a blocking command, which has its own copy of the request: input may move again, and the end of
    /// the connection must be noticed. From any thread.</summary>
    void OnBlocked();

    /// <summary>The session's router has something to tell: the transport calls <see cref="Session.TakeAnswers"/> on the session's own thread, sends what
    /// may leave then, and goes on with a session that was held up. From any thread; once until then.</summary>
    void OnAnswered() => throw new NotSupportedException("Sessions of this transport have no router that answers later.");

    /// <summary>Where pushes for the session are posted.</summary>
    PushQueue Pushes { get; }

    /// <summary>Delivers the pushes that wait for the sessions of this thread. On the session's own thread.</summary>
    void DeliverPushes();

    /// <summary>Closes the connection, after what is pending has been sent when <paramref name="flush"/>. From any thread.</summary>
    void Close(bool flush);
}
