// EntryStream against plain lists: the same random operations on both, with nodes so small that they come and go all the time, and with and
// without consumer groups. A failure prints the seed.

using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Keyspaces;
using ActorKv.Protocol;

namespace ActorKv.Core.Tests.DataTypes.Streams;

public sealed class EntryStreamSpec
{
    private const int Steps = 3000;

    public static TheoryData<int, int> SeedsAndNodes()
    {
        TheoryData<int, int> data = [];
        foreach (int entries in (int[])[1, 2, 5, 100])
            for (int seed = 1; seed <= 3; seed++) data.Add(seed, entries);
        return data;
    }

    [Theory]
    [MemberData(nameof(SeedsAndNodes))]
    public void A_stream_holds_what_a_plain_list_would(int seed, int nodeEntries)
    {
        Model model = new(seed, nodeEntries);
        for (int step = 0; step < Steps; step++)
        {
            model.Step();
            if (step % 32 == 0) model.Compare($"seed {seed}, {nodeEntries} entries a node, step {step}");
        }
        model.Compare($"seed {seed}, {nodeEntries} entries a node, end");
        model.Empty($"seed {seed}, {nodeEntries} entries a node, emptied");
    }

    [Fact]
    public void A_million_small_entries_take_little_more_than_their_bytes()
    {
        EntryStream stream = new();
        StreamNodeLimit limit = new(4096, 100);
        Request request = Request.Of("field"u8.ToArray(), "0123456789"u8.ToArray());
        for (ulong i = 0; i < 100_000; i++) stream.Append(new StreamId(1_700_000_000_000 + i / 10, i % 10), new StreamFields(request, 0), limit);
        Assert.InRange(stream.MemoryUsage / 100_000.0, 20, 26);
    }

    private sealed class Model(int seed, int nodeEntries)
    {
        private static readonly string[] s_names = ["a", "b", "c"];

        private readonly Random _random = new(seed);
        private readonly StreamNodeLimit _limit = new(4096, nodeEntries);
        private readonly SortedDictionary<StreamId, byte[][]> _entries = [];
        private readonly SortedDictionary<string, SortedDictionary<StreamId, string>> _groups = new(StringComparer.Ordinal);
        private EntryStream _stream = new();

        public void Step()
        {
            switch (_random.Next(12))
            {
                case < 5:
                    Append();
                    break;
                case 5:
                    StreamId victim = SomeId();
                    Assert.Equal(_entries.Remove(victim), _stream.Delete(victim));
                    break;
                case 6 when _random.Next(4) == 0:
                    Trim();
                    break;
                case 7:
                    Group();
                    break;
                default:
                    Pend();
                    break;
            }
        }

        public void Compare(string when)
        {
            Assert.True(_entries.Count == _stream.Length, when);
            Assert.True((_entries.Count > 0 ? _entries.First().Key : StreamId.Zero) == _stream.FirstId, when);
            Assert.True((_entries.Count > 0 ? _entries.Last().Key : StreamId.Zero) == _stream.LastEntryId(), when);
            CompareRange(StreamId.Zero, StreamId.Max, when);
            for (int i = 0; i < 5; i++) CompareRange(SomeId(), SomeId(), when);
            CompareGroups(_stream, when);
            ArrayBufferWriter<byte> bytes = new(), again = new();
            _stream.WriteRdb(new RdbWriter(bytes));
            EntryStream read = (EntryStream)ValueCodec.Decode(bytes.WrittenSpan, new KeyspaceSettings());
            read.WriteRdb(new RdbWriter(again));
            Assert.Equal(bytes.WrittenSpan, again.WrittenSpan);
            EntryStream copy = (EntryStream)_stream.Copy();
            CompareGroups(copy, when);
            if (_random.Next(4) == 0) _stream = _random.Next(2) == 0 ? copy : read;
        }

