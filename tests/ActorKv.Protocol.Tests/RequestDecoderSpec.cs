// Requests come out the same wherever the reads end: each payload whole, at every split in two, and byte by byte.

using static ActorKv.Protocol.Tests.Wire;

namespace ActorKv.Protocol.Tests;

public sealed class RequestDecoderSpec
{
    private static readonly byte[] Binary = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    private static readonly byte[] Large = [.. Enumerable.Range(0, RequestDecoder.DirectThreshold + 5).Select(i => (byte)(i * 7))];

    private static readonly Dictionary<string, (byte[] Payload, byte[][][] Requests)> Corpus = new()
    {
        ["one command"] = (Encode("SET", "k", "v"), [Words("SET k v")]),
        ["name only"] = (Encode("PING"), [Words("PING")]),
        ["empty arguments"] = (Encode("SET", "", ""), [[Bytes("SET"), [], []]]),
        ["lengths of one to five digits"] = (
            Encode("SET", new string('k', 10), new string('v', 123), new string('w', 1234), new string('x', 12345)),
            [[Bytes("SET"), Bytes(new string('k', 10)), Bytes(new string('v', 123)), Bytes(new string('w', 1234)), Bytes(new string('x', 12345))]]),
        ["more arguments than fit a digit"] = (
            Encode([.. Enumerable.Range(0, 120).Select(i => "a" + i)]), [[.. Enumerable.Range(0, 120).Select(i => Bytes("a" + i))]]),
        ["binary"] = (Encode(Bytes("SET"), Binary, Binary), [[Bytes("SET"), Binary, Binary]]),
        ["line breaks inside arguments"] = (Encode("SET", "\r\n", "*1\r\n$4\r\nPING\r\n"), [[Bytes("SET"), Bytes("\r\n"), Bytes("*1\r\n$4\r\nPING\r\n")]]),
        ["empty array, then a command"] = ([.. "*0\r\n"u8, .. Encode("PING")], [Words("PING")]),
        ["null array, then a command"] = ([.. "*-1\r\n"u8, .. Encode("PING")], [Words("PING")]),
        ["the most negative count"] = ([.. "*-9223372036854775808\r\n"u8, .. Encode("PING")], [Words("PING")]),
        ["pipeline"] = (
            [.. Encode("SET", "k", "v"), .. Encode("GET", "k"), .. Encode("PING"), .. "*0\r\n"u8, .. Encode("DEL", "k")],
            [Words("SET k v"), Words("GET k"), Words("PING"), Words("DEL k")]),
        ["inline"] = ("SET k v\r\n"u8.ToArray(), [Words("SET k v")]),
        ["inline without carriage return"] = ("PING\n"u8.ToArray(), [Words("PING")]),
        ["inline with quotes"] = (
            "SET \"a b\\x41\\n\\\"\" 'it\\'s' fo\"o\"\r\n"u8.ToArray(), [[Bytes("SET"), Bytes("a bA\n\""), Bytes("it's"), Bytes("foo")]]),
        ["inline with an empty argument"] = ("ECHO \"\"\r\n"u8.ToArray(), [[Bytes("ECHO"), []]]),
        ["blank inline lines"] = ("\r\n\n   \r\n\t\nPING\r\n"u8.ToArray(), [Words("PING")]),
        ["inline with bytes that are no text"] = ([.. "ECHO "u8, 0xff, 0xfe, .. "\r\n"u8], [[Bytes("ECHO"), [0xff, 0xfe]]]),
        ["inline between arrays"] = (
            [.. Encode("GET", "a"), .. "GET b\r\n"u8, .. Encode("GET", "c")], [Words("GET a"), Words("GET b"), Words("GET c")]),
        ["line ends that Redis does not check"] = (
            "*1\rx$4\ryPINGzz*2\r\n$4\r\nECHO..$1\r\na,,"u8.ToArray(), [Words("PING"), Words("ECHO a")]),
    };

    private static readonly Dictionary<string, (byte[] Payload, byte[][][] Requests)> LargeCorpus = new()
    {
        ["a large argument at the end"] = (Encode(Bytes("SET"), Bytes("k"), Large), [[Bytes("SET"), Bytes("k"), Large]]),
        ["a large argument in the middle of a pipeline"] = (
            [.. Encode("PING"), .. Encode(Bytes("MSET"), Bytes("k"), Large, Bytes("l"), Bytes("v")), .. Encode("GET", "k")],
            [Words("PING"), [Bytes("MSET"), Bytes("k"), Large, Bytes("l"), Bytes("v")], Words("GET k")]),
    };

    public static TheoryData<string> CorpusNames => [.. Corpus.Keys];

