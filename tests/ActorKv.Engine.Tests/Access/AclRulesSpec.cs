namespace ActorKv.Engine.Tests.Access;

public sealed class AclRulesSpec
{
    // What redis-server 7.0.15 answers to the same.
    [Theory]
    [InlineData("+@hash -hget +get", "off resetchannels -@all +@hash +get -hget")]
    [InlineData("+config|get +select|0 +SELECT|1 +select|0", "off resetchannels -@all +config|get +select|0 +select|1")]
    [InlineData("+@all -config|get", "off resetchannels +@all -config|get")]
    [InlineData("+@all -@dangerous -@string +get", "off resetchannels +@all -@dangerous -@string +get")]
    [InlineData("+@read +@read +@write -@read", "off resetchannels -@all +@write")]
    [InlineData("+GET +HGET -GET +CONFIG|GET", "off resetchannels -@all +config|get +hget")]
    [InlineData("+config -config|get", "off resetchannels -@all +config -config|get")]
    [InlineData("+select|0 +select", "off resetchannels -@all +select")]
    [InlineData("+select +select|0", "off resetchannels -@all +select")]
    [InlineData("+select|0 -select", "off resetchannels -@all")]
    [InlineData("+@all -@all", "off resetchannels -@all")]
    [InlineData("%R~foo %W~bar %RW~both %WR~both2 ~x ~x %R~* &ch &ch", "off %R~foo %W~bar ~both ~both2 ~x %R~* resetchannels &ch -@all")]
    [InlineData("%R~foo %W~foo %r", "off ~foo %R~ resetchannels -@all")]
    [InlineData("%RW~*", "off ~* resetchannels -@all")]
    [InlineData("allkeys allchannels allcommands nopass on", "on nopass ~* &* +@all")]
    [InlineData("~a resetkeys &c resetchannels", "off resetchannels -@all")]
    [InlineData("on >p nopass reset", "off sanitize-payload resetchannels -@all")]
    [InlineData("skip-sanitize-payload", "off skip-sanitize-payload resetchannels -@all")]
    [InlineData("'' ON", "on resetchannels -@all")]
    [InlineData(">p nopass", "off nopass resetchannels -@all")]
    [InlineData("nopass >p <p", "off resetchannels -@all")]
    [InlineData("(+get ~x) '(+@all allkeys allchannels)' ( +hget ~q )", "off resetchannels -@all (~x resetchannels -@all +get) (~* &* +@all) (~q resetchannels -@all +hget)")]
    [InlineData("() (+get) clearselectors", "off resetchannels -@all")]
    public async Task Rules_come_to_what_they_come_to_in_Redis(string rules, string shown)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("ACL SETUSER bob " + rules));
        Assert.Equal($"[user bob {shown}, user default on nopass ~* &* +@all]", await kv.Run("ACL LIST"));

        Assert.Equal("OK", await kv.Run("ACL SETUSER copy " + shown));
        Assert.Equal($"[user bob {shown}, user copy {shown}, user default on nopass ~* &* +@all]", await kv.Run("ACL LIST"));
    }

    [Theory]
    [InlineData("+config|get|foo", "Allowing first-arg of a subcommand is not supported")]
    [InlineData("+config|nope", "Unknown command or category name in ACL")]
    [InlineData("+config|", "Syntax error")]
    [InlineData("+nope|x", "Unknown command or category name in ACL")]
    [InlineData("+get|", "Syntax error")]
    [InlineData("-select|0", "Unknown command or category name in ACL")]
    [InlineData("+@nope", "Unknown command or category name in ACL")]
    [InlineData("+", "Unknown command or category name in ACL")]
    [InlineData("+AKV.PUT", "Unknown command or category name in ACL")]
    [InlineData("%~foo", "Syntax error")]
    [InlineData("%foo", "Syntax error")]
    [InlineData("%", "Syntax error")]
    [InlineData("%RR~x", "Syntax error")]
    [InlineData("'~a b'", "Syntax error")]
    [InlineData("'&a b'", "Syntax error")]
    [InlineData("(on)", "Syntax error")]
    [InlineData("((+get))", "Syntax error")]
    [InlineData("#1234", "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters")]
    [InlineData("#C3AB8FF13720E8AD9047DD39466B3C8974E592C2FA383D4A3960714CAEF0C4F2", "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters")]
    [InlineData("!c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2", "The password you are trying to remove from the user does not exist")]
    [InlineData("<nope", "The password you are trying to remove from the user does not exist")]
    public async Task A_rule_that_is_wrong_is_told_with_the_reason(string rule, string reason)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal($"(error) ERR Error in ACL SETUSER modifier '{rule.Trim('\'')}': {reason}", await kv.Run("ACL SETUSER bob " + rule));
    }

    [Theory]
    [InlineData("~*", "~a", "allkeys", "resetkeys", "patterns")]
    [InlineData("allchannels", "&a", "allchannels", "resetchannels", "channels")]
    public async Task A_pattern_after_all_of_them_is_a_mistake(string all, string pattern, string flag, string reset, string what)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal($"(error) ERR Error in ACL SETUSER modifier '{pattern}': Adding a pattern after the * pattern (or the '{flag}' flag) is not valid and does not have any effect. " +
            $"Try '{reset}' to start with an empty list of {what}", await kv.Run($"ACL SETUSER bob {all} {pattern}"));
    }

    [Fact]
    public async Task New_users_have_the_channels_that_acl_pubsub_default_says()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("CONFIG SET acl-pubsub-default allchannels");
        await kv.Run("ACL SETUSER bob (+get)");
        Assert.Equal("[user bob off &* -@all (&* -@all +get), user default on nopass ~* &* +@all]", await kv.Run("ACL LIST"));
    }
}
