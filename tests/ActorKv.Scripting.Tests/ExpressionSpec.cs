// Scripts and their replies byte for byte, as redis-server 7.0.15 gave them: Lua 5.1's own functions and words, and each library.

using System.Text.Json;

namespace ActorKv.Scripting.Tests;

public class ExpressionSpec
{
    [Theory]
    [InlineData("Lua51")]
    [InlineData("Errors")]
    [InlineData("RedisTable")]
    [InlineData("Cjson")]
    [InlineData("Cmsgpack")]
    [InlineData("Struct")]
    [InlineData("Bit")]
    public void Scripts_answer_as_they_do_in_Redis(string table)
    {
        using LuaBench lua = new();
        using StreamReader lines = new(typeof(ExpressionSpec).Assembly.GetManifestResourceStream(table)!);
        int count = 0;
        while (lines.ReadLine() is { } line)
        {
            string[] expected = JsonSerializer.Deserialize<string[]>(line)!;
            string answer = lua.Eval(expected[0]);
            Assert.True(answer == expected[1], $"{expected[0]}\nRedis  {expected[1]}\nActorKv {answer}");
            count++;
        }
        Assert.True(count > 20);
    }
}
