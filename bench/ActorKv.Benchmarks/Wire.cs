using System.Text;

namespace ActorKv.Benchmarks;

internal static class Wire
{
    /// <summary>A command as clients send it: an array of bulk strings.</summary>
    public static byte[] Of(params string[] words) =>
        Encoding.ASCII.GetBytes($"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n")));
}
