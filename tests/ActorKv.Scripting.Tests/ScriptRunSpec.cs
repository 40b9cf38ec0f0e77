// What a script cannot do: keep its thread, catch its own end, take all memory, reach what is not its own, end the process.

using ActorKv.Engine.Scripting;

namespace ActorKv.Scripting.Tests;

public class ScriptRunSpec
{
    [Fact]
    public void A_script_that_lasts_is_paused_and_goes_on_where_it_was()
    {
        using LuaBench lua = new();
        Assert.Equal(":30000000\r\n", lua.Eval("local n = 0 for i = 1, 30000000 do n = n + 1 end return n", mayLast: false));
        Assert.True(lua.Pauses > 0);
    }

    [Fact]
    public void A_script_is_paused_inside_pcall_and_coroutines_too()
    {
        using LuaBench lua = new();
        string body = "local function work() local n = 0 for i = 1, 20000000 do n = n + 1 end return n end ";
        Assert.Equal(":20000000\r\n", lua.Eval(body + "local ok, n = pcall(work) return n", mayLast: false));
        Assert.True(lua.Pauses > 0);
        Assert.Equal(":20000001\r\n", lua.Eval(body + "local co = coroutine.wrap(function(a) local b = coroutine.yield(work()) return b + a end) local n = co(1) return co(n)", mayLast: false));
        Assert.True(lua.Pauses > 0);
    }

    [Theory]
    [InlineData("while true do end")]
    [InlineData("while true do pcall(function() while true do end end) end")]
    [InlineData("local co = coroutine.wrap(function() while true do end end) while true do pcall(co) end")]
    [InlineData("while true do xpcall(function() while true do end end, function() while true do end end) end")]
    [InlineData("local function f() while true do end end table.sort({1,2,3}, f)")]
    [InlineData("string.gsub('abc', '.', function() while true do end end)")]
    [InlineData("setmetatable({}, {__index = function() while true do end end}).x = nil local y = setmetatable({}, {__index = function() while true do end end}).x")]
    public void A_script_that_does_not_end_is_killed(string script)
    {
        using LuaBench lua = new();
        lua.Engine.InstructionLimit = 2_000_000;
        Assert.Equal("", lua.Eval(script));
        Assert.Equal(ScriptStop.OverBudget, lua.Stopped);
        lua.Engine.InstructionLimit = 0;
        Assert.Equal(":1\r\n", lua.Eval("return 1"));
    }

    [Fact]
    public void A_kill_ends_a_paused_script()
    {
        using LuaBench lua = new();
        Assert.Equal("", lua.Eval("while true do pcall(function() while true do end end) end", mayLast: false, onPause: run => run.RequestKill()));
        Assert.Equal(ScriptStop.Killed, lua.Stopped);
        Assert.Equal(":30000000\r\n", lua.Eval("local n = 0 for i = 1, 30000000 do n = n + 1 end return n", mayLast: false));
        Assert.True(lua.Pauses > 0);
    }

    [Fact]
    public void A_command_can_stop_its_script()
    {
        using LuaBench lua = new();
        int after = 0;
        lua.OnStop = () => after++ > 0;
        Assert.Equal("", lua.Eval("pcall(redis.call, 'stop') redis.call('stop') return 1"));
        Assert.Equal((ScriptStop.MustReachFurther, 1), (lua.Stopped, after));
    }

    [Fact]
    public void A_bug_below_a_script_is_thrown_where_the_script_was_started()
    {
        using LuaBench lua = new();
        Assert.Throws<ArithmeticException>(() => lua.Eval("pcall(redis.call, 'bug') return 1"));
        Assert.Equal(":1\r\n", lua.Eval("return 1"));
    }

    [Theory]
    [InlineData("local s = 'x' while true do s = s .. s end")]
    [InlineData("return string.rep('x', 1e9)")]
    [InlineData("local t = {} for i = 1, 1e9 do t[i] = {} end")]
    public void A_script_that_takes_too_much_memory_gets_an_error(string script)
    {
        using LuaBench lua = new();
        lua.Engine.MemoryLimit = 16 * 1024 * 1024;
        Assert.StartsWith("-ERR not enough memory script: ", lua.Eval(script), StringComparison.Ordinal);
        Assert.Equal(":1\r\n", lua.Eval("return 1"));
    }

    [Fact]
    public void A_script_meets_nothing_that_another_has_left()
    {
        using LuaBench lua = new();
        foreach (string attempt in (string[])["x = 1", "string.x = 1", "rawset(_G, 'x', 1)", "getmetatable('').__index = nil", "setmetatable(_G, nil)", "table.insert(math, 1)", "_G.redis.call = nil"])
            Assert.Contains("Attempt to modify a readonly table", lua.Eval(attempt), StringComparison.Ordinal);
        Assert.Equal(":3\r\n", lua.Eval("cjson.encode_max_depth(3) return cjson.encode_max_depth()"));
        Assert.Equal(":1000\r\n", lua.Eval("return cjson.encode_max_depth()"));
    }

    [Fact]
    public void A_finalizer_never_runs()
    {
        using LuaBench lua = new();
        Assert.Equal(":0\r\n", lua.Eval("local n = 0 for i = 1, 100 do setmetatable({}, {__gc = function() n = n + 1 end}) end collectgarbage() collectgarbage() return n"));
    }

    [Fact]
    public void Bytecode_is_not_loaded()
    {
        using LuaBench lua = new();
        Assert.StartsWith("*2\r\n$-1\r\n", lua.Eval("local f, e = loadstring('\\27Lua') return {f or false, e}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_lines_reach_the_host_with_their_level()
    {
        using LuaBench lua = new();
        lua.Eval("redis.log(redis.LOG_WARNING, 'a', 1.0, 'b')");
        Assert.Equal(["3 a 1 b"], lua.Logged);
    }
}
