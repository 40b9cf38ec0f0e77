using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Sessions;

public sealed class ReplyHoleSpec : IAsyncLifetime
{
    private readonly RespWriter _output = new();
    private readonly OutputGate _gate;
    private TestStore _kv = null!;

    public ReplyHoleSpec() => _gate = new OutputGate(_output);

    public async Task InitializeAsync() => _kv = await TestStore.OpenAsync();

    public async Task DisposeAsync() => await _kv.DisposeAsync();

    [Fact]
    public void Nothing_behind_an_empty_hole_leaves()
    {
        Say("a");
        ReplyHole hole = _gate.AddHole(isSilent: false, weight: 10);
        Say("b");
        Assert.Equal("a", Send());
        Assert.True(_gate.IsClosed);
        Assert.False(_gate.WaitsForCommit);
        hole.Fill("h"u8.ToArray());
        Assert.Equal("hb", Send());
        Assert.False(_gate.IsClosed);
        Assert.Equal(0, _output.Pending);
    }

    [Fact]
    public void Holes_that_are_filled_in_another_order_keep_theirs()
    {
        ReplyHole first = _gate.AddHole(false, 0), second = _gate.AddHole(false, 0);
        Say("x");
        ReplyHole third = _gate.AddHole(false, 0);
        third.Fill("3"u8.ToArray());
        second.Fill("2"u8.ToArray());
        Assert.Equal("", Send());
        first.Fill("1"u8.ToArray());
        Say("y");
        Assert.Equal("12x3y", Send());
    }

    [Fact]
    public void A_hole_behind_a_reply_that_waits_for_the_journal_waits_with_it()
    {
        Say("w");
        _gate.Add(_output.Head, _output.Position, long.MaxValue);
        _gate.AddHole(false, 0).Fill("h"u8.ToArray());
        Assert.True(_gate.WaitsForCommit);
        Assert.Equal("", Send());
    }

    [Fact]
    public void A_silent_hole_leaves_nothing()
    {
        Say("a");
        _gate.AddHole(isSilent: true, 0).Fill("h"u8.ToArray());
        Say("b");
        Assert.Equal("ab", Send());
    }

    [Fact]
    public void Output_may_be_cut_back_to_a_hole_and_not_into_what_was_inserted()
    {
        _gate.AddHole(false, 0).Fill("h"u8.ToArray());
        long position = _output.Position;
        Say("cut");
        _gate.Release(_kv.Store.Commits);
        _output.Truncate(position);
        Assert.Equal(1, _output.Pending);
        Assert.Throws<ArgumentOutOfRangeException>(() => _output.Truncate(position - 1));
        Assert.Equal("h", Send());
    }

    [Fact]
    public void Large_replies_and_much_output_between_holes_arrive_whole()
    {
        StringBuilder expected = new();
        List<ReplyHole> holes = [];
        for (int i = 0; i < 20; i++)
        {
            string said = new((char)('a' + i), i * 7919);
            Say(said);
            holes.Add(_gate.AddHole(false, 0));
            expected.Append(said).Append(new string((char)('A' + i), i * 5003));
        }
        StringBuilder sent = new();
        for (int i = holes.Count - 1; i >= 0; i--)
        {
            holes[i].Fill(Encoding.ASCII.GetBytes(new string((char)('A' + i), i * 5003)));
            sent.Append(Send());
        }
        Assert.Equal(expected.ToString(), sent.ToString());
    }

    [Fact]
    public void The_gate_is_full_when_holes_stand_for_too_many_bytes()
    {
        ReplyHole large = _gate.AddHole(false, 9 * 1024 * 1024);
        Assert.True(_gate.IsFull);
        large.Fill("h"u8.ToArray());
        Assert.False(_gate.IsFull);
        for (int i = 0; i < 5000; i++) _gate.AddHole(false, 0);
        Assert.True(_gate.IsFull);
    }

    private void Say(string text) => _output.Raw(Encoding.ASCII.GetBytes(text));

    // What a transport sends: as much as may leave, in the pieces that the writer gives.
    private string Send()
    {
        StringBuilder sent = new();
        long limit = _gate.Release(_kv.Store.Commits);
        for (ReadOnlyMemory<byte> part = _output.Peek(limit); part.Length > 0; part = _output.Peek(limit))
        {
            int count = Math.Min(part.Length, 4096);
            sent.Append(Encoding.ASCII.GetString(part.Span[..count]));
            _output.Advance(count);
        }
        return sent.ToString();
    }
}
