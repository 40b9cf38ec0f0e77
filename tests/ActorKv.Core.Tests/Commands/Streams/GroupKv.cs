using System.Text;

namespace ActorKv.Core.Tests.Commands.Streams;

/// <summary>Runs sequences of commands on streams with groups. The digest says nothing of groups, so each sequence ends with asking for all
/// that is known of the stream "s", here and where the effects were replayed.</summary>
internal static class GroupKv
{
    /// <summary>Lines of <c>command => reply</c>; a reply that begins with '-' is an error. Without a reply anything goes.</summary>
    public static void Play(string script)
    {
        using Kv kv = new();
        Play(kv, script);
    }

    /// <inheritdoc cref="Play(string)"/>
    public static void Play(this Kv kv, string script)
    {
        StringBuilder before = new();
        foreach (string line in script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(" => ");
            string reply = kv.Run(parts[0]).Text;
            before.Append(parts[0]).Append('\n');
            if (parts.Length == 1) Assert.False(reply.StartsWith("(error)", StringComparison.Ordinal), $"{before}{reply}");
            else Assert.True(reply == (parts[1][0] == '-' ? "(error) " + parts[1][1..] : parts[1]), $"{before}expected {parts[1]}\nreplied  {reply}");
        }
        foreach (string all in (string[])["XINFO STREAM s FULL COUNT 0", "XINFO GROUPS s"]) Assert.Equal(kv.Run(all).Text, kv.Replayed().Run(all).Text);
    }
}
