using System.Text;

namespace ActorKv.Protocol.Tests;

public sealed class RespWriterSpec
{
    private const int Large = 100_000;

    public static TheoryData<string, Action<RespWriter>, string, string> Forms => new()
    {
        { "simple string", w => w.SimpleString("PONG"u8), "+PONG\r\n", "+PONG\r\n" },
        { "ok", w => w.Ok(), "+OK\r\n", "+OK\r\n" },
        { "error", w => w.Error("ERR no"), "-ERR no\r\n", "-ERR no\r\n" },
        { "integer", w => w.Integer(42), ":42\r\n", ":42\r\n" },
        { "zero", w => w.Integer(0), ":0\r\n", ":0\r\n" },
        { "least integer", w => w.Integer(long.MinValue), ":-9223372036854775808\r\n", ":-9223372036854775808\r\n" },
        { "greatest integer", w => w.Integer(long.MaxValue), ":9223372036854775807\r\n", ":9223372036854775807\r\n" },
        { "truth as integer", w => w.Integer(true), ":1\r\n", ":1\r\n" },
        { "bulk", w => w.Bulk("abc"u8), "$3\r\nabc\r\n", "$3\r\nabc\r\n" },
        { "bulk of text", w => w.Bulk("é"), "$2\r\né\r\n", "$2\r\né\r\n" },
        { "empty bulk", w => w.Bulk(""u8), "$0\r\n\r\n", "$0\r\n\r\n" },
        { "bulk integer", w => w.BulkInteger(long.MinValue), "$20\r\n-9223372036854775808\r\n", "$20\r\n-9223372036854775808\r\n" },
        { "null", w => w.Null(), "$-1\r\n", "_\r\n" },
        { "null array", w => w.NullArray(), "*-1\r\n", "_\r\n" },
        { "array", w => w.Array(12), "*12\r\n", "*12\r\n" },
        { "map", w => w.Map(3), "*6\r\n", "%3\r\n" },
        { "set", w => w.Set(3), "*3\r\n", "~3\r\n" },
        { "push", w => w.Push(3), "*3\r\n", ">3\r\n" },
        { "true", w => w.Boolean(true), ":1\r\n", "#t\r\n" },
        { "false", w => w.Boolean(false), ":0\r\n", "#f\r\n" },
        { "double", w => w.Double("1.5"u8), "$3\r\n1.5\r\n", ",1.5\r\n" },
        { "verbatim", w => w.Verbatim("txt"u8, "abc"u8), "$3\r\nabc\r\n", "=7\r\ntxt:abc\r\n" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_reply_has_its_form_in_RESP2_and_RESP3(string name, Action<RespWriter> write, string resp2, string resp3)
    {
        RespWriter two = new(), three = new() { Version = 3 };
        write(two);
        write(three);
        Assert.Equal((name, resp2, resp3), (name, Encoding.UTF8.GetString(two.TakeAll()), Encoding.UTF8.GetString(three.TakeAll())));
    }

    [Fact]
    public void Line_breaks_in_an_error_become_spaces_and_go_at_its_ends()
    {
        RespWriter writer = new();
        writer.Error("ERR a\r\nb\n");
        Assert.Equal("-ERR a  b\r\n", Encoding.UTF8.GetString(writer.TakeAll()));
        Assert.Equal(1, writer.Errors);
    }

    [Fact]
    public void A_number_that_begins_a_segment_is_all_that_it_holds()
    {
        RespWriter writer = new();
        StringBuilder expected = new();
        for (int i = 0; i < 50_000; i++)
        {
            writer.Integer(i);
            expected.Append(':').Append(i).Append("\r\n");
        }
        Assert.Equal(expected.ToString(), Encoding.ASCII.GetString(writer.TakeAll()));
    }

    [Fact]
    public void Output_of_many_segments_is_what_was_written()
    {
        (RespWriter writer, byte[] expected) = Mixed(seed: 1, replies: 2000);
        Assert.Equal(expected.Length, writer.Pending);
        Assert.Equal(expected, writer.TakeAll());
        Assert.Equal(0, writer.Pending);
        Assert.Equal(expected.Length, writer.Head);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Partial_sends_lose_and_repeat_nothing(int seed)
    {
        Random random = new(seed);
        (RespWriter writer, byte[] expected) = Mixed(seed, replies: 500);
        List<byte> sent = [];
        while (writer.Pending > 0)
        {
            ReadOnlySpan<byte> part = writer.Peek().Span;
            int count = random.Next(1, part.Length + 1);
            sent.AddRange(part[..count]);
            writer.Advance(count);
            Assert.Equal(sent.Count, writer.Head);
            Assert.Equal(expected.Length, writer.Position);
        }
        Assert.Equal(expected, sent);
    }

    [Fact]
    public void Nothing_at_or_behind_the_limit_is_shown()
    {
        (RespWriter writer, byte[] expected) = Mixed(seed: 4, replies: 300);
        Random random = new(4);
        List<byte> sent = [];
        for (long limit = 0; limit <= expected.Length; limit = Math.Min(limit + random.Next(1, 30_000), expected.Length))
        {
            for (ReadOnlyMemory<byte> part = writer.Peek(limit); part.Length > 0; part = writer.Peek(limit))
            {
                sent.AddRange(part.Span);
                writer.Advance(part.Length);
            }
            Assert.Equal(limit, writer.Head);
            if (limit == expected.Length) break;
        }
        Assert.Equal(expected, sent);
        Assert.True(writer.Peek(0).IsEmpty);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Truncate_takes_back_exactly_what_came_after_at_any_place(int seed)
    {
        // Model: the bytes pending, in a list. Writes, sends and cuts at random; the cut lies in the current segment, in a sealed one, at
        // the head, at a boundary.
        Random random = new(seed);
        RespWriter writer = new();
        List<byte> model = [];
        for (int step = 0; step < 3000; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    byte[] reply = RandomReply(random);
                    writer.Bulk(reply);
                    model.AddRange(Spell(reply));
                    break;
                case 2:
                    ReadOnlySpan<byte> part = writer.Peek().Span;
                    if (part.IsEmpty) break;
                    int count = random.Next(1, part.Length + 1);
                    Assert.True(part[..count].SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(model)[..count]));
                    model.RemoveRange(0, count);
                    writer.Advance(count);
                    break;
                case 3:
                    long before = writer.Position;
                    int keep = random.Next(4) switch { 0 => 0, 1 => model.Count, _ => random.Next(model.Count + 1) };
                    writer.Truncate(writer.Head + keep);
                    model.RemoveRange(keep, model.Count - keep);
                    Assert.InRange(writer.Position, 0, before);
                    break;
                default:
                    writer.Truncate(writer.Position);
                    break;
            }
            Assert.Equal(model.Count, writer.Pending);
            Assert.Equal(model.Count == 0, writer.Peek().IsEmpty);
        }
        Assert.Equal(model, writer.TakeAll());
    }

    [Fact]
    public void Truncate_at_the_head_of_a_partly_sent_segment_leaves_a_writer_that_goes_on()
    {
        RespWriter writer = new();
        writer.Bulk(new byte[Large]);
        writer.Advance(writer.Peek().Length);
        writer.Advance(10);
        writer.Truncate(writer.Head);
        writer.Ok();
        Assert.Equal("+OK\r\n", Encoding.UTF8.GetString(writer.Peek().Span));
    }

    [Fact]
    public void Truncate_outside_the_pending_output_is_refused()
    {
        RespWriter writer = new();
        writer.Ok();
        writer.Advance(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(6));
    }

    [Fact]
    public void Append_moves_everything_pending_and_the_errors()
    {
        (RespWriter first, byte[] head) = Mixed(seed: 9, replies: 40);
        (RespWriter second, byte[] tail) = Mixed(seed: 10, replies: 400);
        second.Error("ERR x");
        second.Advance(7);
        first.Append(second);
        Assert.Equal([.. head, .. tail.AsSpan(7), .. "-ERR x\r\n"u8], first.TakeAll());
        Assert.Equal(0, second.Pending);
        Assert.Equal((1, 0), (first.Errors, second.Errors));
        second.Ok();
        Assert.Equal("+OK\r\n"u8.ToArray(), second.TakeAll());
    }

    [Fact]
    public void Shared_bytes_stand_in_several_writers_and_never_go_to_the_pool()
    {
        byte[] shared = new byte[64 * 1024];
        RespWriter one = new(), two = new(), other = new();
        foreach (RespWriter writer in (RespWriter[])[one, two])
        {
            writer.Ok();
            writer.Shared(shared);
            writer.Ok();
        }
        one.Truncate(5 + 100);
        one.Advance(5);
        one.Advance(100);
        other.Append(two);
        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(shared.Length);
        Assert.NotSame(shared, rented);
        Assert.Equal([.. "+OK\r\n"u8, .. shared, .. "+OK\r\n"u8], other.TakeAll());
        Assert.Equal(0, one.Pending);
    }

    [Fact]
    public void Append_hands_large_bulks_over_without_copying_them()
    {
        RespWriter from = new(), to = new();
        to.Ok();
        from.Bulk(new byte[10 * Large]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        to.Append(from);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Large);
        Assert.Equal(5 + 10 + 10 * Large + 2, to.Pending);
    }

    [Fact]
    public void A_large_bulk_is_copied_once_into_a_segment_of_its_size()
    {
        RespWriter writer = new();
        writer.Ok();
        writer.Bulk(new byte[Large]);
        byte[] large = new byte[10 * Large];
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Bulk(large);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, large.Length, large.Length + Large);
    }

    [Fact]
    public void A_small_reply_that_is_sent_at_once_allocates_nothing()
    {
        RespWriter writer = new();
        byte[] value = new byte[32];
        for (int i = 0; i < 100; i++) Answer(writer, value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Answer(writer, value);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Answer(RespWriter writer, byte[] value)
        {
            writer.Bulk(value);
            writer.Integer(1234567);
            writer.Ok();
            writer.Advance(writer.Peek().Length);
        }
    }

    private static (RespWriter Writer, byte[] Expected) Mixed(int seed, int replies)
    {
        Random random = new(seed);
        RespWriter writer = new();
        List<byte> expected = [];
        for (int i = 0; i < replies; i++)
        {
            byte[] reply = RandomReply(random);
            writer.Bulk(reply);
            expected.AddRange(Spell(reply));
            if (random.Next(3) > 0) continue;
            writer.Raw(reply);
            expected.AddRange(reply);
        }
        return (writer, [.. expected]);
    }

    private static byte[] RandomReply(Random random)
    {
        byte[] reply = new byte[random.Next(40) switch { 0 => random.Next(32_000, 34_000), 1 => random.Next(60_000, Large), _ => random.Next(300) }];
        random.NextBytes(reply);
        return reply;
    }

    private static byte[] Spell(byte[] reply) => [.. Encoding.ASCII.GetBytes($"${reply.Length}\r\n"), .. reply, .. "\r\n"u8];
}
