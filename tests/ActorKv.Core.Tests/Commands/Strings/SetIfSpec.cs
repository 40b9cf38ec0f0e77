namespace ActorKv.Core.Tests.Commands.Strings;

/// <summary>SET with a condition on the value.</summary>
public sealed class SetIfSpec
{
    [Theory]
    [InlineData("IFEQ hello", true)]
    [InlineData("IFEQ hell", false)]
    [InlineData("IFNE hello", false)]
    [InlineData("ifne other", true)]
    [InlineData("IFDEQ 9555e8555c62dcfd", true)]
    [InlineData("IFDEQ 9555E8555C62DCFD", true)]
    [InlineData("IFDEQ 0000000000000000", false)]
    [InlineData("IFDNE 9555e8555c62dcfd", false)]
    [InlineData("IFDNE 0000000000000000", true)]
    public void SET_sets_when_the_condition_holds(string condition, bool sets)
    {
        using Kv kv = new();
        kv.Run("SET k hello");
        kv.Run("SET k new " + condition).Replies(sets ? "OK" : "(nil)");
        kv.Logged(sets ? ["SET k new"] : []);
        kv.Run("GET k").Replies(sets ? "new" : "hello");
    }

    [Theory]
    [InlineData("IFEQ \"\"", false)]
    [InlineData("IFNE \"\"", true)]
    [InlineData("IFDEQ nodigest", false)]
    [InlineData("IFDNE nodigest", true)]
    public void SET_with_IFNE_makes_a_missing_key_and_with_IFEQ_does_not(string condition, bool sets)
    {
        using Kv kv = new();
        kv.Run("SET k new " + condition).Replies(sets ? "OK" : "(nil)");
        kv.Run("EXISTS k").Replies(sets ? "(integer) 1" : "(integer) 0");
    }

    [Fact]
    public void SET_with_a_condition_and_GET_replies_the_old_value_either_way()
    {
        using Kv kv = new();
        kv.Run("SET k a IFNE x GET").Replies("(nil)");
        kv.Run("SET k b IFEQ nothing GET").Replies("a");
        kv.LoggedNothing();
        kv.Run("SET k b GET IFEQ a PX 100").Replies("a");
        kv.Logged("SET k b PXAT 1000100");
        kv.Run("SET k c IFEQ b KEEPTTL").Replies("OK");
        kv.Run("PTTL k").Replies("(integer) 100");
    }

    [Theory]
    [InlineData("SET k v IFEQ a NX", "ERR syntax error")]
    [InlineData("SET k v XX IFEQ a", "ERR syntax error")]
    [InlineData("SET k v IFEQ a IFNE a", "ERR syntax error")]
    [InlineData("SET k v IFEQ", "ERR syntax error")]
    [InlineData("SET k v IFEQ a EX 0", "ERR invalid expire time in 'set' command")]
    [InlineData("SET k v IFDEQ abc", "ERR must be exactly 16 hexadecimal characters")]
    [InlineData("SET k v IFDNE abc GET", "ERR must be exactly 16 hexadecimal characters")]
    [InlineData("SET list v IFEQ a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SET list v IFNE a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SET list v IFDEQ abc", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void SET_refuses_what_is_no_condition(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k a");
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }

    // No redis-server that is old enough to be the oracle knows these commands. So they are held against the plainest model there is.
    [Fact]
    public void Random_conditions_do_what_a_model_does()
    {
        using Kv kv = new();
        Dictionary<string, string> model = [];
        string[] keys = ["a", "b", "c"], values = ["x", "y", "hello", "123", ""];
        uint random = 1;
        for (int i = 0; i < 3000; i++)
        {
            string key = keys[Draw(3)], value = values[Draw(5)], operand = values[Draw(5)], test = new[] { "IFEQ", "IFNE", "IFDEQ", "IFDNE" }[Draw(4)];
            bool equal = model.TryGetValue(key, out string? before) && before == operand;
            bool holds = test is "IFEQ" or "IFDEQ" ? equal : !equal;
            string argument = test.Contains('D', StringComparison.Ordinal) ? DigestOf(kv, operand) : $"\"{operand}\"";
            switch (Draw(4))
            {
                case 0:
                    kv.Run($"DELEX {key} {test} {argument}").Replies(before is not null && holds ? "(integer) 1" : "(integer) 0");
                    if (holds) model.Remove(key);
                    break;
                case 1:
                    kv.Run($"SET {key} \"{value}\" {test} {argument} GET").Replies(before ?? "(nil)");
                    if (holds) model[key] = value;
                    break;
                default:
                    kv.Run($"SET {key} \"{value}\" {test} {argument}").Replies(holds ? "OK" : "(nil)");
                    if (holds) model[key] = value;
                    break;
            }
            foreach (string each in keys) kv.Run("GET " + each).Replies(model.GetValueOrDefault(each, "(nil)"));
        }

        int Draw(int below) => (int)((random = random * 1664525 + 1013904223) >> 16) % below;
    }

    private static string DigestOf(Kv kv, string value)
    {
        kv.Run($"SET digested \"{value}\"");
        return kv.Run("DIGEST digested").Text;
    }
}
