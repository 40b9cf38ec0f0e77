using System.Globalization;

namespace ActorKv.Core.Tests.Commands.Hashes.Shared;

// No redis-server that tests can count on has field expiry, so random commands are answered by a small model of what its documentation says.
public sealed class FieldExpiryModelSpec
{
    private const int Commands = 3000;

    private static readonly string[] s_fields = ["a", "b", "c", "d", "e", "f"];
    private static readonly string[] s_conditions = ["", "", "NX ", "XX ", "GT ", "LT "];

    [Theory]
    [InlineData(1, 512)]
    [InlineData(2, 512)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public void Random_commands_are_answered_as_the_model_answers_them(int seed, int limit)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = limit;
        Model model = new(new Random(seed));
        for (int i = 0; i < Commands; i++)
        {
            (string command, string reply) = model.Next(kv.Now);
            string answered = kv.Run(command).Text;
            Assert.True(reply == answered, string.Create(CultureInfo.InvariantCulture, $"{command} at {kv.Now}: expected {reply}, answered {answered}"));
            if (i % 3 == 0) kv.Now += model.Random.Next(40);
        }
    }

    private sealed class Model(Random random)
    {
        private readonly Dictionary<string, (string Value, long Deadline)> _fields = [];
        private long _now;

        public Random Random => random;

        public (string Command, string Reply) Next(long now)
        {
            _now = now;
            foreach (string field in _fields.Where(entry => entry.Value.Deadline >= 0 && entry.Value.Deadline < now).Select(entry => entry.Key).ToArray()) _fields.Remove(field);
            string one = Any(), value = Number(9);
            string[] some = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any())];
            string list = $"FIELDS {some.Length} {string.Join(' ', some)}";
            switch (random.Next(11))
            {
                case 0:
                    return ($"HSET h {one} {value}", Integer(Set(one, value, -1) ? 1 : 0));
                case 1:
                    return ($"HDEL h {string.Join(' ', some)}", Integer(some.Count(_fields.Remove)));
                case 2:
                    return ($"HLEN h", Integer(_fields.Count));
                case 3:
                    return ($"HGETDEL h {list}", Each(some, field => _fields.Remove(field, out var was) ? was.Value : "(nil)"));
                case 4:
                    return ($"HPERSIST h {list}", Each(some, field => Integer(Persist(field))));
                case 5:
                    return ($"HPTTL h {list}", Each(some, field => Integer(Deadline(field) is >= 0 and long at ? at - now : Deadline(field))));
                case 6:
                    return ($"HEXPIRETIME h {list}", Each(some, field => Integer(Deadline(field) is >= 0 and long at ? (at + 999) / 1000 : Deadline(field))));
                case 7:
                    return Expire(some, list);
                case 8:
                    return GetEx(some, list);
                case 9:
                    return SetEx(some);
                default:
                    if (!_fields.TryGetValue(one, out (string Value, long Deadline) held)) held = ("0", -1);
                    string sum = (long.Parse(held.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
                    _fields[one] = (sum, held.Deadline);
                    return random.Next(2) == 0 ? ($"HINCRBY h {one} 1", "(integer) " + sum) : ($"HINCRBYFLOAT h {one} 1", sum);
            }
        }

        private (string, string) Expire(string[] some, string list)
        {
            long deadline = random.Next(6) == 0 ? _now - random.Next(50) : _now + random.Next(1, 300);
            string condition = s_conditions[random.Next(s_conditions.Length)];
            string reply = Each(some, field =>
            {
                long before = Deadline(field);
                if (before == -2) return Integer(-2);
                bool allowed = condition.Trim() switch
                {
                    "NX" => before < 0,
                    "XX" => before >= 0,
                    "GT" => before >= 0 && deadline > before,
                    "LT" => before < 0 || deadline < before,
                    _ => true,
                };
                return Integer(!allowed ? 0 : Move(field, deadline) ? 1 : 2);
            });
            return deadline >= _now && random.Next(2) == 0
                ? ($"HPEXPIRE h {Number(deadline - _now)} {condition}{list}", reply)
                : ($"HPEXPIREAT h {Number(deadline)} {condition}{list}", reply);
        }

        private (string, string) GetEx(string[] some, string list)
        {
            int kind = random.Next(4);
            long deadline = kind == 0 ? _now - random.Next(100) : _now + random.Next(1, 300);
            string reply = Each(some, field =>
            {
                if (!_fields.TryGetValue(field, out (string Value, long Deadline) held)) return "(nil)";
                if (kind == 3) Persist(field);
                else if (kind != 2) Move(field, deadline);
                return held.Value;
            });
            string option = kind switch { 0 or 1 => "PXAT " + Number(deadline) + " ", 2 => "", _ => "PERSIST " };
            return ($"HGETEX h {option}{list}", reply);
        }

        private (string, string) SetEx(string[] some)
        {
            int kind = random.Next(4);
            long deadline = kind == 0 ? _now - random.Next(100) : _now + random.Next(1, 300);
            string condition = random.Next(3) switch { 0 => "FNX ", 1 => "FXX ", _ => "" };
            string value = Number(random.Next(100));
            string option = kind switch { 0 or 1 => "PXAT " + Number(deadline) + " ", 2 => "", _ => "KEEPTTL " };
            string command = $"HSETEX h {condition}{option}FIELDS {some.Length} {string.Join(' ', some.Select(field => $"{field} {value}"))}";
            if (condition == "FNX " && some.Any(_fields.ContainsKey)) return (command, Integer(0));
            if (condition == "FXX " && !some.All(_fields.ContainsKey)) return (command, Integer(0));
            foreach (string field in some)
            {
                Set(field, value, kind == 3 ? Math.Max(-1, Deadline(field)) : -1);
                if (kind < 2) Move(field, deadline);
            }
            return (command, Integer(1));
        }

        private bool Set(string field, string value, long deadline)
        {
            bool added = !_fields.ContainsKey(field);
            _fields[field] = (value, deadline);
            return added;
        }

        private long Deadline(string field) => _fields.TryGetValue(field, out (string Value, long Deadline) held) ? held.Deadline : -2;

        // False when the deadline has passed: then the field is gone.
        private bool Move(string field, long deadline)
        {
            if (deadline <= _now) return !_fields.Remove(field);
            _fields[field] = (_fields[field].Value, deadline);
            return true;
        }

        private int Persist(string field)
        {
            long before = Deadline(field);
            if (before >= 0) _fields[field] = (_fields[field].Value, -1);
            return before >= 0 ? 1 : (int)before;
        }

        private string Any() => s_fields[random.Next(s_fields.Length)];

        private static string Each(string[] fields, Func<string, string> reply) => "[" + string.Join(", ", fields.Select(reply)) + "]";

        private static string Integer(long value) => "(integer) " + Number(value);

        private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