        /// <summary>What is freed must be what was counted.</summary>
        public void Empty(string when)
        {
            while (_stream.Groups.Count > 0) RemoveGroup(_stream.Groups[0]);
            _stream.Trim(new StreamTrim { Strategy = TrimStrategy.MaxLength }, out _);
            Assert.True(_stream.MemoryUsage - _stream.Groups.ArrayMemory == new EntryStream().MemoryUsage, when);
        }

        private void Append()
        {
            StreamId id = _stream.LastId with { Sequence = _stream.LastId.Sequence + (ulong)_random.Next(1, 300) };
            if (_random.Next(5) == 0) id = new StreamId(id.Milliseconds + (ulong)_random.Next(1, 100_000), (ulong)_random.Next(10));
            string[] fields = _random.Next(4) switch
            {
                0 => ["f", "" + _random.Next(), "f", "x"],
                1 => ["" + _random.Next(3), new string('y', _random.Next(200))],
                2 => ["f", "-1", "g", ""],
                _ => ["f", "v" + _random.Next(5), "g", "" + _random.NextInt64()],
            };
            byte[][] bytes = [.. fields.Select(System.Text.Encoding.ASCII.GetBytes)];
            _stream.Append(id, new StreamFields(Request.Of(bytes), 0), _limit);
            _entries.Add(id, bytes);
        }

        private void Trim()
        {
            bool byLength = _random.Next(2) == 0;
            StreamTrim trim = new()
            {
                Strategy = byLength ? TrimStrategy.MaxLength : TrimStrategy.MinId, Approximate = _random.Next(2) == 0,
                MaxLength = _random.Next(_entries.Count + 5), MinId = SomeId(), Policy = (ReferencePolicy)_random.Next(3),
            };
            long before = _stream.Length, removed = _stream.Trim(in trim, out StreamId? border);
            Assert.Equal(before - removed, _stream.Length);
            // Which entries go is for the first border or threshold to say; under ACKED, also for the groups.
            int passed = 0;
            foreach (StreamId id in _entries.Keys.ToArray())
            {
                if (trim.Approximate ? border is { } end && id >= end : byLength ? _entries.Count <= trim.MaxLength : id >= trim.MinId) break;
                bool held = trim.Policy == ReferencePolicy.Acknowledged && IsHeld(id);
                Assert.Equal(held, _stream.Contains(id));
                if (held) continue;
                _entries.Remove(id);
                passed++;
                if (trim.Policy != ReferencePolicy.Delete) continue;
                foreach (SortedDictionary<StreamId, string> pending in _groups.Values) pending.Remove(id);
            }
            Assert.Equal(removed, passed);
            if (byLength && !trim.Approximate && trim.Policy != ReferencePolicy.Acknowledged) Assert.Equal(Math.Min(before, trim.MaxLength), _stream.Length);
        }

        private bool IsHeld(StreamId id) => _groups.Any(group => group.Value.ContainsKey(id) || id > _stream.Groups.Find(System.Text.Encoding.ASCII.GetBytes(group.Key))!.LastId);

        private void Group()
        {
            string name = s_names[_random.Next(s_names.Length)];
            byte[] bytes = System.Text.Encoding.ASCII.GetBytes(name);
            StreamGroup? group = _stream.Groups.Find(bytes);
            Assert.Equal(_groups.ContainsKey(name), group is not null);
            if (group is null)
            {
                Assert.True(_stream.TryAddGroup(bytes, SomeId(), StreamGroup.Unknown));
                _groups.Add(name, []);
            }
            else if (_random.Next(20) == 0)
            {
                RemoveGroup(group);
                _groups.Remove(name);
            }
            else if (_random.Next(10) == 0 && group.Consumers.Count > 0)
            {
                StreamConsumer consumer = group.Consumers[_random.Next(group.Consumers.Count)];
                foreach ((StreamId id, string who) in _groups[name].ToArray())
                    if (who == System.Text.Encoding.ASCII.GetString(consumer.Name)) _groups[name].Remove(id);
                group.RemoveConsumer(consumer);
            }
            else group.LastId = SomeId();
        }

