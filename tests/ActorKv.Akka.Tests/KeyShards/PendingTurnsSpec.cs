// The way of turns into the journal, without an actor and without a journal.

using System.Text;
using ActorKv.Akka.KeyShards;
using ActorKv.Engine.Commits;

namespace ActorKv.Akka.Tests.KeyShards;

public sealed class PendingTurnsSpec
{
    private static readonly ShardPlace s_shard = new(3, 16);
    private int _woken;

    [Fact]
    public void Turns_that_come_while_an_event_is_written_become_the_next_event()
    {
        PendingTurns turns = New();
        turns.Append("a"u8);
        JournalRow first = turns.TryBegin(7)!.Read(s_shard);
        turns.Append("b"u8);
        turns.Append("c"u8);
        Assert.Null(turns.TryBegin(8));
        turns.End();
        JournalRow second = turns.TryBegin(9)!.Read(s_shard);
        Assert.Equal((1, 1, 7, "\u0001a"), (first.FirstLsn, first.Turns, first.Time, Encoding.ASCII.GetString(first.Payload.Span)));
        Assert.Equal((2, 2, 9, "\u0001b\u0001c"), (second.FirstLsn, second.Turns, second.Time, Encoding.ASCII.GetString(second.Payload.Span)));
    }

    [Fact]
    public void Turns_are_durable_when_their_event_is_written()
    {
        PendingTurns turns = New(last: 10);
        Assert.Equal((10, 10, true), (turns.Last, turns.Durable, turns.IsSettled));
        Assert.Equal(11, turns.Append("a"u8));
        turns.TryBegin(0);
        Assert.Equal(12, turns.Append("b"u8));
        Assert.Equal((12, 10, false), (turns.Last, turns.Durable, turns.IsSettled));
        turns.End();
        Assert.Equal((12, 11, false), (turns.Last, turns.Durable, turns.IsSettled));
        turns.TryBegin(0);
        turns.End();
        Assert.True(turns.IsSettled);
    }

    [Fact]
    public void An_event_keeps_its_bytes_while_more_turns_come()
    {
        PendingTurns turns = New();
        turns.Append("first"u8);
        ShardEvent written = turns.TryBegin(0)!;
        turns.Append("other"u8);
        Assert.Equal("\u0005first", Encoding.ASCII.GetString(written.Read(s_shard).Payload.Span));
    }

    [Fact]
    public void The_actor_is_woken_once_by_turns_of_other_threads_and_not_by_its_own()
    {
        PendingTurns turns = New();
        turns.EnterActor();
        turns.Append("own"u8);
        turns.LeaveActor();
        Assert.Equal(0, _woken);
        turns.Append("foreign"u8);
        turns.Append("foreign"u8);
        Assert.Equal(1, _woken);
        turns.EnterActor();
        turns.LeaveActor();
        turns.OnBug();
        Assert.Equal((2, true), (_woken, turns.HasBug));
    }

    private PendingTurns New(long last = 0) => new(s_shard, last, () => _woken++);
}