    public static TheoryData<string> ArrayCorpusNames => [.. Corpus.Keys.Where(name => !name.Contains("inline", StringComparison.Ordinal))];

    public static TheoryData<string> LargeCorpusNames => [.. LargeCorpus.Keys];

    [Theory]
    [MemberData(nameof(CorpusNames))]
    [MemberData(nameof(LargeCorpusNames))]
    public void A_payload_that_comes_whole_gives_its_requests(string name)
    {
        (byte[] payload, byte[][][] requests) = Find(name);
        Wire wire = new Wire().Feed(payload);
        Same(requests, wire, name);
        Assert.False(wire.Decoder.InRequest);
    }

    [Theory]
    [MemberData(nameof(CorpusNames))]
    [MemberData(nameof(LargeCorpusNames))]
    public void A_payload_split_anywhere_gives_the_same_requests(string name)
    {
        (byte[] payload, byte[][][] requests) = Find(name);
        for (int split = 1; split < payload.Length; split++)
            Same(requests, new Wire().Feed(payload.AsSpan(0, split)).Feed(payload.AsSpan(split)), split);
    }

    [Theory]
    [MemberData(nameof(CorpusNames))]
    [MemberData(nameof(LargeCorpusNames))]
    public void A_payload_byte_by_byte_gives_the_same_requests(string name)
    {
        (byte[] payload, byte[][][] requests) = Find(name);
        Same(requests, new Wire().FeedByteByByte(payload), name);
    }

    [Fact]
    public void A_short_payload_split_in_three_anywhere_gives_the_same_requests()
    {
        byte[] payload = [.. Encode("SET", "key", ""), .. "GET \"a\"\r\n"u8, .. Encode("PING")];
        byte[][][] requests = [[Bytes("SET"), Bytes("key"), []], Words("GET a"), Words("PING")];
        for (int first = 1; first < payload.Length; first++)
            for (int second = first; second < payload.Length; second++)
                Same(requests, new Wire().Feed(payload.AsSpan(0, first)).Feed(payload.AsSpan(first, second - first)).Feed(payload.AsSpan(second)), first);
    }

    [Theory]
    [MemberData(nameof(CorpusNames))]
    [MemberData(nameof(LargeCorpusNames))]
    public void The_wire_lengths_of_a_payload_add_up(string name)
    {
        (byte[] payload, _) = Find(name);
        long whole = new Wire().Feed(payload).WireLengths.Sum();
        long trickled = new Wire().FeedByteByByte(payload).WireLengths.Sum();
        Assert.Equal(whole, trickled);
        Assert.InRange(whole, 1, payload.Length);
    }

    [Fact]
    public void An_argument_of_the_direct_threshold_bypasses_the_buffer_when_it_has_not_arrived()
    {
        byte[] value = new byte[RequestDecoder.DirectThreshold];
        byte[] payload = Encode(Bytes("SET"), Bytes("k"), value);
        int header = payload.Length - value.Length - 2;

        RequestDecoder decoder = new(new RespLimits());
        byte[] buffer = [.. payload.AsSpan(0, header + 100)];
        int start = 0, end = buffer.Length;

        Assert.Equal(DecodeStatus.NeedMore, decoder.Decode(buffer, ref start, ref end));
        Assert.Equal(header, end);
        Assert.Equal(value.Length - 100, decoder.DirectTarget.Length);
        decoder.AdvanceDirect(value.Length - 100);
        Assert.True(decoder.DirectTarget.IsEmpty);

        payload.AsSpan(^2..).CopyTo(buffer.AsSpan(end));
        end += 2;
        Assert.Equal(DecodeStatus.Complete, decoder.Decode(buffer, ref start, ref end));
        Assert.Same(decoder.Request.OwnArray(2), decoder.Request.Take(2));
        Assert.Null(decoder.Request.OwnArray(1));
        Assert.Equal(payload.Length, decoder.Request.WireLength);
    }

    [Fact]
    public void An_argument_that_arrived_with_its_header_stays_in_the_buffer()
    {
        Wire wire = new Wire().Feed(Encode(Bytes("SET"), Bytes("k"), Large));
        Assert.Equal(0, wire.BytesThatWentDirect);
        Assert.Single(wire.Requests);
    }

    [Fact]
    public void An_argument_below_the_direct_threshold_is_buffered()
    {
        byte[] value = new byte[RequestDecoder.DirectThreshold - 1];
        Assert.Equal(0, new Wire().FeedByteByByte(Encode(Bytes("SET"), Bytes("k"), value)).BytesThatWentDirect);
    }