        private void Pend()
        {
            if (_stream.Groups.Count == 0) return;
            StreamGroup group = _stream.Groups[_random.Next(_stream.Groups.Count)];
            SortedDictionary<StreamId, string> model = _groups[System.Text.Encoding.ASCII.GetString(group.Name)];
            StreamId id = _random.Next(3) == 0 && model.Count > 0 ? model.Keys.ElementAt(_random.Next(model.Count)) : SomeId();
            if (_random.Next(3) == 0) Assert.Equal(model.Remove(id), group.Acknowledge(id));
            else
            {
                string name = s_names[_random.Next(s_names.Length)];
                byte[] bytes = System.Text.Encoding.ASCII.GetBytes(name);
                PendingEntry entry = group.GetOrAdd(id);
                entry.Deliveries++;
                StreamGroup.Assign(entry, group.Consumers.Find(bytes) ?? group.AddConsumer(bytes, 7));
                model[id] = name;
            }
        }

        private void RemoveGroup(StreamGroup group)
        {
            group.Release();
            _stream.Groups.Remove(group);
        }

        private void CompareRange(StreamId from, StreamId to, string when)
        {
            StreamId[] expected = [.. _entries.Keys.Where(id => id >= from && id <= to)];
            foreach (bool reverse in (bool[])[false, true])
            {
                StreamCursor cursor = new(_stream, from, to, reverse);
                Assert.True(cursor.CountLeft(long.MaxValue) == expected.Length && cursor.CountLeft(3) == Math.Min(3, expected.Length), when);
                foreach (StreamId id in reverse ? expected.Reverse() : expected)
                {
                    Assert.True(cursor.MoveNext() && cursor.Id == id, when);
                    StreamFieldReader fields = cursor.Fields;
                    for (int i = 0; i < _entries[id].Length; i += 2)
                    {
                        Assert.True(fields.MoveNext(), when);
                        Assert.Equal(_entries[id][i], fields.Field.ToArray());
                        Assert.Equal(_entries[id][i + 1], fields.Value.ToArray());
                    }
                    Assert.False(fields.MoveNext(), when);
                }
                Assert.False(cursor.MoveNext(), when);
            }
        }

        private void CompareGroups(EntryStream stream, string when)
        {
            Assert.True(_groups.Count == stream.Groups.Count, when);
            for (int i = 0; i < stream.Groups.Count; i++)
            {
                StreamGroup group = stream.Groups[i];
                SortedDictionary<StreamId, string> expected = _groups[System.Text.Encoding.ASCII.GetString(group.Name)];
                Assert.True(expected.Count == group.Pending.Count, when);
                PendingCursor at = group.Pending.From(StreamId.Zero);
                foreach ((StreamId id, string name) in expected)
                {
                    Assert.True(at.MoveNext() && at.Current.Id == id && System.Text.Encoding.ASCII.GetString(at.Current.Consumer!.Name) == name, when);
                    Assert.True(at.Current.Consumer.Pending.Find(id) == at.Current, when);
                }
                Assert.False(at.MoveNext(), when);
                long sum = 0;
                for (int c = 0; c < group.Consumers.Count; c++) sum += group.Consumers[c].Pending.Count;
                Assert.True(sum == expected.Count, when);
                StreamId from = SomeId();
                PendingCursor part = group.Pending.From(from);
                foreach (StreamId id in expected.Keys.Where(id => id >= from)) Assert.True(part.MoveNext() && part.Current.Id == id, when);
                Assert.False(part.MoveNext(), when);
            }
        }

        private StreamId SomeId()
        {
            StreamId last = _stream.LastId;
            if (_entries.Count > 0 && _random.Next(3) > 0) return _entries.Keys.ElementAt(_random.Next(_entries.Count));
            return new StreamId((ulong)_random.NextInt64((long)last.Milliseconds + 2), (ulong)_random.Next(1000));
        }
    }
}
