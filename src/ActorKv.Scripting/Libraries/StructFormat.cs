// The format of struct.pack, unpack and size, option by option.
//
//   <  >  =        little endian, big endian, this machine's
//   !n             align to at most n bytes (8 without n)
//   b B h H l L T  whole numbers of 1, 2, 8 and 8 (size_t) bytes; capitals are unsigned
//   in In          whole numbers of n bytes (4 without n), n up to 32
//   f d            float, double
//   cn             n bytes (1 without n); c0: the whole string, and in unpack so many as the number before says
//   s              bytes up to a zero
//   x              a byte of padding
//
// Described by the author of the library: http://www.inf.puc-rio.br/~roberto/struct/.

namespace ActorKv.Scripting.Libraries;

internal ref struct StructFormat(ReadOnlySpan<byte> format)
{
    private const int MaxIntegerSize = 32, NaturalAlignment = 8, DefaultInteger = 4;

    private readonly ReadOnlySpan<byte> _format = format;
    private int _at;
    private int _alignment = 1;

    public bool IsLittleEndian { get; private set; } = BitConverter.IsLittleEndian;

    public char Option { get; private set; }

    public long Size { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Reads the next option that takes room; false at the end and when there is an error.</summary>
    public bool Next()
    {
        while (Error is null && _at < _format.Length)
        {
            Option = (char)_format[_at++];
            switch (Option)
            {
                case ' ':
                    continue;
                case '<' or '>' or '=':
                    IsLittleEndian = Option == '<' || (Option == '=' && BitConverter.IsLittleEndian);
                    continue;
                case '!':
                    long alignment = Number(NaturalAlignment);
                    if (alignment <= 0 || !long.IsPow2(alignment)) Error = $"alignment {alignment} is not a power of 2";
                    _alignment = (int)Math.Min(alignment, NaturalAlignment * 2);
                    continue;
            }
            Size = SizeOf();
            return Error is null;
        }
        return false;
    }

    /// <summary>Bytes to skip before the option, at a position.</summary>
    public readonly int PaddingAt(long position)
    {
        if (Size == 0 || Option is 'c' or 's' or 'x') return 0;
        int alignment = (int)Math.Min(Size, _alignment);
        if (alignment <= 1) return 0;
        return (int)((alignment - (position & (alignment - 1))) & (alignment - 1));
    }

    private long SizeOf()
    {
        switch (Option)
        {
            case 'b' or 'B' or 'x':
                return 1;
            case 'h' or 'H':
                return 2;
            case 'l' or 'L' or 'T' or 'd':
                return 8;
            case 'f':
                return 4;
            case 'c':
                return Number(1);
            case 's':
                return 0;
            case 'i' or 'I':
                long size = Number(DefaultInteger);
                if (size > MaxIntegerSize) Error = $"integral size {size} is larger than limit of {MaxIntegerSize}";
                return size;
            default:
                return 0;
        }
    }

    private long Number(long otherwise)
    {
        if (_at >= _format.Length || !char.IsAsciiDigit((char)_format[_at])) return otherwise;
        long value = 0;
        while (_at < _format.Length && char.IsAsciiDigit((char)_format[_at]))
        {
            value = value * 10 + _format[_at++] - '0';
            if (value <= int.MaxValue) continue;
            Error = "integral size overflow";
            return 0;
        }
        return value;
    }
}
