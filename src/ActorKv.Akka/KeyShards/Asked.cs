// Requests of one asker that a key shard works on, and the replies that are not sent yet.
//
//   commands   | 0 | 1 | 2 | 3 | 4 |
//                sent ^   ^ executed, and waits for the journal      the rest is to run, or waits in a blocking command
//
// Replies leave in order, each when the turns that it depends on are in the journal. A reply depends on the shard's last change, whether its
// command wrote or read: nobody is shown what a crash could take back.

using System.Runtime.InteropServices;
using Akka.Actor;

namespace ActorKv.Akka.KeyShards;

internal sealed class Asked
{
    private readonly IActorRef _asker;
    private readonly int[] _lengths;
    private readonly long[] _needs;       // numbers of turns: they ascend
    private byte[] _bytes = [];           // of replies that are not sent
    private int _sent;

    public Asked(ShardRequests requests, IActorRef asker)
    {
        Requests = requests;
        _asker = asker;
        _lengths = new int[requests.Count];
        _needs = new long[requests.Count];
        if (!MemoryMarshal.TryGetArray(requests.Commands, out ArraySegment<byte> commands)) commands = requests.Commands.ToArray();
        (Buffer, Start, End) = (commands.Array!, commands.Offset, commands.Offset + commands.Count);
    }

    public ShardRequests Requests { get; }

    public IActorRef Asker => _asker;

    public byte[] Buffer { get; }

    /// <summary>Where the next command begins in <see cref="Buffer"/>, and where the last ends.</summary>
    public int Start { get; set; }

    /// <inheritdoc cref="Start"/>
    public int End { get; set; }

    /// <summary>Commands answered, whether the replies are sent or not.</summary>
    public int Executed { get; private set; }

    /// <summary>True when no more of it will run: it ends with <see cref="NotDelivered"/> when what has run is answered.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>True when a command of it that would wait answers at once as if its time were over.</summary>
    public bool MayNotWait { get; set; }

    /// <summary>True when nothing of it is left to run.</summary>
    public bool IsDone => Executed == Requests.Count || IsCutOff;

    /// <summary>True when all of it is answered.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Notes the reply of the next command.</summary>
    /// <param name="length">Its bytes, which <see cref="Take"/> brings.</param>
    /// <param name="needs">Number of the last turn that it depends on.</param>
    public void Note(int length, long needs)
    {
        _lengths[Executed] = length;
        _needs[Executed++] = needs;
    }

    /// <summary>Brings the bytes of the replies noted since the last time.</summary>
    public void Take(byte[] replies) => _bytes = _bytes.Length == 0 ? replies : [.. _bytes, .. replies];

    /// <summary>No more of it is to run.</summary>
    public void CutOff() => IsCutOff = true;

    /// <summary>Sends what may be sent.</summary>
    /// <param name="durable">Number of the last turn in the journal.</param>
    /// <param name="self">The key shard's actor.</param>
    public void Send(long durable, IActorRef self)
    {
        int upTo = _sent, bytes = 0;
        while (upTo < Executed && _needs[upTo] <= durable) bytes += _lengths[upTo++];
        if (upTo > _sent)
        {
            int[] lengths = upTo - _sent == _lengths.Length ? _lengths : _lengths[_sent..upTo];
            _asker.Tell(new ShardReplies(Requests.Id, _bytes.AsMemory(0, bytes), lengths), self);
            _bytes = bytes == _bytes.Length ? [] : _bytes[bytes..];
            _sent = upTo;
        }
        if (!IsDone || _sent < Executed || IsOver) return;
        IsOver = true;
        if (IsCutOff && Executed < Requests.Count) _asker.Tell(new NotDelivered(Requests.Id), self);
    }

    /// <summary>The key shard has failed: says what is known of the rest.</summary>
    /// <param name="durable">Number of the last turn in the journal.</param>
    /// <param name="mayHaveRun">False when the next command has certainly not run.</param>
    /// <param name="self">The key shard's actor.</param>
    public void Fail(long durable, bool mayHaveRun, IActorRef self)
    {
        Send(durable, self);
        if (IsOver) return;
        IsOver = true;
        if (_sent < Executed || mayHaveRun) _asker.Tell(new OutcomeUnknown(Requests.Id, _sent), self);
        else _asker.Tell(new NotDelivered(Requests.Id), self);
    }
}
