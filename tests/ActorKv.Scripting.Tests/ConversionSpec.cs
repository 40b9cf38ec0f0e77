// Replies as Lua values and Lua values as replies, in both versions of RESP.

namespace ActorKv.Scripting.Tests;

public class ConversionSpec
{
    [Theory]
    [InlineData(":7\\r\\n", "return type(v) .. v", "$7\r\nnumber7\r\n")]
    [InlineData("$-1\\r\\n", "return tostring(v)", "$5\r\nfalse\r\n")]
    [InlineData("*-1\\r\\n", "return tostring(v)", "$5\r\nfalse\r\n")]
    [InlineData("+FINE\\r\\n", "return v.ok", "$4\r\nFINE\r\n")]
    [InlineData("*3\\r\\n:1\\r\\n$-1\\r\\n*1\\r\\n$1\\r\\nx\\r\\n", "return {v[1], tostring(v[2]), v[3][1]}", "*3\r\n:1\r\n$5\r\nfalse\r\n$1\r\nx\r\n")]
    [InlineData("%1\\r\\n$1\\r\\nk\\r\\n:5\\r\\n", "return v.map.k", ":5\r\n")]
    [InlineData("~2\\r\\n$1\\r\\na\\r\\n$1\\r\\nb\\r\\n", "return {v.set.a, v.set.b, tostring(v.set.c)}", "*3\r\n:1\r\n:1\r\n$3\r\nnil\r\n")]
    [InlineData("_\\r\\n", "return tostring(v)", "$3\r\nnil\r\n")]
    [InlineData("#t\\r\\n", "return tostring(v)", "$4\r\ntrue\r\n")]
    [InlineData("#f\\r\\n", "return tostring(v)", "$5\r\nfalse\r\n")]
    [InlineData(",3.25\\r\\n", "return tostring(v.double)", "$4\r\n3.25\r\n")]
    [InlineData("(12345678901234567890\\r\\n", "return v.big_number", "$20\r\n12345678901234567890\r\n")]
    [InlineData("=7\\r\\ntxt:abc\\r\\n", "return {v.verbatim_string.format, v.verbatim_string.string}", "*2\r\n$3\r\ntxt\r\n$3\r\nabc\r\n")]
    [InlineData(":9223372036854775807\\r\\n", "return tostring(v)", "$19\r\n9.2233720368548e+18\r\n")]
    public void A_reply_becomes_a_value(string reply, string script, string answer)
    {
        using LuaBench lua = new();
        Assert.Equal(answer, lua.Eval($"redis.setresp(2) local v = redis.call('raw', '{reply}') {script}"));
    }

    [Theory]
    [InlineData("return {map={a=1}}", "%1\r\n$1\r\na\r\n:1\r\n")]
    [InlineData("return {set={a=true}}", "~1\r\n$1\r\na\r\n")]
    [InlineData("return {double=3.5}", ",3.5\r\n")]
    [InlineData("return {big_number='12'}", "(12\r\n")]
    [InlineData("return {verbatim_string={format='txt',string='abc'}}", "=7\r\ntxt:abc\r\n")]
    [InlineData("return nil", "_\r\n")]
    [InlineData("return true", ":1\r\n")]
    [InlineData("return false", "_\r\n")]
    [InlineData("redis.setresp(3) return true", "#t\r\n")]
    [InlineData("redis.setresp(3) return {false, 1}", "*2\r\n#f\r\n:1\r\n")]
    [InlineData("return {1, 2.9, 'x', {ok='y'}}", "*4\r\n:1\r\n:2\r\n$1\r\nx\r\n+y\r\n")]
    public void A_value_becomes_a_reply_of_RESP3(string script, string reply)
    {
        using LuaBench lua = new();
        Assert.Equal(reply, lua.Eval(script, version: 3));
    }

    [Theory]
    [InlineData("1e15", "1000000000000000")]
    [InlineData("123456789012345678", "1.2345678901234568e+17")]
    [InlineData("0.1", "0.10000000000000001")]
    [InlineData("3.0", "3")]
    [InlineData("2^53", "9007199254740992")]
    [InlineData("-5", "-5")]
    [InlineData("10/4", "2.5")]
    public void A_number_becomes_an_argument_of_17_digits(string number, string argument)
    {
        using LuaBench lua = new();
        Assert.Equal($"${argument.Length}\r\n{argument}\r\n", lua.Eval($"return redis.call('echo', {number})"));
    }

    [Fact]
    public void A_large_reply_is_one_string()
    {
        using LuaBench lua = new();
        Assert.Equal(":300000\r\n", lua.Eval("return #redis.call('echo', string.rep('x', 300000))"));
    }
}
