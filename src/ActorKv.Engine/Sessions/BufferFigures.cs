// What a connection's transport holds at this moment. Single words, so that any thread may ask.

namespace ActorKv.Engine.Sessions;

/// <summary>Buffers of a transport.</summary>
/// <param name="Input">Bytes received and not yet executed.</param>
/// <param name="InputRoom">Bytes of its own buffer that are free.</param>
/// <param name="Reads">Whether it reads when something comes.</param>
/// <param name="Writes">Whether it waits for the other side to read.</param>
internal readonly record struct BufferFigures(long Input, long InputRoom, bool Reads, bool Writes);
