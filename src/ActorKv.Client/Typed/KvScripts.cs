using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ActorKv;

/// <summary>A Lua script, and the digest by which the server knows it. Make one and keep it.</summary>
/// <param name="text">The script's text.</param>
public sealed class KvScript(string text)
{
    /// <summary>The script's text.</summary>
    public string Text { get; } = text;

    /// <summary>SHA-1 of the text, in lower-case hexadecimal digits.</summary>
    public string Sha1 { get; } = DigestOf(text);

    /// <summary>A script of this text.</summary>
    public static implicit operator KvScript(string text) => new(text);

    [SuppressMessage("Security", "CA5350", Justification = "EVALSHA names scripts by their SHA-1; nothing is protected by it.")]
    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Scripts and functions.</summary>
public static class KvScripts
{
    extension(IActorKv kv)
    {
        /// <summary>Runs a script: by its digest, and with its text when the server does not know it. EVALSHA, EVAL.</summary>
        /// <param name="script">The script; text becomes one, but a <see cref="KvScript"/> that is kept is cheaper.</param>
        /// <param name="keys">KEYS.</param>
        /// <param name="arguments">ARGV.</param>
        /// <param name="cancellationToken">Ends the wait, not the script.</param>
        public ValueTask<KvReply> EvalAsync(
            KvScript script, ReadOnlySpan<KvValue> keys = default, ReadOnlySpan<KvValue> arguments = default, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(script);
            return kv.EvalOnceKnown(script, keys, arguments, KvReply.Parser, cancellationToken);
        }

        /// <inheritdoc cref="EvalAsync(IActorKv, KvScript, ReadOnlySpan{KvValue}, ReadOnlySpan{KvValue}, CancellationToken)"/>
        /// <typeparam name="T">What its result becomes: see <c>GetAsync</c>.</typeparam>
        public ValueTask<T?> EvalAsync<T>(
            KvScript script, ReadOnlySpan<KvValue> keys = default, ReadOnlySpan<KvValue> arguments = default, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(script);
            return kv.EvalOnceKnown(script, keys, arguments, KvParsers<T>.One, cancellationToken);
        }

        /// <summary>Calls a function of a library. FCALL.</summary>
        public ValueTask<KvReply> FCallAsync(
            KvValue function, ReadOnlySpan<KvValue> keys = default, ReadOnlySpan<KvValue> arguments = default, CancellationToken cancellationToken = default) =>
            kv.Send("FCALL", [function, keys.Length, .. keys, .. arguments], KvReply.Parser, cancellationToken);

        /// <summary>Loads a library of functions, over one of the same name. FUNCTION LOAD REPLACE.</summary>
        /// <returns>The library's name.</returns>
        public ValueTask<string> FunctionLoadAsync(string code, CancellationToken cancellationToken = default) =>
            kv.Send("FUNCTION", ["LOAD", "REPLACE", code], KvParsers.Text, cancellationToken);

        // A transaction queues the text: behind EXEC it would be too late to send it.
        private ValueTask<T> EvalOnceKnown<T>(
            KvScript script, ReadOnlySpan<KvValue> keys, ReadOnlySpan<KvValue> arguments, KvReplyParser<T> parser, CancellationToken cancellationToken)
        {
            KvValue[] words = [script.Sha1, keys.Length, .. keys, .. arguments];
            if (kv is CommandRecorder)
            {
                words[0] = script.Text;
                return kv.Send("EVAL", words, parser, cancellationToken);
            }
            return Run();

            async ValueTask<T> Run()
            {
                try
                {
                    return await kv.Send("EVALSHA", words, parser, cancellationToken).ConfigureAwait(false);
                }
                catch (KvException unknown) when (unknown.Code == "NOSCRIPT")
                {
                    words[0] = script.Text;
                    return await kv.Send("EVAL", words, parser, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
