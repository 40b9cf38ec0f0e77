using System.Buffers.Binary;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class RestoreSpec
{
    private static readonly byte[] s_abc = Payload([0, 3, .. "abc"u8]);

    [Fact]
    public void RESTORE_makes_a_key_and_logs_the_payload()
    {
        using Kv kv = new();
        Restore(kv, "k", "0", s_abc).Replies("OK");
        kv.Logged($"RESTORE k 0 {Encoding.Latin1.GetString(s_abc)} REPLACE ABSTTL");
        kv.Run("GET k").Replies("abc");
        kv.Run("PTTL k").Replies("(integer) -1");
    }

    [Theory]
    [InlineData("SET k \"\"")]
    [InlineData("SET k -123456")]
    [InlineData("SET k 4611686018427387904")]
    [InlineData("SET k aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("RPUSH k a 1 hello 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    public void What_DUMP_gives_RESTORE_takes(string write)
    {
        using Kv kv = new();
        kv.Run(write);
        byte[] payload = Encoding.Latin1.GetBytes(kv.Run("DUMP k").Text);
        Restore(kv, "copy", "0", payload).Replies("OK");
        Assert.Equal(kv.Run("DUMP k").Text, kv.Run("DUMP copy").Text);
        Assert.Equal(kv.Run("OBJECT ENCODING k").Text, kv.Run("OBJECT ENCODING copy").Text);
    }

    [Fact]
    public void RESTORE_of_a_taken_name_needs_REPLACE()
    {
        using Kv kv = new();
        kv.Run("SET k before PX 10000");
        Restore(kv, "k", "soon", "junk"u8.ToArray()).Fails("BUSYKEY Target key name already exists.");
        kv.LoggedNothing();
        Restore(kv, "k", "0", s_abc, "REPLACE").Replies("OK");
        kv.Run("GET k").Replies("abc");
        kv.Run("PTTL k").Replies("(integer) -1");
    }

    [Fact]
    public void RESTORE_of_an_expired_name_does_not()
    {
        using Kv kv = new();
        kv.Run("SET k before PX 100");
        kv.Now += 101;
        Restore(kv, "k", "0", s_abc).Replies("OK");
        kv.Run("GET k").Replies("abc");
    }

    [Fact]
    public void The_time_to_live_is_logged_as_a_deadline()
    {
        using Kv kv = new();
        Restore(kv, "k", "500", s_abc).Replies("OK");
        kv.Logged($"RESTORE k 1000500 {Encoding.Latin1.GetString(s_abc)} REPLACE ABSTTL");
        kv.Run("PEXPIRETIME k").Replies("(integer) 1000500");
        Restore(kv, "k", "1000900", s_abc, "absttl", "replace").Replies("OK");
        kv.Run("PTTL k").Replies("(integer) 900");
    }

    [Fact]
    public void A_deadline_in_the_past_leaves_no_key()
    {
        using Kv kv = new();
        Restore(kv, "k", "999999", s_abc, "ABSTTL").Replies("OK");
        kv.LoggedNothing();
        kv.Run("SET k v");
        Restore(kv, "k", "1000000", s_abc, "ABSTTL", "REPLACE").Replies("OK");
        kv.Logged("DEL k");
        Restore(kv, "k", "9223372036854775807", s_abc).Replies("OK");
        kv.LoggedNothing();
        kv.Run("EXISTS k").Replies("(integer) 0");
    }

    [Fact]
    public void IDLETIME_and_FREQ_count_under_their_policy()
    {
        using Kv kv = new();
        kv.Now = 900_000_000;
        Restore(kv, "k", "0", s_abc, "IDLETIME", "100").Replies("OK");
        kv.Logged($"RESTORE k 0 {Encoding.Latin1.GetString(s_abc)} REPLACE ABSTTL IDLETIME 100");
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 100");
        Restore(kv, "k", "0", s_abc, "REPLACE", "FREQ", "200").Replies("OK");
        kv.Logged($"RESTORE k 0 {Encoding.Latin1.GetString(s_abc)} REPLACE ABSTTL FREQ 200");
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 0");
        kv.Settings.Lfu = true;
        Restore(kv, "k", "0", s_abc, "REPLACE", "FREQ", "200").Replies("OK");
        kv.Run("OBJECT FREQ k").Replies("(integer) 200");
        Restore(kv, "k", "0", s_abc, "REPLACE", "IDLETIME", "100").Replies("OK");
        kv.Run("OBJECT FREQ k").Replies("(integer) 5");
    }

    [Fact]
    public void RESTORE_of_a_list_wakes_who_waits_for_it()
    {
        using Kv kv = new();
        kv.Run("RPUSH k a");
        byte[] payload = Encoding.Latin1.GetBytes(kv.Run("DUMP k").Text);
        kv.Run("DEL k");
        foreach (KeyShardState shard in kv.Shards) shard.WaitedKeys = 1;
        Restore(kv, "k", "0", payload).Replies("OK");
        kv.ReportedReady("k");
    }

    [Theory]
    [InlineData("ERR value is not an integer or out of range", "soon")]
    [InlineData("ERR Invalid TTL value, must be >= 0", "-1")]
    [InlineData("ERR syntax error", "0", "IDLETIME")]
    [InlineData("ERR syntax error", "-1", "SOMETHING")]
    [InlineData("ERR value is not an integer or out of range", "0", "IDLETIME", "x")]
    [InlineData("ERR Invalid IDLETIME value, must be >= 0", "0", "IDLETIME", "-1")]
    [InlineData("ERR value is not an integer or out of range", "0", "FREQ", "x")]
    [InlineData("ERR Invalid FREQ value, must be >= 0 and <= 255", "0", "FREQ", "256")]
    [InlineData("ERR Invalid FREQ value, must be >= 0 and <= 255", "-1", "FREQ", "-1")]
    [InlineData("ERR syntax error", "0", "FREQ", "1", "IDLETIME", "1")]
    [InlineData("ERR syntax error", "0", "IDLETIME", "1", "FREQ", "1")]
    public void Wrong_use_is_said(string error, string ttl, params string[] options)
    {
        using Kv kv = new();
        Restore(kv, "k", ttl, s_abc, options).Fails(error);
        kv.Run("EXISTS k").Replies("(integer) 0");
    }

    [Fact]
    public void Versions_up_to_12_and_right_checksums_are_taken()
    {
        using Kv kv = new();
        const string Wrong = "ERR DUMP payload version or checksum are wrong";
        Restore(kv, "k", "0", Payload([0, 3, .. "abc"u8], version: 12)).Replies("OK");
        Restore(kv, "k2", "0", Payload([0, 3, .. "abc"u8], version: 13)).Fails(Wrong);
        Restore(kv, "k2", "0", []).Fails(Wrong);
        Restore(kv, "k2", "0", "junk"u8.ToArray()).Fails(Wrong);
        byte[] damaged = [.. s_abc];
        damaged[^1] ^= 1;
        Restore(kv, "k2", "0", damaged).Fails(Wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00 04 616263")]
    [InlineData("00 03 616263 00")]
    [InlineData("ff 03 616263")]
    [InlineData("01 00")]
    public void A_value_that_is_none_is_refused(string hex)
    {
        using Kv kv = new();
        Restore(kv, "k", "0", Payload(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)))).Fails("ERR Bad data format");
        kv.LoggedNothing();
    }

    private static KvReply Restore(Kv kv, string key, string ttl, byte[] payload, params string[] options) =>
        kv.Run(["RESTORE"u8.ToArray(), Encoding.Latin1.GetBytes(key), Encoding.Latin1.GetBytes(ttl), payload, .. options.Select(Encoding.Latin1.GetBytes)]);

    private static byte[] Payload(byte[] value, ushort version = 10)
    {
        byte[] payload = [.. value, .. new byte[DumpPayload.FooterLength]];
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(value.Length), version);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(value.Length + 2), Crc64.Compute(payload.AsSpan(0, value.Length + 2)));
        return payload;
    }
}
