// A command as COMMAND and COMMAND INFO tell it: ten fields, all derived from its spec.
//
//   name, arity, flags, first key, last key, step, ACL categories, tips, key specs, subcommands
//
// First, last and step are the old way to say where keys are: the smallest range that holds every key whose place is fixed. Redis' notes to key
// specs are remarks for readers of its source; there are none here.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal static class CommandInfo
{
    private static readonly (CommandFlags Flag, byte[] Name)[] FlagNames =
    [
        .. Enum.GetValues<CommandFlags>()
            .Where(flag => flag is not (CommandFlags.None or CommandFlags.NotQueued or CommandFlags.AllKeyShards or CommandFlags.EffectOnly))
            .Select(flag => (flag, CommandLookup.Bytes(NameOf(flag)))),
    ];

    public static void Write(RespWriter reply, Command command)
    {
        CommandSpec spec = command.Spec;
        (int first, int last, int step) = LegacyRange(spec);
        reply.Array(10);
        reply.Bulk(spec.FullName);
        reply.Integer(spec.Arity);
        WriteFlags(reply, spec.Flags);
        reply.Integer(first);
        reply.Integer(last);
        reply.Integer(step);
        WriteStatuses(reply, [.. spec.Categories]);
        reply.Set(spec.Tips.Length);
        foreach (string tip in spec.Tips) reply.Bulk(tip);
        reply.Set(spec.Keys.Length);
        foreach (KeySpec keys in spec.Keys) KeySpecInfo.Write(reply, keys);
        reply.Set(command.Subcommands.Count);
        foreach (Command subcommand in command.Subcommands.Values) Write(reply, subcommand);
    }

    public static void WriteStatuses(RespWriter reply, IReadOnlyCollection<string> names)
    {
        reply.Set(names.Count);
        foreach (string name in names) reply.SimpleString(CommandLookup.Bytes(name));
    }

    private static void WriteFlags(RespWriter reply, CommandFlags flags)
    {
        reply.Set(FlagNames.Count(known => (flags & known.Flag) != 0));
        foreach ((CommandFlags flag, byte[] name) in FlagNames)
            if ((flags & flag) != 0) reply.SimpleString(name);
    }

    // A single range is told as it is. Of several, those that begin at a fixed place and take every argument are joined; others are left out.
    private static (int First, int Last, int Step) LegacyRange(CommandSpec spec)
    {
        if (spec.Keys is [{ Search: KeySearch.Index, Range: { } only } single]) return (single.Begin, only.Last < 0 ? only.Last : single.Begin + only.Last, only.Step);
        int first = 0, last = 0;
        foreach (KeySpec keys in spec.Keys)
        {
            if (keys.Search != KeySearch.Index || keys.Range is not { Step: 1, Limit: 0 } range) continue;
            if (first > 0 && last != keys.Begin - 1) continue;
            if (first == 0) first = keys.Begin;
            last = range.Last < 0 ? range.Last : keys.Begin + range.Last;
        }
        return (first, last, first > 0 ? 1 : 0);
    }

    private static string NameOf(CommandFlags flag) => flag switch
    {
        CommandFlags.SkipMonitor => "skip_monitor",
        CommandFlags.SkipSlowlog => "skip_slowlog",
        CommandFlags.NoAuth => "no_auth",
        CommandFlags.MayReplicate => "may_replicate",
        CommandFlags.NoMandatoryKeys => "no_mandatory_keys",
        CommandFlags.NoAsyncLoading => "no_async_loading",
        CommandFlags.NoMulti => "no_multi",
        CommandFlags.AllowBusy => "allow_busy",
        _ => flag.ToString().ToLowerInvariant(),
    };
}
