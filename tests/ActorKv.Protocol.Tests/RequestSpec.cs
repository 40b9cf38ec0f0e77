using static ActorKv.Protocol.Tests.Wire;

namespace ActorKv.Protocol.Tests;

public sealed class RequestSpec
{
    [Fact]
    public void A_request_made_of_arguments_gives_them_back()
    {
        Request request = Request.Of(Bytes("SET"), Bytes("k"), []);
        Assert.Equal(3, request.Count);
        Assert.Equal(Bytes("k"), request[1].ToArray());
        Assert.True(request[2].IsEmpty);
    }

    [Fact]
    public void An_argument_behind_the_last_is_refused()
    {
        Request request = Request.Of(Bytes("PING"));
        Assert.Throws<ArgumentOutOfRangeException>(() => request[1].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => request[-1].Length);
        Assert.Null(request.OwnArray(1));
    }

    [Fact]
    public void A_rebased_request_reads_its_arguments_at_the_new_place()
    {
        byte[] payload = Encode("GET", "key");
        (RequestDecoder decoder, _) = Decode(payload);
        byte[] elsewhere = [.. new byte[100], .. payload];
        decoder.Request.Rebase(elsewhere, 100);
        Array.Clear(payload);
        Assert.Equal(Bytes("key"), decoder.Request[1].ToArray());
    }

    [Fact]
    public void A_copy_outlives_the_buffer_and_the_next_request()
    {
        byte[] payload = Encode("SET", "key", "value");
        (RequestDecoder decoder, _) = Decode(payload);
        Request copy = decoder.Request.Copy();
        Array.Clear(payload);
        decoder.Request.Clear();
        Assert.Equal(["SET", "key", "value"], Enumerable.Range(0, copy.Count).Select(i => System.Text.Encoding.Latin1.GetString(copy[i])));
        Assert.Equal(payload.Length, copy.WireLength);
    }

    [Fact]
    public void A_copy_shares_the_arrays_of_large_arguments()
    {
        byte[] large = new byte[100];
        Request request = new();
        request.Rebase(Bytes("GETk"), 0);
        request.AddRange(0, 3);
        request.AddOwn(large);
        request.AddRange(3, 1);
        Request copy = request.Copy();
        Assert.Same(large, copy.OwnArray(1));
        Assert.Equal(Bytes("k"), copy[2].ToArray());
    }

    [Fact]
    public void Taking_an_argument_of_the_shared_buffer_copies_it()
    {
        byte[] payload = Encode("GET", "key");
        (RequestDecoder decoder, _) = Decode(payload);
        byte[] taken = decoder.Request.Take(1);
        taken[0] = (byte)'x';
        Assert.Equal(Bytes("key"), decoder.Request[1].ToArray());
    }

    [Fact]
    public void A_cleared_request_keeps_no_array_of_its_own()
    {
        Request request = new();
        (WeakReference first, WeakReference last) = AddOwn(request);
        request.Clear();
        GC.Collect();
        Assert.False(first.IsAlive || last.IsAlive);
        GC.KeepAlive(request);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (WeakReference First, WeakReference Last) AddOwn(Request request)
    {
        byte[] first = new byte[10], last = new byte[10];
        request.AddOwn(first);
        for (int i = 0; i < 20; i++) request.AddRange(0, 0);
        request.AddOwn(last);
        return (new WeakReference(first), new WeakReference(last));
    }

    private static (RequestDecoder Decoder, DecodeStatus Status) Decode(byte[] payload)
    {
        RequestDecoder decoder = new(new RespLimits());
        int start = 0, end = payload.Length;
        return (decoder, decoder.Decode(payload, ref start, ref end));
    }
}