    [Fact]
    public void Advancing_beyond_the_large_argument_is_refused()
    {
        Wire wire = new Wire().Feed("*1\r\n$40000\r\n"u8);
        Assert.Throws<ArgumentOutOfRangeException>(() => wire.Decoder.AdvanceDirect(40001));
        Assert.Throws<ArgumentOutOfRangeException>(() => wire.Decoder.AdvanceDirect(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RequestDecoder(new RespLimits()).AdvanceDirect(1));
    }

    [Fact]
    public void A_megabyte_that_trickles_in_is_never_looked_at_again()
    {
        const int length = 1024 * 1024;
        Wire wire = new Wire().Feed("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1048576\r\n"u8);
        for (int left = length; left > 0; left--)
        {
            // Each byte goes to its final place: nothing is buffered, so there is nothing that could be scanned again.
            Assert.Equal(left, wire.Decoder.DirectTarget.Length);
            wire.Feed("v"u8);
        }
        wire.Feed("\r\n"u8);
        Assert.Equal(length, wire.BytesThatWentDirect);
        Assert.Equal(length, Assert.Single(wire.Requests)[2].Length);
    }

    [Theory]
    [MemberData(nameof(ArrayCorpusNames))]
    public void Bytes_already_seen_are_not_looked_at_again(string name)
    {
        (byte[] payload, byte[][][] requests) = Find(name);
        Wire wire = new();
        foreach (byte b in payload)
        {
            wire.Feed([b]);
            // No header has a line feed where it has a digit: whoever looks back finds an error, or other lengths.
            wire.OverwriteWhatWasSeen((byte)'\n');
        }
        Assert.Null(wire.Error);
        Assert.Equal(requests.Select(Lengths), wire.Requests.Select(Lengths));

        static string Lengths(byte[][] request) => string.Join(' ', request.Select(argument => argument.Length));
    }

    [Fact]
    public void A_line_end_that_was_passed_is_not_found_again()
    {
        Wire wire = new Wire().Feed("PING aaaa"u8);
        wire.OverwriteWhatWasSeen((byte)'\n');
        Assert.Empty(wire.Feed("bbbb"u8).Requests);
    }

    [Fact]
    public void Decoding_a_small_request_allocates_nothing()
    {
        RequestDecoder decoder = new(new RespLimits());
        byte[] payload = Encode("SET", "key:000000000001", "some value of thirty-two bytes..");
        byte[] buffer = new byte[payload.Length];
        payload.CopyTo(buffer, 0);
        Decode(decoder, buffer, 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int decoded = Decode(decoder, buffer, 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(2000, decoded);
        Assert.Equal(0, allocated);

        // Whole, and in two reads.
        static int Decode(RequestDecoder decoder, byte[] buffer, int times)
        {
            int complete = 0;
            for (int i = 0; i < times; i++)
            {
                int start = 0, end = buffer.Length;
                if (decoder.Decode(buffer, ref start, ref end) == DecodeStatus.Complete) complete++;
                start = 0;
                end = 1 + i % (buffer.Length - 1);
                decoder.Decode(buffer, ref start, ref end);
                end = buffer.Length;
                if (decoder.Decode(buffer, ref start, ref end) == DecodeStatus.Complete) complete++;
            }
            return complete;
        }
    }

    [Fact]
    public void Decoding_an_inline_PING_allocates_nothing()
    {
        RequestDecoder decoder = new(new RespLimits());
        byte[] buffer = "PING\r\n"u8.ToArray();
        int start = 0, end = buffer.Length;
        decoder.Decode(buffer, ref start, ref end);

        long before = GC.GetAllocatedBytesForCurrentThread();
        start = 0;
        DecodeStatus status = decoder.Decode(buffer, ref start, ref end);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(DecodeStatus.Complete, status);
        Assert.Equal(0, allocated);
    }

    private static byte[][] Words(string words) => [.. words.Split(' ').Select(Bytes)];

    private static (byte[] Payload, byte[][][] Requests) Find(string name) => Corpus.TryGetValue(name, out var entry) ? entry : LargeCorpus[name];

    private static void Same(byte[][][] expected, Wire wire, object where)
    {
        Assert.True(wire.Error is null, $"{where}: {wire.Error}");
        Assert.True(expected.Length == wire.Requests.Count, $"{where}: {wire.Requests.Count} requests");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i].Length == wire.Requests[i].Length, $"{where}: request {i} has {wire.Requests[i].Length} arguments");
            for (int j = 0; j < expected[i].Length; j++)
                Assert.True(expected[i][j].AsSpan().SequenceEqual(wire.Requests[i][j]), $"{where}: request {i}, argument {j}");
        }
    }
}
