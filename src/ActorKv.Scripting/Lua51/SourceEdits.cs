// Changes to a text, collected while it is parsed and made at the end. At one place, what closes comes before what opens; of several that open there
// the one noted last, which is the outermost, comes first.

using System.Text;

namespace ActorKv.Scripting.Lua51;

internal sealed class SourceEdits
{
    private readonly List<Edit> _edits = [];

    private readonly record struct Edit(int At, int Removed, string Text, bool Opens, int Number);

    /// <summary>Puts text around what stands between two places.</summary>
    public void Wrap(int start, int end, string open, string close)
    {
        _edits.Add(new Edit(start, 0, open, true, _edits.Count));
        _edits.Add(new Edit(end, 0, close, false, _edits.Count));
    }

    public void Insert(int at, string text) => _edits.Add(new Edit(at, 0, text, false, _edits.Count));

    public void Replace(int at, int length, string text) => _edits.Add(new Edit(at, length, text, true, _edits.Count));

    /// <summary>The text from <paramref name="start"/> on, changed.</summary>
    public byte[] Apply(byte[] text, int start, string before, string after)
    {
        _edits.Sort(static (a, b) =>
            a.At != b.At ? a.At.CompareTo(b.At)
            : a.Opens != b.Opens ? a.Opens.CompareTo(b.Opens)
            : a.Opens ? (a.Removed > 0) != (b.Removed > 0) ? (a.Removed > 0).CompareTo(b.Removed > 0) : b.Number.CompareTo(a.Number)
            : a.Number.CompareTo(b.Number));
        MemoryStream result = new(text.Length + before.Length + after.Length + _edits.Count * 8);
        result.Write(Encoding.Latin1.GetBytes(before));
        int at = start;
        foreach (Edit edit in _edits)
        {
            result.Write(text, at, edit.At - at);
            result.Write(Encoding.Latin1.GetBytes(edit.Text));
            at = edit.At + edit.Removed;
        }
        result.Write(text, at, text.Length - at);
        result.Write(Encoding.Latin1.GetBytes(after));
        return result.ToArray();
    }
}
