// Mutated DUMP payloads of one type, with the checksum put right, through RESTORE.
//
// Each must be refused with one of RESTORE's errors, or give a value that is sound: DUMP of it restores to one with the same digest, and
// commands that read and change it work.

using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Fuzz;

internal sealed class PayloadFuzz(string type, int seed)
{
    private static readonly byte[] s_restore = "RESTORE"u8.ToArray(), s_key = "k"u8.ToArray(), s_zero = "0"u8.ToArray();

    private readonly FuzzedShard _shard = new();

    public FuzzReport Run(long rounds)
    {
        Random random = new(seed);
        Mutator mutator = new(random);
        Gauge gauge = new();
        byte[][] originals = Originals.Of(type), all = [.. Originals.Types.SelectMany(Originals.Of)];
        long accepted = 0, began = Stopwatch.GetTimestamp();
        foreach (byte[] original in originals)
            if (!TryRestore(s_key, WithFooter(original))) throw new FuzzException("An original was refused", original);
        for (long round = 0; round < rounds; round++)
        {
            byte[] payload = WithFooter(mutator.Mutate(originals[random.Next(originals.Length)], all[random.Next(all.Length)]));
            gauge.Begin();
            try
            {
                if (TryRestore(s_key, payload))
                {
                    accepted++;
                    Use();
                }
            }
            catch (Exception crash) when (crash is not FuzzException)
            {
                throw new FuzzException(crash.GetType().Name, payload, crash);
            }
            gauge.End(payload);
        }
        return new FuzzReport(type, rounds, accepted, gauge.MostBytes, gauge.Slowest, Stopwatch.GetElapsedTime(began));
    }

    private bool TryRestore(byte[] key, byte[] payload)
    {
        _shard.Clear();
        byte[] reply = _shard.Run([s_restore, key, s_zero, payload]);
        if (reply[0] == '+') return true;
        if (reply.AsSpan().SequenceEqual("-ERR Bad data format\r\n"u8)) return false;
        throw new FuzzException(Encoding.Latin1.GetString(reply), payload);
    }

    private void Use()
    {
        // Fields whose time has come go with the first look at them, and a hash without fields with the last.
        byte[] reply = _shard.Run("DUMP k");
        if (reply.AsSpan().SequenceEqual("$-1\r\n"u8)) return;
        byte[] dump = BulkOf(reply);
        string digest = _shard.Digest();
        _shard.Run("MEMORY USAGE k");
        _shard.Run("OBJECT ENCODING k");
        foreach (string line in Originals.Uses(_shard.Run("TYPE k"))) _shard.Run(line);
        if (!TryRestore(s_key, dump)) throw new FuzzException("A dump of what was accepted is refused", dump);
        if (_shard.Digest() != digest) throw new FuzzException("A dump of what was accepted is another value", dump);
        _shard.Run("COPY k copy");
    }

    private static byte[] WithFooter(byte[] value)
    {
        byte[] payload = [.. value, .. new byte[DumpPayload.FooterLength]];
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(value.Length), 10);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(value.Length + 2), Crc64.Compute(payload.AsSpan(0, value.Length + 2)));
        return payload;
    }

    private static byte[] BulkOf(byte[] reply)
    {
        int at = reply.AsSpan().IndexOf("\r\n"u8) + 2;
        return reply[at..^2];
    }
}
