using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.Hashes;

public sealed class HashValueSpec
{
    private readonly KeyspaceSettings _settings = new();

    [Theory]
    [InlineData(512, 40)]
    [InlineData(8, 40)]
    [InlineData(0, 400)]
    public void Random_edits_do_what_they_do_to_a_dictionary(int limit, int names)
    {
        _settings.HashMaxListpackEntries = limit;
        Random random = new(limit + names);
        HashValue hash = new();
        hash.SetKey("key"u8);
        Dictionary<string, string> model = [];
        Dictionary<string, long> deadlines = [];
        for (int i = 0; i < 5000; i++)
        {
            string field = random.Next(names).ToString(CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? "" : "f");
            string value = random.Next(3) == 0 ? $"{random.NextInt64()}" : new string('v', random.Next(70));
            switch (random.Next(6))
            {
                case 0 or 1:
                    bool keep = random.Next(2) == 0;
                    Assert.Equal(model.TryAdd(field, value), hash.Set(Bytes(field), Bytes(value), _settings, keep));
                    model[field] = value;
                    if (!keep) deadlines.Remove(field);
                    break;
                case 2:
                    Assert.Equal(model.Remove(field), hash.Remove(Bytes(field)));
                    deadlines.Remove(field);
                    break;
                case 3 when model.ContainsKey(field):
                    long deadline = random.Next(1, 100);
                    hash.SetDeadline(Bytes(field), deadline);
                    deadlines[field] = deadline;
                    break;
                case 4:
                    Assert.Equal(deadlines.Remove(field), hash.RemoveDeadline(Bytes(field)));
                    break;
                case 5 when random.Next(10) == 0:
                    int now = random.Next(1, 20);
                    while (hash.TryRemoveDue(now, out byte[] due))
                    {
                        string name = Encoding.ASCII.GetString(due);
                        Assert.True(deadlines.Remove(name, out long itsDeadline) && itsDeadline < now);
                        Assert.True(model.Remove(name));
                    }
                    Assert.True(deadlines.Count == 0 || deadlines.Values.Min() >= now);
                    break;
            }
            Assert.Equal(model.Count, hash.Count);
            Assert.Equal(deadlines.Count == 0 ? -1 : deadlines.Values.Min(), hash.EarliestDeadline);
            if (i % 50 != 0) continue;
            Assert.Equal(model, All(hash));
            Assert.Equal(model, All((HashValue)hash.Copy()));
            foreach (string name in model.Keys) Assert.Equal(deadlines.GetValueOrDefault(name, -1), hash.DeadlineOf(Bytes(name)));
        }
        Assert.Equal("key", Encoding.ASCII.GetString(hash.Key));
    }

    [Fact]
    public void The_digest_is_the_one_of_redis_server()
    {
        foreach (int limit in (int[])[512, 0])
        {
            _settings.HashMaxListpackEntries = limit;
            HashValue hash = new();
            hash.Set("f1"u8, "v1"u8, _settings);
            hash.Set("f2"u8, "2"u8, _settings);
            hash.Set("3"u8, "three"u8, _settings);
            ValueDigest computed = default;
            computed.Mix([0, 0, 0, (byte)DataType.Hash]);
            hash.AddDigest(ref computed);
            Assert.Equal("14966f215804e658d44ad8c0079119fc3d843143", computed.ToHex());
        }
    }

    [Fact]
    public void A_field_that_expires_changes_the_digest()
    {
        HashValue hash = new(), other = new();
        hash.Set("f"u8, "v"u8, _settings);
        other.Set("f"u8, "v"u8, _settings);
        hash.SetDeadline("f"u8, 1000);
        ValueDigest left = default, right = default;
        hash.AddDigest(ref left);
        other.AddDigest(ref right);
        Assert.NotEqual(left.ToHex(), right.ToHex());
    }

    [Fact]
    public void A_small_hash_is_no_more_than_an_array()
    {
        HashValue hash = new();
        hash.SetKey("hash:000001"u8);
        hash.ReserveRoom(50);
        Assert.Equal(24 + 72, hash.MemoryUsage);
    }

    [Fact]
    public void A_hash_that_grew_and_shrank_gives_its_memory_back()
    {
        HashValue hash = new();
        for (int i = 0; i < 5000; i++) hash.Set(Bytes($"field{i}"), "value"u8, _settings);
        long large = hash.MemoryUsage;
        for (int i = 0; i < 5000; i++) hash.SetDeadline(Bytes($"field{i}"), i + 1);
        Assert.InRange(hash.MemoryUsage, large + 5000 * 50, large + 5000 * 130);
        for (int i = 10; i < 5000; i++) hash.Remove(Bytes($"field{i}"));
        Assert.InRange(hash.MemoryUsage, 1, large / 20);
        Assert.Equal(1, hash.EarliestDeadline);
    }

    private static Dictionary<string, string> All(HashValue hash)
    {
        Dictionary<string, string> all = [];
        for (HashCursor at = hash.Fields; at.MoveNext();) all.Add(Encoding.ASCII.GetString(at.Field.ToArray()), Encoding.ASCII.GetString(at.Value.ToArray()));
        foreach ((string field, string value) in all)
        {
            Assert.True(hash.TryGet(Bytes(field), out PackedElement found));
            Assert.Equal(value, Encoding.ASCII.GetString(found.ToArray()));
        }
        return all;
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
