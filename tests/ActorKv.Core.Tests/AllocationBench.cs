// Runs parsed commands against one key shard without allocating anything itself, so that what the commands allocate can be measured.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Tests;

internal sealed class AllocationBench
{
    private readonly CommandTable _table = CommandTables.CreateKeyCommands();
    private readonly KeyShardState _shard = new(0, 1, 0x5eed);
    private readonly KeyTurn _turn;

    public AllocationBench() => _turn = new KeyTurn([_shard], new KeyspaceSettings(), new TurnRandom(1)) { Now = 1_000_000 };

    public static Request Parse(string line)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line);
        Request request = new();
        request.Rebase(bytes, 0);
        int at = 0;
        foreach (string word in line.Split(' '))
        {
            request.AddRange(at, word.Length);
            at += word.Length + 1;
        }
        return request;
    }

    /// <summary>Bytes that a hundred rounds of these commands allocate, after some rounds that warm up.</summary>
    public long Measure(params string[] commands)
    {
        (KeyCommand, Request)[] found = [.. commands.Select(Find)];
        for (int i = 0; i < 10; i++) RunAll(found);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) RunAll(found);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public (KeyCommand, Request) Find(string line)
    {
        Request request = Parse(line);
        return ((KeyCommand)_table.Find(request[0])!, request);
    }

    public void Run(Request request) => Run(((KeyCommand)_table.Find(request[0])!, request));

    public void RunBoth((KeyCommand, Request) first, (KeyCommand, Request) second)
    {
        Run(first);
        Run(second);
    }

    private void RunAll((KeyCommand, Request)[] commands)
    {
        foreach ((KeyCommand, Request) command in commands) Run(command);
    }

    private void Run((KeyCommand Command, Request Request) what)
    {
        _turn.BeginSingle(_shard);
        ArgReader args = new(what.Request, 1);
        what.Command.Body(ref args, _turn);
        _turn.EndSingle();
        if (_turn.Reply.Errors > 0) throw new InvalidOperationException("The command failed.");
        _turn.Reply.Truncate(_turn.Reply.Head);
        _turn.Reset();
    }
}
