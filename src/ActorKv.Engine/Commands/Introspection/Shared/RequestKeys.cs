// The keys of a request that is not executed: COMMAND GETKEYS and GETKEYSANDFLAGS.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal readonly record struct RequestKey(byte[] Key, KeyAccess Access);

internal static class RequestKeys
{
    /// <summary>Reads the request that the arguments are, and finds its keys; false, with the error replied, when that cannot be.</summary>
    public static bool TryFind(ref ArgReader args, Session session, out List<RequestKey> keys)
    {
        keys = [];
        Request request = Rest(ref args);
        if (CommandLookup.Find(session.Store.Commands, request)?.Spec is not { } spec) return Fail(session, "ERR Invalid command specified"u8);
        if (spec.Keys.Length == 0) return Fail(session, "ERR The command has no key arguments"u8);
        if (!spec.AcceptsArgumentCount(request.Count)) return Fail(session, "ERR Invalid number of arguments specified for command"u8);

        List<int> positions = [];
        foreach (KeySpec each in spec.Keys)
        {
            positions.Clear();
            if (!each.TryFind(request, positions))
            {
                keys.Clear();
                break;
            }
            foreach (int position in positions) keys.Add(new RequestKey(request[position].ToArray(), each.AccessIn(request)));
        }
        return keys.Count > 0 || spec.Has(CommandFlags.NoMandatoryKeys) || Fail(session, "ERR Invalid arguments specified for command"u8);
    }

    private static Request Rest(ref ArgReader args)
    {
        Request request = new();
        while (!args.AtEnd) request.AddOwn(args.Next().ToArray());
        return request;
    }

    private static bool Fail(Session session, ReadOnlySpan<byte> error)
    {
        session.Reply.Error(error);
        return false;
    }
}
