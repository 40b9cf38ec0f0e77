// Names and rules in a request: bytes, as Latin-1 text.

using System.Text;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Acl.Shared;

internal static class AclArguments
{
    /// <summary>All arguments that are left.</summary>
    public static List<string> Rest(ref ArgReader args)
    {
        List<string> rest = [];
        while (!args.AtEnd) rest.Add(Encoding.Latin1.GetString(args.Next()));
        return rest;
    }
}
